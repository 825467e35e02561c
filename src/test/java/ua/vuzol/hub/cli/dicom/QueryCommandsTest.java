package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.FindService;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.QueryRequest;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.dicom.net.TestObjects;

class QueryCommandsTest extends CommandTestSupport {
    private final List<QueryRequest> asked = new CopyOnWriteArrayList<>();

    private TestNode answering(FindService service) {
        FindService recording = request -> {
            asked.add(request);
            return service.find(request);
        };
        return TestNode.of(Services.builder()
                .find(
                        recording,
                        SopClass.PatientRootQueryRetrieveInformationModelFind,
                        SopClass.StudyRootQueryRetrieveInformationModelFind,
                        SopClass.ModalityWorklistInformationModelFind)
                .build());
    }

    private TestNode answering(DataSet... matches) {
        return answering(request -> Matches.of(Stream.of(matches)));
    }

    private static DataSet study(int number) {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .put(Tag.StudyDate, "20260115")
                .put(Tag.PatientName, TestObjects.PATIENT_NAME)
                .put(Tag.PatientID, "P" + number)
                .put(Tag.ModalitiesInStudy, "CT", "SR")
                .put(Tag.StudyInstanceUID, "2.25.1000." + number);
    }

    private DataSet identifier() {
        return asked.get(0).identifier();
    }

    @Test
    void aTableShowsWhatWasAskedFor() {
        try (TestNode node = answering(study(1), study(22))) {
            assertThat(dicom("find", at(node), "-k", "PatientName=Шев*", "-k", "StudyID"))
                    .isZero();
        }
        assertThat(lines())
                .containsExactly(
                        "PatientName                PatientID  StudyDate  StudyTime  ModalitiesInStudy  AccessionNumber"
                                + "  StudyDescription  StudyInstanceUID  StudyID",
                        "Шевченко^Тарас^Григорович  P1         20260115              CT\\SR              "
                                + " ".repeat(35) + "2.25.1000.1",
                        "Шевченко^Тарас^Григорович  P22        20260115              CT\\SR              "
                                + " ".repeat(35) + "2.25.1000.22");
        assertThat(asked.get(0).sopClassUid()).isEqualTo(SopClass.StudyRootQueryRetrieveInformationModelFind);
        assertThat(identifier().string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(identifier().string(Tag.QueryRetrieveLevel)).contains("STUDY");
        assertThat(identifier().string(Tag.PatientName)).contains("Шев*");
        assertThat(identifier().contains(Tag.StudyInstanceUID)).isTrue();
    }

    @Test
    void keysAloneAreAskedForIfThatIsWanted() {
        try (TestNode node = answering(study(1))) {
            assertThat(dicom("find", at(node), "--level=patient", "--only-keys", "-k", "0010,0020"))
                    .isZero();
        }
        assertThat(lines()).containsExactly("PatientID", "P1");
        assertThat(asked.get(0).sopClassUid()).isEqualTo(SopClass.PatientRootQueryRetrieveInformationModelFind);
        assertThat(identifier().stream().map(element -> element.tag()))
                .containsExactly(Tag.SpecificCharacterSet, Tag.QueryRetrieveLevel, Tag.PatientID);
    }

    @Test
    void noMatchIsNoFinding() {
        try (TestNode node = answering()) {
            assertThat(dicom("find", at(node))).isZero();
            assertThat(out()).isEqualTo("No match.\n");
            assertThat(dicom("find", "--json", at(node))).isZero();
            assertThat(json()).isEmpty();
        }
    }

    @Test
    void programsGetTheDicomJsonModel() {
        try (TestNode node = answering(study(1), study(2))) {
            assertThat(dicom("find", "--json", at(node))).isZero();
        }
        assertThat(json()).hasSize(2);
        assertThat(json().get(1).path("00100020").path("Value").get(0).asText()).isEqualTo("P2");
        assertThat(json().get(0)
                        .path("00100010")
                        .path("Value")
                        .get(0)
                        .path("Alphabetic")
                        .asText())
                .isEqualTo(TestObjects.PATIENT_NAME);
    }

    @Test
    void beyondTheLimitTheRestIsCancelled() {
        AtomicInteger taken = new AtomicInteger();
        try (TestNode node = answering(request -> Matches.of(IntStream.iterate(1, number -> number + 1)
                .peek(number -> taken.incrementAndGet())
                .mapToObj(QueryCommandsTest::study)))) {
            assertThat(dicom("find", at(node), "--limit=3")).isZero();
            assertThat(node.nextEnd()).isEmpty();
        }
        assertThat(lines()).hasSize(4);
        assertThat(err()).isEqualTo("These are the first 3; there are more, or may be.\n");
        assertThat(taken.get()).isPositive();
    }

    @Test
    void aRefusalIsAFindingWithWhatToDo() {
        try (TestNode node = answering(request -> {
            throw new DimseException(Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS.withComment("no study"));
        })) {
            assertThat(dicom("find", at(node), "--level=SERIES")).isEqualTo(1);
            assertThat(out()).isEmpty();
            assertThat(err())
                    .startsWith("The node refused the query: A900H, the keys do not match the SOP class: no study. ")
                    .contains("-k StudyInstanceUID=");
            assertThat(dicom("find", "--json", at(node))).isEqualTo(1);
            assertThat(out()).doesNotContain("]");
        }
    }

    @Test
    void aTerminalIsNotSteeredByANode() {
        DataSet evil = study(1).put(Tag.StudyDescription, "a").put(Tag.PatientID, "evil");
        evil.putBytes(Tag.StudyDescription, VR.LO, new byte[] {0x1B, '[', '2', 'J', 7, ' '});
        try (TestNode node = answering(evil)) {
            dicom("find", at(node));
        }
        assertThat(out()).contains("evil").doesNotContain("\u001B", "\u0007");
    }

    @Test
    void aWorklistIsReadableAndInTheOrderOfTime() {
        try (TestNode node = answering(TestObjects.worklistItem(1), TestObjects.worklistItem(2))) {
            assertThat(dicom("worklist", at(node))).isZero();
        }
        assertThat(lines())
                .containsExactly(
                        "DATE      TIME  MODALITY  STATION  PATIENT                    ID  BORN      SEX  ACCESSION  PROCEDURE"
                                + "  STEP",
                        "20260115  1000  CT        DEVICE   Шевченко^Тарас^Григорович  P2  18140309  M    A2         Голова   "
                                + "  Обстеження голови",
                        "20260115  1000  MR        DEVICE   Шевченко^Тарас^Григорович  P1  18140309  M    A1         Голова   "
                                + "  Обстеження голови");
        DataSet step = identifier().item(Tag.ScheduledProcedureStepSequence).orElseThrow();
        assertThat(identifier().string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(identifier().contains(Tag.StudyInstanceUID)).isTrue();
        assertThat(step.contains(Tag.ScheduledProcedureStepID)).isTrue();
        assertThat(step.string(Tag.ScheduledProcedureStepStartDate)).isEmpty();
    }

    @Test
    void aWorklistIsAskedForByStationDayAndModality() {
        try (TestNode node = answering()) {
            assertThat(dicom(
                            "worklist",
                            at(node),
                            "--station=CT1",
                            "--date=today",
                            "--modality=CT",
                            "-k",
                            "ScheduledProcedureStepSequence[0].ScheduledStationName=north",
                            "-k",
                            "PatientID=P1"))
                    .isZero();
        }
        DataSet step = identifier().item(Tag.ScheduledProcedureStepSequence).orElseThrow();
        assertThat(step.string(Tag.ScheduledStationAETitle)).contains("CT1");
        assertThat(step.string(Tag.Modality)).contains("CT");
        assertThat(step.string(Tag.ScheduledStationName)).contains("north");
        assertThat(step.string(Tag.ScheduledProcedureStepStartDate))
                .hasValueSatisfying(date -> assertThat(LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE))
                        .isBetween(LocalDate.now().minusDays(1), LocalDate.now()));
        assertThat(identifier().string(Tag.PatientID)).contains("P1");
    }
}
