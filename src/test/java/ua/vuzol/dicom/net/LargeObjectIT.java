package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomReader;

/** Two gigabytes are read, rewritten, sent, kept and got back by JVMs with 128 MB of heap. */
class LargeObjectIT {

    private static final String HEAP = "128m";
    private static final long PIXEL_BYTES = LargeObject.PIXEL_BYTES;
    private static final long DISK_BYTES = 3 * PIXEL_BYTES;

    @TempDir
    Path folder;

    @Test
    void aNativeObjectPassesThroughASmallHeap() throws IOException {
        pass(LargeObject.nativeImage(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @Test
    void anEncapsulatedObjectPassesThroughASmallHeap() throws IOException {
        pass(
                LargeObject.image()
                        .putFragments(Tag.PixelData, Collections.nCopies(4, LargeObject.marked(PIXEL_BYTES / 4))),
                TransferSyntax.MPEG4_AVC_HIGH_PROFILE_4_1);
    }

    @Test
    void storescpReceivesItToo() throws IOException {
        PeerProcess.assumeInstalled("storescp");
        Path file = written(LargeObject.nativeImage(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        Path received = Files.createDirectory(folder.resolve("received"));
        int port = PeerProcess.freePort();
        try (PeerProcess storescp = PeerProcess.listening(
                folder, port, PeerProcess.words("storescp", "+B", "-pdu", 131072, "-od", received, port))) {
            assertThat(program(LargeObjectProgram.STORE, file, port)).isEqualTo("0000H\n");
        }
        assertThat(LargeObjectProgram.dataSetDigest(only(received))).isEqualTo(LargeObjectProgram.dataSetDigest(file));
        Files.delete(only(received));
    }

    private void pass(DataSet image, TransferSyntax syntax) throws IOException {
        Path file = written(image, syntax);
        Path rewritten = folder.resolve("rewritten.dcm");
        program(LargeObjectProgram.REWRITE, file, rewritten);
        assertThat(DicomReader.read(rewritten).dataSet().string(Tag.PatientName))
                .contains("Григорович^Тарас^Шевченко");
        assertThat(Files.size(rewritten)).isEqualTo(Files.size(file));
        String digest = LargeObjectProgram.dataSetDigest(rewritten);
        Path spool = Files.createDirectory(folder.resolve("spool"));
        int port = PeerProcess.freePort();
        try (PeerProcess scp = PeerProcess.listening(folder, port, command(LargeObjectProgram.SCP, spool, port))) {
            assertThat(program(LargeObjectProgram.STORE, rewritten, port)).isEqualTo("0000H\n");
            Files.delete(rewritten);
            assertThat(LargeObjectProgram.dataSetDigest(only(spool))).isEqualTo(digest);
            assertThat(program(LargeObjectProgram.GET, file, port)).isEqualTo(digest + "\n0000H\n");
        }
        Files.delete(only(spool));
    }

    private Path written(DataSet image, TransferSyntax syntax) throws IOException {
        assumeTrue(Files.getFileStore(folder).getUsableSpace() > DISK_BYTES, "skipped: too little space on disk");
        return LargeObject.write(image, syntax, folder.resolve("large.dcm"));
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static String[] command(String task, Object... arguments) {
        return PeerProcess.words(PeerProcess.jvm(HEAP, LargeObjectProgram.class), task, List.of(arguments));
    }

    private String program(String task, Object... arguments) {
        return PeerProcess.run(folder, command(task, arguments)).succeeded().output();
    }
}
