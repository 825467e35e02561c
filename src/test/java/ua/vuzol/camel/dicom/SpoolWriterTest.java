package ua.vuzol.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpoolWriterTest {
    private final SpoolDisk disk = new SpoolDisk();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        disk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "0, 1, true",
        "1, -1, true",
        "1, 0, true",
        "1, 1, true",
        "1, 4095, true",
        "1, 4096, true",
        "1, 4097, true",
        "2, 0, true",
        "11, 77, true",
        "12, 0, true",
        "11, 77, false",
        "0, 1000, false"
    })
    void whatIsWrittenIsInTheFileAndHashed(int parts, int more, boolean direct) throws Exception {
        int size = parts * SpoolDisk.PART + more;
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path file = directory.resolve("object");
        SpooledObject object;
        try (SpoolWriter writer = new SpoolWriter(file, disk, direct)) {
            write(writer, content);
            object = writer.finish();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        assertThat(object.size()).isEqualTo(size);
        assertThat(object.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    }

    @Test
    void anObjectIsNotWrittenOverAnother() throws IOException {
        Path file = Files.writeString(directory.resolve("object"), "another");
        try (SpoolWriter writer = new SpoolWriter(file, disk, false)) {
            write(writer, new byte[10]);
            assertThatIOException().isThrownBy(writer::finish);
        }
        assertThat(file).hasContent("another");
    }

    private static void write(SpoolWriter writer, byte[] content) throws IOException {
        for (int done = 0; done < content.length; ) {
            ByteBuffer room = writer.room();
            int count = Math.min(room.remaining(), content.length - done);
            room.put(content, done, count);
            done += count;
        }
    }
}
