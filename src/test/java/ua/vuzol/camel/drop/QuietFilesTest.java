package ua.vuzol.camel.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietFilesTest {
    @TempDir
    private Path folder;

    private final AtomicLong seconds = new AtomicLong();

    private QuietFiles watching(boolean recursive) {
        return new QuietFiles(
                folder, recursive, Pattern.compile(".*\\.tmp"), Duration.ofSeconds(5), () -> Duration.ofSeconds(
                                seconds.get())
                        .toNanos());
    }

    @Test
    void aFileIsQuietOnceItHasStoodStillForTheQuietPeriod() throws IOException {
        QuietFiles files = watching(false);
        Path file = Files.writeString(folder.resolve("a.jpg"), "a");
        assertThat(files.scan()).isEmpty();
        seconds.set(4);
        assertThat(files.scan()).isEmpty();
        seconds.set(5);
        assertThat(files.scan()).containsExactly(file);
    }

    @Test
    void aFileThatGrowsIsLeftAloneEvenIfItsModificationTimeIsPreserved() throws IOException {
        QuietFiles files = watching(false);
        Path file = Files.writeString(folder.resolve("a.jpg"), "a");
        FileTime preserved = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, preserved);
        files.scan();
        for (int second = 3; second < 30; second += 3) {
            Files.writeString(file, "more", StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, preserved);
            seconds.set(second);
            assertThat(files.scan()).isEmpty();
        }
        seconds.set(40);
        assertThat(files.scan()).containsExactly(file);
    }

    @Test
    void aFileOfReservedLengthThatIsStillFilledIsLeftAlone() throws IOException {
        QuietFiles files = watching(false);
        Path file = Files.write(folder.resolve("a.tif"), new byte[1000]);
        FileTime preserved = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, preserved);
        files.scan();
        seconds.set(10);
        Files.write(file, new byte[1000]);
        Files.setLastModifiedTime(file, preserved);
        assertThat(files.scan()).isEmpty();
    }

    @Test
    void whatIsNoDroppedFileIsPassedOver() throws IOException {
        QuietFiles files = watching(true);
        Files.writeString(folder.resolve(".hidden"), "a");
        Files.writeString(folder.resolve("half.tmp"), "a");
        Files.createDirectories(folder.resolve(".done"));
        Files.writeString(folder.resolve(".done/a.jpg"), "a");
        Files.createSymbolicLink(folder.resolve("link.jpg"), Path.of("/etc/hostname"));
        files.scan();
        seconds.set(60);
        assertThat(files.scan()).isEmpty();
    }

    @Test
    void subFoldersAreLookedAtOnlyWhenAsked() throws IOException {
        Path file = folder.resolve("2024/05/a.jpg");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a");
        QuietFiles flat = watching(false);
        QuietFiles deep = watching(true);
        flat.scan();
        deep.scan();
        seconds.set(60);
        assertThat(flat.scan()).isEmpty();
        assertThat(deep.scan()).containsExactly(file);
    }

    @Test
    void theLongestQuietFileComesFirst() throws IOException {
        QuietFiles files = watching(false);
        Path second = Files.writeString(folder.resolve("a.jpg"), "a");
        Files.delete(second);
        Path first = Files.writeString(folder.resolve("b.jpg"), "b");
        files.scan();
        seconds.set(2);
        Files.writeString(second, "a");
        files.scan();
        seconds.set(60);
        assertThat(files.scan()).containsExactly(first, second);
    }
}
