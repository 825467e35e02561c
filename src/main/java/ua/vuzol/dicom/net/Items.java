package ua.vuzol.dicom.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The building blocks of association PDUs: numbers big endian, text in ISO 646, items behind a type and a 16-bit length. */
final class Items {

    private static final int AE_TITLE_BYTES = 16;

    private Items() {}

    /** Writes them. */
    static final class Output {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output u8(int value) {
            bytes.write(value);
            return this;
        }

        Output u16(int value) {
            return u8(value >>> 8).u8(value);
        }

        Output u32(long value) {
            return u16((int) (value >>> 16)).u16((int) value);
        }

        Output bytes(byte[] value) {
            bytes.writeBytes(value);
            return this;
        }

        Output text(String value) {
            return bytes(value.getBytes(StandardCharsets.ISO_8859_1));
        }

        Output zeros(int count) {
            return bytes(new byte[count]);
        }

        /** Bytes behind their own 16-bit length. */
        Output counted(byte[] value) {
            if (value.length > 0xFFFF) {
                throw new IllegalArgumentException(
                        value.length + " bytes do not fit a field of an association request");
            }
            return u16(value.length).bytes(value);
        }

        Output counted(String value) {
            return counted(value.getBytes(StandardCharsets.ISO_8859_1));
        }

        Output item(int type, byte[] content) {
            return u8(type).u8(0).counted(content);
        }

        Output item(int type, String content) {
            return item(type, content.getBytes(StandardCharsets.ISO_8859_1));
        }

        Output aeTitle(String title) {
            byte[] padded = new byte[AE_TITLE_BYTES];
            Arrays.fill(padded, (byte) ' ');
            byte[] text = title.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(text, 0, padded, 0, Math.min(text.length, AE_TITLE_BYTES));
            return bytes(padded);
        }

        /** What was written, as a whole PDU. */
        byte[] pdu(PduType type) {
            byte[] body = toBytes();
            return new Output()
                    .u8(type.code())
                    .u8(0)
                    .u32(body.length)
                    .bytes(body)
                    .toBytes();
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }
    }

    /** Reads them. What goes beyond the end is a {@link PduException}. */
    static final class Input {
        private final byte[] bytes;
        private final int end;
        private int at;

        Input(byte[] bytes) {
            this(bytes, 0, bytes.length);
        }

        private Input(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        boolean hasMore() {
            return at < end;
        }

        int u8() {
            return bytes[take(1)] & 0xFF;
        }

        int u16() {
            return u8() << 8 | u8();
        }

        long u32() {
            return (long) u16() << 16 | u16();
        }

        void skip(int count) {
            take(count);
        }

        byte[] bytes(int count) {
            int from = take(count);
            return Arrays.copyOfRange(bytes, from, from + count);
        }

        byte[] counted() {
            return bytes(u16());
        }

        byte[] rest() {
            return bytes(end - at);
        }

        String countedText() {
            return text(counted());
        }

        /** The rest as text, without the spaces and NULs that some devices leave at its end. */
        String restAsText() {
            return text(rest());
        }

        String aeTitle() {
            return text(bytes(AE_TITLE_BYTES));
        }

        /** The content behind a 16-bit length, as an input of its own. */
        Input content() {
            int length = u16();
            int from = take(length);
            return new Input(bytes, from, from + length);
        }

        private int take(int count) {
            if (count > end - at) {
                throw new PduException(
                        PduException.INVALID_PARAMETER_VALUE,
                        "An item of an association PDU goes " + (count - end + at) + " bytes beyond what holds it");
            }
            int from = at;
            at += count;
            return from;
        }

        private static String text(byte[] bytes) {
            int end = bytes.length;
            while (end > 0 && (bytes[end - 1] == 0 || bytes[end - 1] == ' ')) {
                end--;
            }
            return new String(bytes, 0, end, StandardCharsets.ISO_8859_1).stripLeading();
        }
    }
}
