package ua.vuzol.dicom.io;

import java.nio.ByteOrder;
import ua.vuzol.dicom.data.TransferSyntax;

/** The encoding of elements: what of a transfer syntax can differ between a data set and a sequence inside it. */
record Encoding(boolean explicit, ByteOrder order) {

    static final Encoding EXPLICIT_LITTLE_ENDIAN = new Encoding(true, ByteOrder.LITTLE_ENDIAN);
    static final Encoding IMPLICIT_LITTLE_ENDIAN = new Encoding(false, ByteOrder.LITTLE_ENDIAN);

    static Encoding of(TransferSyntax syntax) {
        return new Encoding(syntax.explicit(), syntax.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    boolean bigEndian() {
        return order == ByteOrder.BIG_ENDIAN;
    }
}
