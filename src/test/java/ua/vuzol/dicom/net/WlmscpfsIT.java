package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;

/** We ask DCMTK's worklist server, with files that we wrote for it. */
class WlmscpfsIT {

    private static final String WORKLIST = SopClass.ModalityWorklistInformationModelFind;

    @TempDir
    Path folder;

    @BeforeEach
    void writeWorklist() throws IOException {
        Path files = Files.createDirectories(folder.resolve("worklists/WORKLIST"));
        Files.createFile(files.resolve("lockfile"));
        for (int i = 1; i <= 20; i++) {
            TestObjects.write(TestObjects.worklistItem(i), TestObjects.EXPLICIT, files.resolve("item-" + i + ".wl"));
        }
    }

    private static DataSet query(String modality) {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .putEmpty(Tag.PatientName)
                .putEmpty(Tag.PatientID)
                .putEmpty(Tag.StudyInstanceUID)
                .putItems(
                        Tag.ScheduledProcedureStepSequence,
                        new DataSet()
                                .put(Tag.Modality, modality)
                                .putEmpty(Tag.ScheduledProcedureStepDescription)
                                .putEmpty(Tag.ScheduledProcedureStepID));
    }

    /** What is asked over an association with wlmscpfs. */
    private interface Exchange {
        void go(Association association) throws IOException;
    }

    private void ask(Timeouts timeouts, Exchange exchange, Object... options) throws IOException {
        int port = PeerProcess.freePort();
        String[] command =
                PeerProcess.words("wlmscpfs", "-csk", "-dfp", folder.resolve("worklists"), List.of(options), port);
        AssociationOptions proposed = AssociationOptions.builder("VUZOL")
                .context(WORKLIST)
                .timeouts(timeouts)
                .build();
        try (PeerProcess wlmscpfs = PeerProcess.listening(folder, port, command);
                DicomNetwork network = new DicomNetwork();
                Association association = network.connect(NodeAddress.of("WORKLIST", "127.0.0.1", port), proposed)) {
            exchange.go(association);
        }
    }

    @Test
    void theStepsOfAModalityAreFoundWithTheirNames() throws IOException {
        ask(Timeouts.defaults(), association -> {
            List<DataSet> matches = association.find(WORKLIST, query("CT")).matches();
            assertThat(matches).hasSize(10).allSatisfy(match -> {
                assertThat(match.string(Tag.PatientName)).contains(TestObjects.PATIENT_NAME);
                assertThat(match.item(Tag.ScheduledProcedureStepSequence)
                                .flatMap(step -> step.string(Tag.ScheduledProcedureStepDescription)))
                        .contains("Обстеження голови");
            });
            assertThat(association.find(WORKLIST, query("US")).matches()).isEmpty();
        });
    }

    @Test
    void aServerThatTakesTooLongIsATimeout() {
        Timeouts impatient = Timeouts.defaults().withResponse(Duration.ofMillis(300));
        assertThatThrownBy(() -> ask(
                        impatient,
                        association -> association.find(WORKLIST, query("CT")).matches(),
                        "--sleep-before",
                        20))
                .isInstanceOfSatisfying(AssociationTimeoutException.class, late -> assertThat(late.kind())
                        .isEqualTo(Timeouts.Kind.RESPONSE));
    }
}
