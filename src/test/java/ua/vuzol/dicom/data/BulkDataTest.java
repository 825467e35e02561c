package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkDataTest {

    @TempDir
    Path folder;

    @Test
    void aFileRangeGivesItsBytesAndNoMoreAsOftenAsAsked() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {0, 1, 2, 3, 4, 5});
        BulkData data = BulkData.ofFile(file, 2, 3);
        for (int i = 0; i < 2; i++) {
            try (InputStream in = data.open()) {
                assertThat(in.readAllBytes()).containsExactly(2, 3, 4);
            }
            assertThat(written(data)).containsExactly(2, 3, 4);
        }
    }

    @Test
    void readsByteByByteAndSkipsWithinTheRange() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {0, 1, (byte) 0xFE, 3, 4, 5});
        try (InputStream in = BulkData.ofFile(file, 1, 4).open()) {
            assertThat(in.read()).isEqualTo(1);
            assertThat(in.read()).isEqualTo(0xFE);
            assertThat(in.skip(10)).isEqualTo(2);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFileThatBecameShorterIsToldAndNotPaddedOver() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[4]);
        BulkData data = BulkData.ofFile(file, 2, 10);
        assertThatThrownBy(() -> written(data)).isInstanceOf(EOFException.class).hasMessageContaining("8 bytes before");
    }

    @Test
    void aSupplierThatGivesTooMuchIsCutAtTheLength() throws IOException {
        BulkData data = BulkData.of(2, () -> new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThat(written(data)).containsExactly(1, 2);
    }

    @Test
    void anOddLengthIsPadded() throws IOException {
        assertThat(written(BulkData.of(new byte[] {1, 2, 3}).padded((byte) 0))).containsExactly(1, 2, 3, 0);
        BulkData even = BulkData.of(new byte[2]);
        assertThat(even.padded((byte) 0)).isSameAs(even);
    }

    private static byte[] written(BulkData data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        data.writeTo(out);
        return out.toByteArray();
    }
}
