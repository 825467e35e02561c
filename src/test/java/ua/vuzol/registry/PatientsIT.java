package ua.vuzol.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import ua.vuzol.hl7.Acceptance;
import ua.vuzol.hl7.Hl7Error;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7RejectedException;

/** What messages of the MIS make of patients and visits. */
@RecordApplicationEvents
class PatientsIT extends RegistryTestSupport {
    private static final String TARAS = "Шевченко^Тарас^Григорович^^^^L||18140309|M";

    @Autowired
    private ApplicationEvents events;

    private String number;

    @BeforeEach
    void anotherNumber() {
        number = number();
    }

    @Test
    void aRegistrationMakesAPersonWithNumbersNamesAndContacts() {
        take(message(
                "A04",
                MORNING,
                "PID|1||" + number + "^^^^MR~1759013776^^^^TAX~19480228-01234^^^^NI~АБ123456^^^^PPN"
                        + "||Їжакевич^Іван^Юрійович^^^^L||19480228000000|M|||вул. Хрещатик, 1^^Київ^^01001^UA"
                        + "||+380441234567~^^^^^67^7654321|+380509876543"));
        Patient patient = patient(number);
        assertThat(patient.name()).isEqualTo("Їжакевич^Іван^Юрійович");
        assertThat(patient.latinName()).contains("Yizhakevych^Ivan^Yuriiovych");
        assertThat(patient.birthDate()).contains(LocalDate.of(1948, 2, 28));
        assertThat(patient.sex()).contains("M");
        assertThat(patient.otherIds())
                .containsExactlyInAnyOrder(
                        IdentifierKind.RNOKPP.number("1759013776"),
                        IdentifierKind.UNZR.number("19480228-01234"),
                        IdentifierKind.PASSPORT.number("АБ123456"));
        assertThat(patient.contacts())
                .isEqualTo(new Patient.Contacts(
                        Optional.empty(),
                        Optional.of("вул. Хрещатик, 1, Київ, 01001, UA"),
                        List.of("+380441234567", "67 7654321", "+380509876543")));
        assertThat(registry.findByIdentifier("1759013776", Optional.of("RNOKPP")))
                .contains(patient);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAX", "RNOKPP", "РНОКПП"})
    void aNumberOfTheStateIsKnownByItsType(String type) {
        take(message("A04", MORNING, "PID|1||" + number + "^^^^MR~1759013776^^^^" + type + "||Їжакевич^Іван"));
        assertThat(patient(number).otherIds()).containsExactly(IdentifierKind.RNOKPP.number("1759013776"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Petrenko^Petro^^^^^A~Петренко^Петро^^^^^L              | Петренко^Петро             | Petrenko^Petro
                    Петренко^Петро^Іванович^^^^L~Petrenko^Peter^^^^^L^A    | Петренко^Петро^Іванович    | Petrenko^Peter
                    Коваленко^Ганна^^^^^M~Мельник^Ганна^^мол.^п.^^L        | Мельник^Ганна^^п.^мол.     | Melnyk^Hanna^^p.^mol.
                    Smith&&Smith^Lucy^Mark                                 | Smith^Lucy^Mark            |
                    母鹿^约翰~Doe^John                                       | 母鹿^约翰                    | Doe^John
                    ^^^^^^L~Згурський^Юрій^^^^^D                           | Згурський^Юрій             | Zghurskyi^Yurii
                    """)
    void theLegalNameInCyrillicCounts(String told, String name, String latin) {
        take(message("A28", MORNING, pid(number, told)));
        assertThat(patient(number).name()).isEqualTo(name);
        assertThat(patient(number).latinName()).isEqualTo(Optional.ofNullable(latin));
    }

    @Test
    void oneNameToldInBothScriptsStaysInThePersonsOwn() {
        take(message("A04", MORNING, pid(number, "Їжакевич^Іван||19480228|M")));
        take(message("ORM^O01", MORNING.plusSeconds(5), pid(number, "YIZHAKEVYCH^IVAN")));
        assertThat(patient(number).name()).isEqualTo("Їжакевич^Іван");
        take(message("ORM^O01", MORNING.plusSeconds(6), pid(number, "PETRENKO^IVAN")));
        assertThat(patient(number).name()).isEqualTo("PETRENKO^IVAN");
        String other = number();
        take(message("ORM^O01", MORNING.plusSeconds(5), pid(other, "YIZHAKEVYCH^IVAN")));
        take(message("A04", MORNING, pid(other, "Їжакевич^Іван||19480228|M")));
        assertThat(patient(other).name()).isEqualTo("Їжакевич^Іван");
    }

    @ParameterizedTest
    @CsvSource({"F, F", "M, M", "O, O", "A, O", "N, O", "U,", "'',", "X,"})
    void theSexIsThatOfTheTable(String told, String sex) {
        take(message("A04", MORNING, pid(number, "Хто^Хтось||19800101|" + told)));
        assertThat(patient(number).sex()).isEqualTo(Optional.ofNullable(sex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A11", "A28", "A31", "A38"})
    void everyEventMakesAndUpdatesThePerson(String event) {
        take(message(event, MORNING, pid(number, "Хибна^Назва||19800101|F")));
        take(message(event, MORNING.plusSeconds(1), pid(number, TARAS)));
        assertThat(patient(number).name()).isEqualTo("Шевченко^Тарас^Григорович");
        assertThat(patient(number).birthDate()).contains(LocalDate.of(1814, 3, 9));
        assertThat(patient(number).sex()).contains("M");
        assertThat(events.stream(PatientsUpdated.class))
                .containsExactly(new PatientsUpdated(List.of(patient(number).id())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORM^O01", "OMI^O23", "OMG^O19", "SIU^S12"})
    void anOrderMakesThePerson(String type) {
        take(message(type, MORNING, pid(number, TARAS)));
        assertThat(patient(number).name()).isEqualTo("Шевченко^Тарас^Григорович");
    }

    @Test
    void anOrderNeedsNoNameOfSomebodyWhoIsKnown() {
        Hl7Message order = message("ORM^O01", MORNING, pid(number, ""));
        assertThatThrownBy(() -> take(order)).satisfies(refused(Hl7Error.REQUIRED_FIELD_MISSING, "PID^1^5"));
        take(message("A04", MORNING, pid(number, TARAS)));
        take(order);
        assertThat(patient(number).name()).isEqualTo("Шевченко^Тарас^Григорович");
    }

    @Test
    void aVisitIsOpenedMovedAndClosed() {
        take(message("A01", MORNING, pid(number, TARAS), "PV1|1|I|ХІР^12^3^ЛІКАРНЯ||||||||||||||||A-77^^^МІС"));
        Visit opened = visits(number).get(0);
        assertThat(opened.number()).isEqualTo(new PatientId("A-77", "МІС"));
        assertThat(opened.patientClass()).contains("I");
        assertThat(opened.location()).contains("ХІР^12^3^ЛІКАРНЯ");
        assertThat(opened.state()).isEqualTo(Visit.State.OPEN);
        take(message("A02", MORNING.plusSeconds(60), pid(number, TARAS), "PV1|1|I|РЕАН^1||||||||||||||||A-77^^^МІС"));
        assertThat(visits(number).get(0).location()).contains("РЕАН^1");
        take(message("A07", MORNING.plusSeconds(90), pid(number, TARAS), "PV1|1|O|||||||||||||||||A-77^^^МІС"));
        assertThat(visits(number).get(0).patientClass()).contains("O");
        take(message("A03", MORNING.plusSeconds(120), pid(number, TARAS), "PV1|1|O|||||||||||||||||A-77^^^МІС"));
        assertThat(visits(number)).singleElement().satisfies(visit -> {
            assertThat(visit.state()).isEqualTo(Visit.State.CLOSED);
            assertThat(visit.location()).contains("РЕАН^1");
        });
        assertThat(events.stream(VisitsChanged.class)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A11", "A38"})
    void aVisitIsCancelled(String event) {
        take(message("A05", MORNING, pid(number, TARAS), "PV1|1|P||||||||||||||||||"));
        take(message(event, MORNING.plusSeconds(1), pid(number, TARAS), "PV1|1|P"));
        assertThat(visits(number)).singleElement().satisfies(visit -> assertThat(visit.state())
                .isEqualTo(Visit.State.CANCELLED));
    }

    @Test
    void aDischargeThatCameBeforeItsAdmissionCloses() {
        String visit = "PV1|1|I|ХІР^12||||||||||||||||A-78";
        take(message("A08", MORNING.plusSeconds(300), pid(number, TARAS), visit));
        take(message("A03", MORNING.plusSeconds(200), pid(number, TARAS), visit));
        take(message("A01", MORNING, pid(number, TARAS), visit.replace("ХІР", "ТЕР")));
        assertThat(visits(number)).singleElement().satisfies(known -> {
            assertThat(known.state()).isEqualTo(Visit.State.CLOSED);
            assertThat(known.location()).contains("ХІР^12");
        });
    }

    @Test
    void whatIsOlderOverwritesNothingButTellsWhatNobodyHasTold() {
        take(message("ORM^O01", MORNING.plusSeconds(10), pid(number, "Новіша^Назва")));
        take(message("A04", MORNING, pid(number, "Старіша^Назва||19700101|F|||Київ")));
        Patient patient = patient(number);
        assertThat(patient.name()).isEqualTo("Новіша^Назва");
        assertThat(patient.birthDate()).contains(LocalDate.of(1970, 1, 1));
        assertThat(patient.contacts().address()).contains("Київ");
    }

    @Test
    void aClockThatIsYearsAheadOutranksNobody() {
        take(message("A04", Instant.now().plus(Duration.ofDays(1000)), pid(number, "Майбутнє^Ім'я")));
        take(message("A08", Instant.now().plusSeconds(1), pid(number, "Теперішнє^Ім'я")));
        assertThat(patient(number).name()).isEqualTo("Теперішнє^Ім'я");
    }

    @Test
    void theNullOfHl7DeletesAndAnEmptyFieldLeaves() {
        take(message("A04", MORNING, pid(number, TARAS + "|||Київ||123")));
        take(message("A08", MORNING.plusSeconds(1), pid(number, "Шевченко^Тарас||\"\"||||||\"\"")));
        Patient patient = patient(number);
        assertThat(patient.birthDate()).isEmpty();
        assertThat(patient.sex()).contains("M");
        assertThat(patient.contacts().address()).contains("Київ");
        assertThat(patient.contacts().phones()).isEmpty();
        registry.register(image(number, "Шевченко^Тарас", Optional.of(LocalDate.of(1814, 3, 9)), "M"));
        assertThat(patient(number).birthDate()).isEmpty();
    }

    @Test
    void theMisMayCorrectWhatImagesMayNot() {
        registry.register(image(number, "SHEVCHENKO^TARAS", Optional.of(LocalDate.of(1814, 3, 8)), "F"));
        take(message("A08", MORNING, pid(number, TARAS)));
        assertThat(patient(number).birthDate()).contains(LocalDate.of(1814, 3, 9));
        assertThat(patient(number).sex()).contains("M");
        Patient late = image(number, "SHEVCHENKO^TARAS", Optional.of(LocalDate.of(1814, 3, 8)), "F");
        assertThatThrownBy(() -> registry.register(late)).isInstanceOf(PatientConflictException.class);
        registry.register(image(number, "SHEVCHENKO^TARAS", Optional.empty(), "M"));
        assertThat(patient(number).name()).isEqualTo("Шевченко^Тарас^Григорович");
    }

    @Test
    void whoIsDeletedIsOnlyMarkedUntilTheMisTellsOfThemAgain() {
        Hl7Message deletion = message("A29", MORNING.plusSeconds(5), pid(number, ""));
        assertThatThrownBy(() -> take(deletion)).satisfies(refused(Hl7Error.UNKNOWN_KEY, "PID^1^3"));
        take(message("A04", MORNING, pid(number, TARAS)));
        take(deletion);
        assertThat(withdrawn()).isTrue();
        assertThat(patient(number).name()).isEqualTo("Шевченко^Тарас^Григорович");
        take(message("A08", MORNING.plusSeconds(1), pid(number, TARAS)));
        assertThat(withdrawn()).isTrue();
        take(message("A28", MORNING.plusSeconds(6), pid(number, TARAS)));
        assertThat(withdrawn()).isFalse();
    }

    private boolean withdrawn() {
        return jdbc.sql("select withdrawn from patient where pid = :pid")
                .param("pid", number)
                .query(Boolean.class)
                .single();
    }

    @Test
    void aMessageWithoutNumberOrNameIsRefusedWithThePlace() {
        assertThatThrownBy(() -> take(message("A04", MORNING, pid("", TARAS))))
                .satisfies(refused(Hl7Error.REQUIRED_FIELD_MISSING, "PID^1^3"));
        assertThatThrownBy(() -> take(message("A04", MORNING, pid("^^^MIS", TARAS))))
                .satisfies(refused(Hl7Error.REQUIRED_FIELD_MISSING, "PID^1^3"));
        assertThatThrownBy(() -> take(message("A04", MORNING, pid(number, "^^^^^^L||18140309|M"))))
                .satisfies(refused(Hl7Error.REQUIRED_FIELD_MISSING, "PID^1^5"));
        assertThatThrownBy(() -> take(message("A04", MORNING, "PV1|1|I")))
                .satisfies(refused(Hl7Error.REQUIRED_FIELD_MISSING, "PID^1"));
        assertThatThrownBy(() -> take(message("A04", MORNING, pid("9".repeat(65), TARAS))))
                .satisfies(refused(Hl7Error.DATA_TYPE, "PID^1^3"));
        assertThat(found(number)).isEmpty();
    }

    @Test
    void otherMessagesAreNotTaken() {
        assertThat(handler.handles(message("A04", MORNING))).isTrue();
        assertThat(handler.handles(message("A60", MORNING))).isFalse();
        assertThat(handler.handles(message("ORU^R01", MORNING))).isFalse();
    }

    @Test
    void anAssigningAuthorityIsTheIssuer() {
        take(message("A04", MORNING, pid(number + "^^^ADT1&1.2.3&ISO", TARAS)));
        assertThat(registry.findByIdentifier(number, Optional.of("ADT1"))).hasSize(1);
        assertThat(found(number)).isEmpty();
    }

    @Test
    void anAdtAndAnOrderOfANewPersonAtOnceMakeOnePerson() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 40; round++) {
                String one = number();
                CyclicBarrier barrier = new CyclicBarrier(2);
                Hl7Message adt = message("A04", MORNING, pid(one, TARAS));
                Hl7Message order = message("ORM^O01", MORNING.plusSeconds(1), pid(one, "Шевченко^Тарас"));
                List<Future<Void>> both = pool.invokeAll(List.of(together(barrier, adt), together(barrier, order)));
                for (Future<Void> each : both) {
                    each.get(30, TimeUnit.SECONDS);
                }
                assertThat(registry.findByIdentifier(one, Optional.empty()))
                        .singleElement()
                        .satisfies(patient -> {
                            assertThat(patient.name()).isEqualTo("Шевченко^Тарас");
                            assertThat(patient.birthDate()).contains(LocalDate.of(1814, 3, 9));
                        });
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Callable<Void> together(CyclicBarrier barrier, Hl7Message message) {
        return () -> {
            barrier.await(30, TimeUnit.SECONDS);
            take(message);
            return null;
        };
    }

    @Test
    void aBatchIsEnteredTogetherOrNotAtAll() {
        List<String> numbers = IntStream.range(0, 50).mapToObj(i -> number()).toList();
        Hl7Message[] batch = numbers.stream()
                .map(each -> message("A04", MORNING, pid(each, TARAS), "PV1|1|O|КАБ^" + each))
                .toArray(Hl7Message[]::new);
        Hl7Message[] withABadOne = batch.clone();
        withABadOne[49] = message("A04", MORNING, pid(numbers.get(49), ""));
        assertThatThrownBy(() -> take(withABadOne)).isInstanceOf(Hl7RejectedException.class);
        assertThat(numbers).allSatisfy(each -> assertThat(found(each)).isEmpty());
        take(batch);
        assertThat(numbers).allSatisfy(each -> assertThat(visits(each)).hasSize(1));
    }

    static Patient image(String number, String name, Optional<LocalDate> birthDate, String sex) {
        return Patient.unregistered(
                new PatientId(number, ""), name, Optional.empty(), birthDate, Optional.of(sex), List.of());
    }

    static java.util.function.Consumer<Throwable> refused(Hl7Error code, String location) {
        return thrown -> assertThat(thrown).isInstanceOfSatisfying(Hl7RejectedException.class, refusal -> {
            assertThat(refusal.acceptance()).isEqualTo(Acceptance.AE);
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.location()).isEqualTo(location);
        });
    }
}
