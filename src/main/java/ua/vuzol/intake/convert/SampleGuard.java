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
        out.write(sampleByte);
        look((byte) sampleByte);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        for (int i = offset; form.bitsAllocated() == 16 && i < offset + length; i++) {
            look(bytes[i]);
        }
    }

    private void look(byte sampleByte) {
        if ((position++ & 1) == 1) {
            highBytes |= sampleByte & 0xFF;
        }
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
