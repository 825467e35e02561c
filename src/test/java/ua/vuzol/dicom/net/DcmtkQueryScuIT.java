package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomReader;

/** DCMTK's findscu asks our SCP. */
class DcmtkQueryScuIT {

    @TempDir
    Path folder;

    private static Services finding(FindService service) {
        return Services.builder()
                .find(
                        service,
                        SopClass.StudyRootQueryRetrieveInformationModelFind,
                        SopClass.ModalityWorklistInformationModelFind)
                .build();
    }

    private static DataSet match(int number) {
        return TestObjects.match("2.25.3000." + number);
    }

    private PeerProcess.Outcome findscu(TestNode node, Object... options) {
        return PeerProcess.run(
                folder, PeerProcess.words("findscu", List.of(options), List.of("127.0.0.1", node.port())));
    }

    @Test
    void matchesArriveInOrderAndWhole() throws IOException {
        Services services = finding(query -> {
            assertThat(query.identifier().string(Tag.PatientName)).contains("Шев*");
            return Matches.of(IntStream.rangeClosed(1, 300).mapToObj(DcmtkQueryScuIT::match));
        });
        try (TestNode node = TestNode.of(services)) {
            findscu(
                            node,
                            "-S",
                            List.of("-k", "0008,0005=ISO_IR 192", "-k", "0008,0052=STUDY"),
                            List.of("-k", "0010,0010=Шев*", "-k", "0020,000d"),
                            "-X")
                    .succeeded();
        }
        for (int i = 1; i <= 300; i++) {
            DataSet response =
                    DicomReader.read(folder.resolve("rsp%04d.dcm".formatted(i))).dataSet();
            assertThat(response.string(Tag.SOPInstanceUID)).contains("2.25.3000." + i);
            assertThat(response.string(Tag.PatientName)).contains(TestObjects.PATIENT_NAME);
        }
        assertThat(folder.resolve("rsp0301.dcm")).doesNotExist();
    }

    @Test
    void oneQueryAfterTheOtherIsAnsweredOverOneAssociation() {
        AtomicInteger asked = new AtomicInteger();
        Services services = finding(query -> {
            asked.incrementAndGet();
            return Matches.of(Stream.of(match(1)));
        });
        try (TestNode node = TestNode.of(services)) {
            String output = findscu(node, "-v", "-S", "-k", "0008,0052=STUDY", "--repeat", 500)
                    .succeeded()
                    .output();
            assertThat(output).doesNotContain("OutOfResources", "0xa7");
        }
        assertThat(asked).hasValue(500);
    }

    @Test
    void cancelEndsTheMatchesWithItsStatus() {
        AtomicInteger taken = new AtomicInteger();
        Services services = finding(query -> Matches.of(IntStream.iterate(1, number -> number + 1)
                .peek(number -> taken.incrementAndGet())
                .mapToObj(DcmtkQueryScuIT::match)));
        try (TestNode node = TestNode.of(services)) {
            String output = findscu(node, "-v", "-S", "-k", "0008,0052=STUDY", "--cancel", 3)
                    .output();
            assertThat(output).contains("Received Final Find Response (Cancel");
            assertThat(node.nextEnd()).isEmpty();
        }
        assertThat(taken.get()).isPositive();
    }

    @Test
    void aRefusalIsTheFinalResponseAndTheAssociationGoesOn() {
        Services services = finding(query -> {
            throw new DimseException(Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS.withComment("no level"));
        });
        try (TestNode node = TestNode.of(services)) {
            String output = findscu(node, "-v", "-S", "-k", "0008,0052=STUDY", "--repeat", 2)
                    .output();
            assertThat(output)
                    .containsSubsequence("Error: DataSetDoesNotMatchSOPClass", "Error: DataSetDoesNotMatchSOPClass");
            assertThat(node.nextEnd()).isEmpty();
        }
    }

    @Test
    void aWorklistIsFoundWithItsSequences() throws IOException {
        Services services = finding(query -> {
            DataSet step =
                    query.identifier().item(Tag.ScheduledProcedureStepSequence).orElseThrow();
            assertThat(step.string(Tag.Modality)).contains("CT");
            return Matches.of(Stream.of(match(1).putItems(
                            Tag.ScheduledProcedureStepSequence,
                            new DataSet()
                                    .put(Tag.Modality, "CT")
                                    .put(Tag.ScheduledProcedureStepDescription, "КТ голови"))));
        });
        try (TestNode node = TestNode.of(services)) {
            findscu(node, "-W", "-k", "0008,0005=ISO_IR 192", "-k", "0040,0100[0].0008,0060=CT", "-X")
                    .succeeded();
        }
        Path response = folder.resolve("rsp0001.dcm");
        assertThat(Files.exists(response)).isTrue();
        assertThat(DicomReader.read(response)
                        .dataSet()
                        .item(Tag.ScheduledProcedureStepSequence)
                        .flatMap(step -> step.string(Tag.ScheduledProcedureStepDescription)))
                .contains("КТ голови");
    }
}
