package ua.vuzol.intake.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import ua.vuzol.intake.UnreadableInputException;

/**
 * The decoders behind one door. It is the one place where what decoders throw at damaged files (IOException, but also IndexOutOfBoundsException,
 * NegativeArraySizeException, IllegalArgumentException ...) becomes an {@link UnreadableInputException}.
 */
final class Decoding {
    private Decoding() {}

    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /**
     * @throws UnreadableInputException for whatever the step throws
     * @throws IOException only if the disk fails or the thread is interrupted
     */
    static <T> T of(PictureFormat format, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (UnreadableInputException e) {
            throw e;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            throw new UnreadableInputException(
                    "The file begins like a " + format + " but it is damaged or incomplete and cannot be decoded", e);
        }
    }
}
