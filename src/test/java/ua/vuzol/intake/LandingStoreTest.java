package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class LandingStoreTest {
    @TempDir
    private Path directory;

    private LandingStore store() {
        return new LandingStore(directory.resolve("landing"), DataSize.ofBytes(0));
    }

    @Test
    void aCopyIsNamedByItsDigestAndTheFileStays() throws IOException {
        Path file = Files.writeString(directory.resolve("знімок.jpg"), "abc");
        LandingStore store = store();
        LandingStore.Copy copy = store.take(file, Optional.empty());
        // FIPS 180-4, the example "abc"
        assertThat(copy.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(copy.size()).isEqualTo(3);
        assertThat(store.resolve(copy.sha256())).hasContent("abc");
        assertThat(file).hasContent("abc");
        assertThat(directory.resolve("landing/.arriving")).isEmptyDirectory();
    }

    @Test
    void theSameContentTwiceIsOneCopy() throws IOException {
        LandingStore store = store();
        String first = store.take(Files.writeString(directory.resolve("a"), "abc"), Optional.empty())
                .sha256();
        String second = store.take(Files.writeString(directory.resolve("b"), "abc"), Optional.empty())
                .sha256();
        assertThat(second).isEqualTo(first);
        assertThat(store.resolve(first)).hasContent("abc");
    }

    @Test
    void aFileIsNotTakenWhenTheSpaceThatMustStayFreeWouldBeTouched() throws IOException {
        LandingStore full = new LandingStore(directory.resolve("landing"), DataSize.ofTerabytes(1000));
        Path file = Files.writeString(directory.resolve("Шевченко.jpg"), "abc");
        assertThat(full.room()).isNegative();
        assertThatThrownBy(() -> full.take(file, Optional.empty()))
                .isInstanceOf(LandingException.class)
                .hasMessageContaining("vuzol.min-free-space")
                .hasMessageNotContaining("Шевченко");
        assertThat(file).exists();
    }

    @Test
    void aFileThatIsGoneIsReportedWithoutItsName() {
        assertThatThrownBy(() -> store().take(directory.resolve("Шевченко.jpg"), Optional.empty()))
                .isInstanceOf(LandingException.class)
                .hasMessageNotContaining("Шевченко");
    }

    @Test
    void halfCopiesOfAKilledHubAreRemovedAndThoseOfAnotherHubAtWorkAreNot() throws IOException {
        store();
        Path old = Files.writeString(directory.resolve("landing/.arriving/old"), "a");
        Path fresh = Files.writeString(directory.resolve("landing/.arriving/fresh"), "a");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        store();
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    private static Path spooled(LandingStore store, String content) throws IOException {
        return Files.writeString(store.arriving().resolve("spooled"), content);
    }

    @Test
    void anAdoptedFileIsMovedAndNotCopied() throws IOException {
        LandingStore store = store();
        Path file = spooled(store, "abc");
        Object inode = Files.getAttribute(file, "unix:ino");
        store.adopt(file, Sha256.of("abc".getBytes()));
        store.sync(Sha256.of("abc".getBytes()));
        assertThat(Files.getAttribute(store.resolve(Sha256.of("abc".getBytes())), "unix:ino"))
                .isEqualTo(inode);
        assertThat(file).doesNotExist();
    }

    @Test
    void ofTheSameContentTheFileThatIsThereStaysUnlessItIsHalf() throws IOException {
        LandingStore store = store();
        String sha256 = Sha256.of("abc".getBytes());
        store.adopt(spooled(store, "abc"), sha256);
        Files.setLastModifiedTime(store.resolve(sha256), FileTime.from(Instant.EPOCH));
        Object inode = Files.getAttribute(store.resolve(sha256), "unix:ino");
        store.adopt(spooled(store, "abc"), sha256);
        assertThat(Files.getAttribute(store.resolve(sha256), "unix:ino")).isEqualTo(inode);
        assertThat(store.removeIfOlder(sha256, Instant.now().minus(Duration.ofDays(1))))
                .as("it is young again")
                .isFalse();
        Files.writeString(store.resolve(sha256), "\0\0\0");
        store.adopt(spooled(store, "abc"), sha256);
        assertThat(store.resolve(sha256)).hasContent("abc");
        assertThat(store.arriving()).isEmptyDirectory();
    }

    @Test
    void nothingIsAdoptedWhenTheSpaceThatMustStayFreeIsTouched() throws IOException {
        LandingStore full = new LandingStore(directory.resolve("landing"), DataSize.ofTerabytes(1000));
        Path file = spooled(full, "abc");
        assertThatThrownBy(() -> full.adopt(file, Sha256.of("abc".getBytes()))).isInstanceOf(LandingException.class);
        assertThat(file).exists();
    }
}
