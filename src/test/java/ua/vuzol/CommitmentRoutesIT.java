package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.TestNode;

/** A modality stores, asks at once whether its objects are safe, and is answered by the hub's routes. */
class CommitmentRoutesIT {
    private static final String COMMITMENT = SopClass.StorageCommitmentPushModel;

    @TempDir
    private Path directory;

    private final Queue<NormalizedRequest> reports = new ConcurrentLinkedQueue<>();
    private final Services takesReports = Services.builder()
            .normalized(
                    (request, association) -> {
                        reports.add(request);
                        return NormalizedService.Result.SUCCESS;
                    },
                    COMMITMENT)
            .build();

    private Map<String, String> deployment;
    private List<Path> images;

    @BeforeEach
    void prepare() throws IOException {
        deployment = DicomNode.deployment(directory);
        images = DicomNode.images(directory.resolve("images"), 5, 5, new Random(7));
    }

    @Test
    void theAnswerComesOverTheSameAssociationWhileItIsOpenAndOverAnotherAfterwards() throws Exception {
        try (TestNode modality = TestNode.of(takesReports)) {
            Files.writeString(
                    Path.of(deployment.get("VUZOL_MAPPINGS"), "dicom/peers.yaml"),
                    "peers: {CT1: {address: \"127.0.0.1:%d\"}}\n".formatted(modality.port()));
            try (HubProcess hub = HubProcess.start(directory.resolve("home"), deployment);
                    DicomNetwork network = new DicomNetwork()) {
                try (Association association = associate(network, hub)) {
                    store(association);
                    ask(association, "2.25.71");
                    assertConfirmed("2.25.71");
                    assertThat(association.isOpen()).isTrue();
                }
                try (Association association = associate(network, hub)) {
                    ask(association, "2.25.72");
                }
                assertConfirmed("2.25.72");
            }
        }
    }

    private static Association associate(DicomNetwork network, HubProcess hub, Services services) throws IOException {
        return network.connect(
                NodeAddress.of("VUZOL", "127.0.0.1", hub.dicomPort()),
                AssociationOptions.builder("CT1")
                        .context(SopClass.CTImageStorage, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                        .context(COMMITMENT, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                        .services(services)
                        .build());
    }

    private Association associate(DicomNetwork network, HubProcess hub) throws IOException {
        return associate(network, hub, takesReports);
    }

    private void store(Association association) throws IOException {
        for (Path image : images) {
            association.store(FileSource.of(image)).orThrow();
        }
    }

    private void ask(Association association, String transaction) throws IOException {
        DataSet[] references = new DataSet[images.size()];
        for (int i = 0; i < references.length; i++) {
            references[i] = new DataSet()
                    .put(Tag.ReferencedSOPClassUID, SopClass.CTImageStorage)
                    .put(
                            Tag.ReferencedSOPInstanceUID,
                            FileSource.of(images.get(i)).sopInstanceUid());
        }
        DataSet information =
                new DataSet().put(Tag.TransactionUID, transaction).putItems(Tag.ReferencedSOPSequence, references);
        association
                .perform(NormalizedRequest.action(COMMITMENT, "1.2.840.10008.1.20.1.1", 1, Optional.of(information)))
                .orThrow();
    }

    private void assertConfirmed(String transaction) {
        await().atMost(2, MINUTES).until(() -> !reports.isEmpty());
        NormalizedRequest report = reports.remove();
        assertThat(report.typeId()).hasValue(1);
        DataSet information = report.dataSet().orElseThrow();
        assertThat(information.string(Tag.TransactionUID)).contains(transaction);
        assertThat(information.items(Tag.ReferencedSOPSequence)).hasSize(images.size());
    }
}
