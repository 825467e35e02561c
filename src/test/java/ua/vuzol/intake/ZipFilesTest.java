package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.intake.ZipTestSupport.member;
import static ua.vuzol.intake.ZipTestSupport.zip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import ua.vuzol.intake.ZipTestSupport.Member;
import ua.vuzol.text.Encodings;

/** Archives as their makers, a bad disk or somebody hostile leave them. */
class ZipFilesTest {
    private static final byte[] OBJECT = ReceivingTestSupport.file(ReceivingTestSupport.object());

    @TempDir
    private Path folder;

    private LandingStore landing;

    @BeforeEach
    void aStore() {
        landing = new LandingStore(folder.resolve("landing"), DataSize.ofBytes(0));
    }

    /** Each byte of an archive changed, and each length of it: what comes out is what went in, or nothing. */
    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void aDamagedArchiveGivesNoOtherBytesThanItWasMadeOf(int method) {
        byte[] zip = zip(StandardCharsets.UTF_8, method, member("a.dcm", OBJECT));
        int refused = 0;
        for (int at = 0; at < zip.length; at++) {
            byte[] damaged = zip.clone();
            damaged[at] ^= (byte) (at % 2 == 0 ? 0x01 : 0xFF);
            refused += isRefused(damaged) ? 1 : 0;
            refused += isRefused(Arrays.copyOf(zip, at)) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(zip.length * 3 / 2);
    }

    /** Either way, and no other: any other failure would be taken for the disk's and waited for. */
    private boolean isRefused(byte[] zip) {
        try {
            assertThat(unpack(zip).objects()).extracting(ZipFiles.Entry::sha256).containsOnly(Sha256.of(OBJECT));
            return false;
        } catch (UnreadableInputException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBM866", "CP1125", "UTF-8"})
    void namesAreReadInTheEncodingsOfUkraine(String encoding) {
        Charset charset = Encodings.find(encoding).orElseThrow();
        byte[] zip = zip(
                charset,
                ZipEntry.DEFLATED,
                member("1.dcm", OBJECT),
                member("Голова/читай.txt", "текст".getBytes(StandardCharsets.UTF_8)));
        assertThat(unpack(zip).others()).containsExactly("Голова/читай.txt");
    }

    @Test
    void aNameThatADatabaseCannotHoldIsMadeOneThatItCan() {
        byte[] zip = zip(member("1.dcm", OBJECT), member("a\0b\n" + "c".repeat(60_000), new byte[1]));
        assertThat(unpack(zip).others()).containsExactly("a\uFFFDb\uFFFD" + "c".repeat(196) + "...");
    }

    @Test
    void aBombIsRefusedBeforeAByteOfItIsWritten() throws IOException {
        Member[] black = IntStream.range(0, 5)
                .mapToObj(i -> member(i + ".dcm", new byte[64 << 20]))
                .toArray(Member[]::new);
        byte[] bomb = zip(black);
        assertThatThrownBy(() -> unpack(bomb))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("more than 100 times its size");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aMemberThatIsLongerThanItSaysIsCutOff() throws IOException {
        byte[] bomb = zip(member("a.dcm", new byte[64 << 20]));
        putSizeInList(bomb, 1000);
        assertThatThrownBy(() -> unpack(bomb))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("its member a.dcm is not what the archive says it is");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aListOfMembersThatWouldFillTheHeapIsNotReadToItsEnd() {
        Member[] many = IntStream.range(0, 400)
                .mapToObj(i -> member(i + "-" + "a".repeat(60_000), new byte[0]))
                .toArray(Member[]::new);
        byte[] zip = zip(many);
        assertThatThrownBy(() -> unpack(zip))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("more than 100000 members, or names of enormous length");
    }

    @Test
    void anArchiveForWhichTheDiskHasNoRoomWaits() {
        landing = new LandingStore(folder.resolve("full"), DataSize.ofTerabytes(1000));
        assertThatThrownBy(() -> unpack(zip(member("a.dcm", OBJECT))))
                .isInstanceOf(LandingException.class)
                .hasMessageContaining("vuzol.min-free-space");
    }

    private ZipFiles.Content unpack(byte[] zip) {
        try {
            return new ZipFiles(landing).unpack(Files.write(folder.resolve("a.zip"), zip), DicomFiles::look);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("landing"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Uncompressed Size in the only entry of the central directory (APPNOTE 4.3.12). */
    private static void putSizeInList(byte[] zip, int size) {
        int entry = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("PK\1\2");
        for (int i = 0; i < 4; i++) {
            zip[entry + 24 + i] = (byte) (size >> 8 * i);
        }
    }
}
