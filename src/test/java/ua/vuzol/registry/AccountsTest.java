package ua.vuzol.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is left of several accounts of one person, whatever the order in which they come. */
class AccountsTest {
    private static final PatientId NUMBER = new PatientId("1", "");

    @Property
    void whateverTheOrderTheNewestAccountOfEachFieldIsLeft(@ForAll("orders") List<MisAccount> accounts) {
        PatientRow row = entered(accounts);
        for (PatientField field : PatientField.values()) {
            Optional<MisAccount> newest = accounts.stream()
                    .filter(account -> account.fields().contains(field))
                    .max(Comparator.comparing(MisAccount::at));
            assertThat(value(row, field))
                    .as(field.name())
                    .isEqualTo(newest.map(account -> value(account.made(), field))
                            .orElseGet(() -> value(nothingTold(), field)));
            assertThat(Optional.ofNullable(row.told().get(field))).isEqualTo(newest.map(MisAccount::at));
        }
        assertThat(row.patient().otherIds())
                .containsExactlyInAnyOrderElementsOf(accounts.stream()
                        .flatMap(account -> account.said().otherIds().stream())
                        .distinct()
                        .toList());
    }

    @Property
    void theSameAccountsAgainChangeNothing(@ForAll("orders") List<MisAccount> accounts) {
        PatientRow once = entered(accounts);
        List<MisAccount> twice = new ArrayList<>(accounts);
        twice.addAll(accounts);
        assertThat(entered(twice)).isEqualTo(once);
    }

    @Property
    void visitsAreLeftAsTheNewestToldThem(@ForAll("visitOrders") List<VisitAccount> accounts) {
        VisitTable.VisitRow row = accounts.get(0).made(7);
        for (VisitAccount account : accounts.subList(1, accounts.size())) {
            row = account.renewed(row);
        }
        Optional<Visit.State> state = accounts.stream()
                .filter(account -> account.state().isPresent())
                .max(Comparator.comparing(VisitAccount::at))
                .flatMap(VisitAccount::state);
        assertThat(row.visit().state()).isEqualTo(state.orElse(Visit.State.OPEN));
        assertThat(row.visit().location()).isEqualTo(newest(accounts, VisitAccount::location));
        assertThat(row.visit().patientClass()).isEqualTo(newest(accounts, VisitAccount::patientClass));
    }

    private static Optional<String> newest(
            List<VisitAccount> accounts, Function<VisitAccount, Optional<String>> field) {
        return accounts.stream()
                .filter(account -> field.apply(account).isPresent())
                .max(Comparator.comparing(VisitAccount::at))
                .flatMap(field);
    }

    @Test
    void anImageChangesNothingThatTheMisHasTold() {
        MisAccount told = new MisAccount(
                said("Ім'я^Її", Optional.of(LocalDate.of(2000, 1, 1)), Optional.empty()),
                Set.of(PatientField.NAME, PatientField.BIRTH_DATE, PatientField.SEX),
                false,
                Instant.EPOCH);
        ImageAccount image = new ImageAccount(said("NAME^HER", Optional.empty(), Optional.of("F")));
        PatientRow row = image.renewed(told.made(), false);
        assertThat(row.patient().name()).isEqualTo("Ім'я^Її");
        assertThat(row.patient().sex()).as("deleted by the MIS").isEmpty();
        assertThat(image.renewed(image.made(), false)).isEqualTo(image.made());
    }

    private static PatientRow nothingTold() {
        return new PatientRow(said("", Optional.empty(), Optional.empty()), Map.of(), false);
    }

    private static PatientRow entered(List<MisAccount> accounts) {
        PatientRow row = accounts.get(0).made();
        for (MisAccount account : accounts.subList(1, accounts.size())) {
            row = account.renewed(row, false);
        }
        return row;
    }

    private static Object value(PatientRow row, PatientField field) {
        Map<PatientField, Function<PatientRow, Object>> values = new EnumMap<>(PatientField.class);
        values.put(
                PatientField.NAME,
                each -> List.of(each.patient().name(), each.patient().latinName()));
        values.put(PatientField.BIRTH_DATE, each -> each.patient().birthDate());
        values.put(PatientField.SEX, each -> each.patient().sex());
        values.put(PatientField.MOTHERS_NAME, each -> each.patient().contacts().mothersName());
        values.put(PatientField.ADDRESS, each -> each.patient().contacts().address());
        values.put(PatientField.PHONES, each -> each.patient().contacts().phones());
        values.put(PatientField.WITHDRAWN, PatientRow::withdrawn);
        return values.get(field).apply(row);
    }

    private static Patient said(String name, Optional<LocalDate> birthDate, Optional<String> sex) {
        return Patient.unregistered(NUMBER, name, Optional.empty(), birthDate, sex, List.of());
    }

    /** Accounts at different times, in any order. */
    @Provide
    Arbitrary<List<MisAccount>> orders() {
        return account().list().ofMinSize(1).ofMaxSize(6).uniqueElements(MisAccount::at);
    }

    private static Arbitrary<MisAccount> account() {
        Arbitrary<Set<PatientField>> fields =
                Arbitraries.of(PatientField.class).set().ofMaxSize(PatientField.values().length);
        Arbitrary<String> texts = Arbitraries.of("А", "Б", "В", "Г");
        return Combinators.combine(
                        fields,
                        texts,
                        Arbitraries.integers().between(1, 28),
                        Arbitraries.of("M", "F", "O").optional(),
                        texts.optional(),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 100))
                .as(AccountsTest::account);
    }

    private static MisAccount account(
            Set<PatientField> fields,
            String text,
            int day,
            Optional<String> sex,
            Optional<String> more,
            boolean withdrawn,
            int second) {
        Function<PatientField, Boolean> tells = fields::contains;
        Patient said = new Patient(
                0,
                NUMBER,
                tells.apply(PatientField.NAME) ? text : "",
                tells.apply(PatientField.NAME) ? Optional.of("Latin " + text) : Optional.empty(),
                tells.apply(PatientField.BIRTH_DATE) ? Optional.of(LocalDate.of(2000, 2, day)) : Optional.empty(),
                tells.apply(PatientField.SEX) ? sex : Optional.empty(),
                List.of(new PatientId(text, "OTHER")),
                new Patient.Contacts(
                        tells.apply(PatientField.MOTHERS_NAME) ? more : Optional.empty(),
                        tells.apply(PatientField.ADDRESS) ? more : Optional.empty(),
                        tells.apply(PatientField.PHONES) ? more.stream().toList() : List.of()),
                Optional.empty());
        return new MisAccount(
                said, fields, withdrawn && tells.apply(PatientField.WITHDRAWN), Instant.ofEpochSecond(second));
    }

    @Provide
    Arbitrary<List<VisitAccount>> visitOrders() {
        return Combinators.combine(
                        Arbitraries.of("А^1", "Б^2", "В^3").optional(),
                        Arbitraries.of("I", "O", "E").optional(),
                        Arbitraries.of(Visit.State.class).optional(),
                        Arbitraries.integers().between(1, 100))
                .as((location, patientClass, state, second) -> new VisitAccount(
                        NUMBER, new PatientId("V", ""), patientClass, location, state, Instant.ofEpochSecond(second)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .uniqueElements(VisitAccount::at);
    }
}
