package ua.vuzol.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ua.vuzol.hl7.Hl7Message;

/** The registry for people who look somebody up. */
class PeopleIT extends RegistryTestSupport {
    @Autowired
    private People people;

    private String number;

    @BeforeEach
    void anotherNumber() {
        number = number();
    }

    private List<String> named(String name) {
        return people.search(Optional.empty(), Optional.of(name), 1000).stream()
                .map(patient -> patient.pid().value())
                .toList();
    }

    @Test
    void peopleAreFoundByTheBeginningOfTheirNamesInEitherScript() {
        take(message("A04", MORNING, pid(number, "Ґалаґан_100%^Юрій^Ілліч")));
        for (String name :
                List.of("ґала", "GALAGAN", "Ґалаґан_100% Юрій", "galagan_100%  yurii illich", "ґ*_100%^юр?й")) {
            assertThat(named(name)).as(name).contains(number);
        }
        for (String name : List.of("алаґан", "Ґалаґан_100% Ілліч", "Ґалаґан%", "Ґалаґан__00")) {
            assertThat(named(name)).as(name).doesNotContain(number);
        }
    }

    @Test
    void everyNumberFindsThePersonAndThoseMergedFindTheSurvivor() {
        String merged = number();
        String rnokpp = Long.toString(3_000_000_000L + Math.abs(number.hashCode()) % 1_000_000_000L);
        take(message("A04", MORNING, pid(merged + "~" + rnokpp + "^^^^TAX", "А^Б")));
        Hl7Message merge = message("A40", MORNING, pid(number, "А^Б"), "MRG|" + merged);
        take(merge);
        for (String each : List.of(number, merged, rnokpp)) {
            assertThat(people.search(Optional.of(each), Optional.empty(), 10))
                    .extracting(patient -> patient.pid().value())
                    .containsExactly(number);
        }
        assertThat(people.search(Optional.of(merged), Optional.of("Я"), 10)).isEmpty();
        Person person = people.find(patient(number).id()).orElseThrow();
        assertThat(person.merges()).singleElement().satisfies(each -> {
            assertThat(each.number()).isEqualTo(new PatientId(merged, ""));
            assertThat(each.message()).isEqualTo(merge.id());
        });
    }

    @Test
    void twoRecordsWithOneNumberOfTheStateAreTold() {
        String unzr = "19480228-" + (10_000 + Math.abs(number.hashCode()) % 90_000);
        String other = number();
        take(message("A04", MORNING, pid(number + "~" + unzr + "^^^^NI", "А^Б")));
        take(message("A04", MORNING, pid(other + "~" + unzr + "^^^^NI", "А^Б")));
        assertThat(people.find(patient(number).id()).orElseThrow().warnings())
                .contains("UNZR is that of patient " + patient(other).id() + " too.");
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertThat(people.find(Long.MAX_VALUE)).isEmpty();
        assertThat(people.search(Optional.of(number), Optional.empty(), 10)).isEmpty();
    }
}
