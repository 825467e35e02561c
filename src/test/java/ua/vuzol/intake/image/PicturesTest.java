package ua.vuzol.intake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.intake.image.PictureTestSupport.*;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.intake.UnreadableInputException;

class PicturesTest {
    @TempDir
    Path folder;

    private final Pictures pictures = new Pictures();

    @Test
    void recognisesByContentNotByExtension() throws IOException {
        Path file = Files.write(folder.resolve("picture.jpg"), encode(grey8(1), "png"));
        try (Picture picture = pictures.open(file, PictureLimits.DEFAULT)) {
            assertThat(picture.format()).isEqualTo(PictureFormat.PNG);
        }
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoPicture() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        assertThatThrownBy(() -> pictures.open(empty, PictureLimits.DEFAULT))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage("The file is empty");
        Path text = Files.writeString(folder.resolve("text.jpg"), "Привіт", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> pictures.open(text, PictureLimits.DEFAULT))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("does not begin like");
    }

    @Test
    void aFileThatCannotBeReadIsNotTakenForADamagedPicture() {
        assertThatThrownBy(() -> pictures.open(folder.resolve("absent.jpg"), PictureLimits.DEFAULT))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anOutputThatCannotBeWrittenIsNotTakenForADamagedPicture() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        for (String format : new String[] {"jpeg", "png", "bmp", "tiff"}) {
            try (Picture picture = pictures.open(write(folder, encode(rgb8(2), format)), PictureLimits.DEFAULT)) {
                Frame frame = picture.frame(0);
                assertThatThrownBy(() -> frame.writeTo(full))
                        .isInstanceOf(IOException.class)
                        .hasMessage("No space left on device");
            }
        }
    }

    @Test
    void limitsMustBePositive() {
        assertThatThrownBy(() -> new PictureLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MemoryBudget(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
