package ua.vuzol.intake.convert;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import ua.vuzol.intake.UnreadableInputException;

/** Lets little endian samples through and sees whether they keep to Bits Stored, which a profile may have claimed wrongly. */
final class SampleGuard extends FilterOutputStream {
    private final PixelForm form;
    private long position;
    private int highBytes;

    SampleGuard(OutputStream out, PixelForm form) {
        super(out);
        this.form = form;
    }

    @Override
    public void write(int sampleByte) throws IOException {
        write(new byte[] {(byte) sampleByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        int firstHighByte = offset + (int) (1 - (position & 1));
        int seen = 0;
        for (int i = firstHighByte; i < offset + length; i += 2) {
            seen |= bytes[i];
        }
        highBytes |= seen & 0xFF;
        position += length;
    }

    /** @throws UnreadableInputException when a sample needs more bits than the instance is to say */
    void check(String source) {
        int needed = 32 - Integer.numberOfLeadingZeros(highBytes << 8);
        if (form.bitsAllocated() == 16 && needed > form.bitsStored()) {
            throw new UnreadableInputException("The picture uses " + needed + " bits of a pixel, but the profile "
                    + source + " says " + form.bitsStored() + "; mend bitsStored there.");
        }
    }
}
