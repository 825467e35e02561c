package ua.vuzol.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;
import static ua.vuzol.registry.PatientsIT.refused;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import ua.vuzol.archive.StoreOutcome;
import ua.vuzol.archive.StudyQuery;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.hl7.Hl7Error;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Interest;
import ua.vuzol.hl7.Outbound;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.JourneyEvent;
import ua.vuzol.journey.Step;

/** Merges and new Patient IDs: what the registry, the archive and partners make of them. */
@RecordApplicationEvents
class MergesIT extends RegistryTestSupport {
    private static final String NEWER = "Новенко^Олена^^^^^L||19800101|F";
    private static final String OLDER = "Старенко^Олена^^^^^L||19800202|F";

    @Autowired
    private ApplicationEvents events;

    @Autowired
    private Journey journey;

    @MockitoBean
    private Outbound outbound;

    /** What was given to be sent. */
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(String partner, String key, String message) {}

    private String survivor;
    private String merged;

    @BeforeEach
    void twoPeople() {
        survivor = number();
        merged = number();
        when(outbound.partners(Interest.PATIENTS)).thenReturn(List.of("pacs"));
        Mockito.doAnswer(call -> sent.add(new Sent(call.getArgument(0), call.getArgument(1), call.getArgument(2))))
                .when(outbound)
                .send(any(), any(), any());
        take(message("A04", MORNING, pid(survivor, NEWER)), message("A04", MORNING, pid(merged, OLDER)));
    }

    private static Hl7Message merge(String survivor, String merged) {
        return message("A40", MORNING.plusSeconds(60), pid(survivor, NEWER), "MRG|" + merged);
    }

    @Test
    void theMergedNumberStandsForTheSurvivor() {
        Patient before = patient(merged);
        take(merge(survivor, merged));
        Patient after = patient(survivor);
        assertThat(patient(merged)).isEqualTo(after);
        assertThat(after.otherIds()).containsExactly(new PatientId(merged, ""));
        assertThat(after.name()).isEqualTo("Новенко^Олена");
        assertThat(registry.findByIdentifier(merged, Optional.of(""))).containsExactly(after);
        assertThat(registry.find(before.id()).orElseThrow().survivor()).contains(after.id());
        assertThat(events.stream(PatientsMerged.class)).containsExactly(new PatientsMerged(after.id(), before.id()));
        assertThat(events.stream(PatientsUpdated.class)).containsExactly(new PatientsUpdated(List.of(after.id())));
    }

    @Test
    void identifiersAndVisitsMoveToo() {
        take(message(
                "A01",
                MORNING,
                "PID|1||" + merged + "~2245134075^^^^TAX||" + OLDER,
                "PV1|1|I|ХІР^1||||||||||||||||V-1"));
        take(merge(survivor, merged));
        assertThat(patient(survivor).otherIds())
                .containsExactly(new PatientId(merged, ""), IdentifierKind.RNOKPP.number("2245134075"));
        assertThat(visits(survivor))
                .singleElement()
                .satisfies(visit -> assertThat(visit.number().value()).isEqualTo("V-1"));
    }

    @Test
    void aMergeThatComesAgainChangesNothing() {
        take(merge(survivor, merged));
        Patient after = patient(survivor);
        take(merge(survivor, merged));
        assertThat(patient(survivor)).isEqualTo(after);
        assertThat(events.stream(PatientsMerged.class)).hasSize(1);
    }

    @Test
    void chainsEndAtTheLastSurvivor() {
        String last = number();
        take(message("A04", MORNING, pid(last, NEWER)));
        take(merge(survivor, merged));
        take(merge(last, survivor));
        assertThat(patient(merged)).isEqualTo(patient(last));
        assertThat(patient(survivor)).isEqualTo(patient(last));
        assertThat(patient(last).otherIds())
                .containsExactlyInAnyOrder(new PatientId(survivor, ""), new PatientId(merged, ""));
        assertThat(pointers()).containsOnly(patient(last).id());
        String third = number();
        take(message("A04", MORNING, pid(third, OLDER)));
        take(merge(merged, third));
        assertThat(patient(third)).isEqualTo(patient(last));
    }

    private List<Long> pointers() {
        return jdbc.sql("select merged_into from patient where pid in (:survivor, :merged)")
                .param("survivor", survivor)
                .param("merged", merged)
                .query(Long.class)
                .list();
    }

    @Test
    void loopsAndContradictionsAreRefused() {
        String other = number();
        take(message("A04", MORNING, pid(other, OLDER)));
        take(merge(survivor, merged));
        Patient after = patient(survivor);
        assertThatThrownBy(() -> take(merge(merged, survivor))).satisfies(refused(Hl7Error.DUPLICATE_KEY, "MRG^1^1"));
        assertThatThrownBy(() -> take(merge(survivor, survivor))).satisfies(refused(Hl7Error.DUPLICATE_KEY, "MRG^1^1"));
        assertThatThrownBy(() -> take(merge(other, merged))).satisfies(refused(Hl7Error.DUPLICATE_KEY, "MRG^1^1"));
        assertThat(patient(survivor)).isEqualTo(after);
        assertThat(patient(other).otherIds()).isEmpty();
    }

    @Test
    void aMergeWithoutPriorNumberIsRefused() {
        assertThatThrownBy(() -> take(message("A40", MORNING, pid(survivor, NEWER))))
                .satisfies(refused(Hl7Error.REQUIRED_FIELD_MISSING, "MRG^1"));
        assertThatThrownBy(() -> take(message("A40", MORNING, pid(survivor, NEWER), "MRG|^^^MIS")))
                .satisfies(refused(Hl7Error.REQUIRED_FIELD_MISSING, "MRG^1^1"));
    }

    @Test
    void oneMessageMayMergeSeveral() {
        String otherSurvivor = number();
        String otherMerged = number();
        String third = number();
        take(message("A04", MORNING, pid(third, OLDER)));
        take(message(
                "A40",
                MORNING,
                pid(survivor, NEWER),
                "MRG|" + merged + "~" + third,
                pid(otherSurvivor, NEWER),
                "MRG|" + otherMerged));
        assertThat(patient(merged)).isEqualTo(patient(survivor));
        assertThat(patient(third)).isEqualTo(patient(survivor));
        assertThat(patient(otherMerged)).isEqualTo(patient(otherSurvivor));
    }

    @Test
    void whoWasNeverSeenCanBeMergedAndSurvive() {
        String unknown = number();
        take(merge(survivor, unknown));
        assertThat(patient(unknown)).isEqualTo(patient(survivor));
        String fresh = number();
        take(merge(fresh, merged));
        assertThat(patient(merged)).isEqualTo(patient(fresh));
        assertThat(patient(fresh).name()).isEqualTo("Новенко^Олена");
    }

    @Test
    void aNewPatientIdLeavesTheRecordWhatItIs() {
        Patient before = patient(merged);
        String fresh = number();
        take(message("A47", MORNING.plusSeconds(5), pid(fresh, OLDER), "MRG|" + merged));
        Patient after = patient(fresh);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.pid()).isEqualTo(new PatientId(fresh, ""));
        assertThat(after.otherIds()).containsExactly(new PatientId(merged, ""));
        assertThat(patient(merged)).isEqualTo(after);
        assertThat(events.stream(PatientRenumbered.class))
                .containsExactly(new PatientRenumbered(before.id(), new PatientId(merged, "")));
        take(message("A47", MORNING.plusSeconds(5), pid(fresh, OLDER), "MRG|" + merged));
        assertThat(patient(fresh)).isEqualTo(after);
    }

    @Test
    void whatComesLateWithTheOldNumberIsTheSurvivors() {
        take(merge(survivor, merged));
        take(message("ORM^O01", MORNING, pid(merged, OLDER), "PV1|1|O|КАБ^5"));
        assertThat(visits(survivor)).hasSize(1);
        assertThat(patient(survivor).name()).isEqualTo("Новенко^Олена");
        // its birth date is that of the merged record
        Patient image = PatientsIT.image(merged, "STARENKO^OLENA", Optional.of(LocalDate.of(1980, 2, 2)), "F");
        assertThat(registry.register(image).id()).isEqualTo(patient(survivor).id());
        assertThat(patient(survivor).name()).isEqualTo("Новенко^Олена");
        Patient somebodyElse = PatientsIT.image(merged, "ELSE^SOMEBODY", Optional.of(LocalDate.of(1999, 9, 9)), "F");
        assertThat(registry.registerAll(List.of(somebodyElse)).get(somebodyElse))
                .isInstanceOf(Registration.Refused.class);
    }

    @Test
    void studiesGoToTheSurvivorAreAnnouncedAgainAndFoundByEitherNumber() {
        DataSet object = stored(merged, "Старенко^Олена");
        String study = text(object, Tag.StudyInstanceUID);
        archive.announced(study, archive.change(study).orElseThrow().revision());
        take(merge(survivor, merged));
        assertThat(archive.unannounced()).contains(study);
        assertThat(archive.study(study).orElseThrow().patient()).isEqualTo(patient(survivor));
        assertThat(journey.timeline(study)).extracting(JourneyEvent::step).contains(Step.PATIENT_CHANGED);
        for (String asked : List.of(survivor, merged)) {
            assertThat(find(asked)).singleElement().satisfies(answer -> {
                assertThat(text(answer, Tag.PatientID)).isEqualTo(survivor);
                assertThat(text(answer, Tag.PatientName)).isEqualTo("Новенко^Олена");
                assertThat(answer.items(Tag.OtherPatientIDsSequence))
                        .extracting(item -> text(item, Tag.PatientID))
                        .contains(merged);
            });
        }
    }

    @Test
    void aLateImageOfAStudyThatMovedIsTaken() {
        DataSet object = stored(merged, "Старенко^Олена");
        String study = text(object, Tag.StudyInstanceUID);
        take(merge(survivor, merged));
        DataSet late = object(study, Uid.random());
        late.put(Tag.PatientID, merged);
        late.put(Tag.PatientName, "Старенко^Олена");
        late.put(Tag.PatientBirthDate, "19800202");
        assertThat(archive.storeAll(List.of(staged(late)))).containsExactly(new StoreOutcome.Stored(study));
        DataSet own = stored(merged, "Старенко^Олена");
        assertThat(archive.search(StudyQuery.byUid(text(own, Tag.StudyInstanceUID)))
                        .get(0)
                        .patient())
                .isEqualTo(patient(survivor));
    }

    @Test
    void aPacsIsToldOfMergesAndUpdatesOfPeopleWithStudies() {
        take(message("A08", MORNING.plusSeconds(1), pid(merged, "Старенко^Олена^Петрівна||19800202|F")));
        take(message("ORM^O01", MORNING.plusSeconds(1), pid(survivor, "Новенко^Олена")));
        assertThat(sent).isEmpty();
        stored(merged, "Старенко^Олена");
        take(message("A08", MORNING.plusSeconds(2), pid(merged, "Старенко^Олена^О\\F\\ленівна||19800202|F")));
        assertThat(sent).singleElement().satisfies(message -> {
            assertThat(message.partner()).isEqualTo("pacs");
            assertThat(message.key()).isEqualTo("patients");
            assertThat(message.message().split("\r")).hasSize(4).satisfies(segments -> {
                assertThat(segments[0]).isEqualTo("MSH|^~\\&|||||||ADT^A08^ADT_A01||P|2.5.1");
                assertThat(segments[1]).matches("EVN\\|A08\\|\\d{14}[+-]\\d{4}");
                assertThat(segments[2])
                        .startsWith("PID|1||" + merged + "^^^^MR||Старенко^Олена^О\\F\\ленівна^^^^L~")
                        .contains("~Starenko^Olena^O\\F\\lenivna^^^^L^A|")
                        .contains("||19800202|F|");
            });
        });
        sent.clear();
        take(merge(survivor, merged));
        assertThat(sent)
                .extracting(message -> message.message().split("\\|")[8])
                .containsExactly("ADT^A40^ADT_A39", "ADT^A08^ADT_A01");
        assertThat(sent.get(0).message()).endsWith("\rMRG|" + merged + "^^^^MR\r");
        assertThat(sent.get(0).message()).contains("\rPID|1||" + survivor + "^^^^MR||Новенко^Олена^^^^^L~");
        assertThat(sent).extracting(Sent::key).containsOnly("patients");
    }

    @Test
    void aPacsHearsOfANewPatientIdAsOfAMerge() {
        stored(merged, "Старенко^Олена");
        String fresh = number();
        take(message("A47", MORNING.plusSeconds(5), pid(fresh, OLDER), "MRG|" + merged));
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).message())
                .contains("ADT^A40")
                .contains("\rPID|1||" + fresh + "^")
                .contains("\rMRG|" + merged + "^");
    }

    @Test
    void aMergeDuringImagesOfEitherLeavesNothingBehind() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 15; round++) {
                String one = number();
                String other = number();
                take(message("A04", MORNING, pid(one, NEWER)), message("A04", MORNING, pid(other, NEWER)));
                List<Future<?>> all = Stream.<Runnable>of(
                                () -> take(merge(one, other)),
                                () -> storeAgainAndAgain(other),
                                () -> storeAgainAndAgain(one))
                        .<Future<?>>map(pool::submit)
                        .toList();
                for (Future<?> each : all) {
                    each.get(60, TimeUnit.SECONDS);
                }
                Patient last = patient(one);
                assertThat(patient(other)).isEqualTo(last);
                assertThat(archive.count(new StudyQuery(
                                List.of(), Optional.empty(), Optional.empty(), List.of(last.id()), 100, 0)))
                        .isEqualTo(6);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void storeAgainAndAgain(String patientId) {
        for (int i = 0; i < 3; i++) {
            stored(patientId, "Новенко^Олена");
        }
    }

    private DataSet stored(String patientId, String name) {
        DataSet object = object();
        object.put(Tag.PatientID, patientId);
        object.put(Tag.PatientName, name);
        assertThat(archive.storeAll(List.of(staged(object))))
                .containsExactly(new StoreOutcome.Stored(text(object, Tag.StudyInstanceUID)));
        return object;
    }

    private List<DataSet> find(String patientId) {
        DataSet identifier = new DataSet()
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .put(Tag.PatientID, patientId)
                .putEmpty(Tag.PatientName)
                .putEmpty(Tag.OtherPatientIDsSequence)
                .putEmpty(Tag.StudyInstanceUID);
        try (Stream<DataSet> found = archive.find(
                        identifier, SopClass.StudyRootQueryRetrieveInformationModelFind, "READER")
                .dataSets()) {
            return found.toList();
        }
    }
}
