package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.LargeObject;
import ua.vuzol.dicom.net.LargeObjectProgram;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;

/** An object of two gigabytes goes through a hub with 512 MB of heap: stored, delivered, and got back. */
class LargeObjectHubIT {
    private static final String GET = SopClass.StudyRootQueryRetrieveInformationModelGet;

    @TempDir
    private Path directory;

    @Test
    void anObjectLargerThanTheHeapIsStoredDeliveredAndGotBack() throws Exception {
        assumeTrue(
                Files.getFileStore(directory).getUsableSpace() > 4 * LargeObject.PIXEL_BYTES,
                "skipped: too little space on disk");
        PeerProcess.assumeInstalled("storescp", "storescu");
        DataSet image = LargeObject.nativeImage();
        Path file = LargeObject.write(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, directory.resolve("large.dcm"));
        String digest = LargeObjectProgram.dataSetDigest(file);
        Path pacs = Files.createDirectory(directory.resolve("pacs"));
        int port = PeerProcess.freePort();
        Map<String, String> deployment = DicomNode.deployment(directory);
        DicomNode.deliverTo(deployment, "PACS", port);
        try (PeerProcess storescp = PeerProcess.listening(
                        directory, port, PeerProcess.words("storescp", "+B", "-pdu", 131072, "-od", pacs, port));
                HubProcess hub = HubProcess.start(directory.resolve("home"), deployment)) {
            Storescu sender = Storescu.send(hub.dicomPort(), List.of(file), "-R", "-xe");
            assertThat(sender.stored()).as("%s", sender).containsExactly(file);
            await().atMost(3, MINUTES).ignoreExceptions().until(() -> only(pacs)
                    .filter(received -> size(received) >= LargeObject.PIXEL_BYTES)
                    .isPresent());
            await().atMost(1, MINUTES)
                    .until(() -> hub.json("/api/deliveries").toString().contains("DELIVERED"));
            assertThat(LargeObjectProgram.dataSetDigest(only(pacs).orElseThrow()))
                    .isEqualTo(digest);
            assertThat(got(hub.dicomPort(), image)).containsExactly(digest);
            assertThat(hub.logText()).doesNotContain("OutOfMemoryError");
            assertThat(hub.health().path("status").asText()).isEqualTo("UP");
        }
    }

    /** What C-GET of the study gives: length and digest of each data set. */
    private static List<String> got(int port, DataSet image) throws IOException {
        List<String> digests = new ArrayList<>();
        String sopClass = image.string(Tag.SOPClassUID).orElseThrow();
        AssociationOptions options = AssociationOptions.builder("PROOF")
                .context(GET)
                .context(sopClass, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                .role(sopClass, false, true)
                .services(Services.builder()
                        .store(uid -> true, (request, dataSet) -> {
                            digests.add(LargeObjectProgram.digest(dataSet));
                            return Status.SUCCESS;
                        })
                        .build())
                .build();
        DataSet study = new DataSet()
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .put(Tag.StudyInstanceUID, image.string(Tag.StudyInstanceUID).orElseThrow());
        try (DicomNetwork network = new DicomNetwork();
                Association association = network.connect(NodeAddress.of("VUZOL", "127.0.0.1", port), options)) {
            assertThat(association.get(GET, study).last().status()).isEqualTo(Status.SUCCESS);
        }
        return digests;
    }

    private static Optional<Path> only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
