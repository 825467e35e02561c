package ua.vuzol.intake.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.image.PhotometricInterpretation;

class SampleGuardTest {
    private static SampleGuard guard(ByteArrayOutputStream out, int bitsStored) {
        return new SampleGuard(
                out, new PixelForm(1, 8, 1, 16, bitsStored, PhotometricInterpretation.MONOCHROME2, Optional.empty()));
    }

    @Property
    void aSampleBeyondBitsStoredIsSeenHoweverTheBytesAreCut(
            @ForAll @Size(8) int[] random,
            @ForAll @IntRange(min = 9, max = 15) int bitsStored,
            @ForAll @IntRange(min = 1, max = 16) int cut)
            throws IOException {
        byte[] bytes = new byte[16];
        int largest = 0;
        for (int i = 0; i < 8; i++) {
            int sample = random[i] & 0xFFFF;
            largest = Math.max(largest, sample);
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SampleGuard guard = guard(out, bitsStored);

        guard.write(bytes, 0, cut - 1);
        guard.write(bytes[cut - 1]);
        guard.write(bytes, cut, bytes.length - cut);

        assertThat(out.toByteArray()).isEqualTo(bytes);
        if (largest < 1 << bitsStored) {
            guard.check("any");
        } else {
            assertThatThrownBy(() -> guard.check("any")).isInstanceOf(UnreadableInputException.class);
        }
    }
}
