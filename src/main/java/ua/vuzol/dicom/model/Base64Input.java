package ua.vuzol.dicom.model;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Function;

/** Bytes that come as characters of Base64 (RFC 4648), white space between them or not. */
final class Base64Input {

    private static final int[] DIGITS = new int[0x80];

    static {
        Arrays.fill(DIGITS, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            DIGITS[alphabet.charAt(i)] = i;
        }
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long limit;
    private final Function<String, ModelFormatException> failure;
    private int bits;
    private int digits;
    private int padding;

    /** @param limit the most bytes */
    Base64Input(long limit, Function<String, ModelFormatException> failure) {
        this.limit = limit;
        this.failure = failure;
    }

    void accept(char c) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            return;
        }
        if (c == '=') {
            padding++;
            return;
        }
        int digit = c < 0x80 ? DIGITS[c] : -1;
        if (digit < 0 || padding > 0) {
            throw failure.apply("bytes that are not in Base64");
        }
        bits = bits << 6 | digit;
        digits++;
        if (digits == 4) {
            write(bits, 3);
            bits = 0;
            digits = 0;
        }
    }

    byte[] end() {
        boolean whole = digits == 0 ? padding == 0 : digits > 1 && digits + padding == 4;
        if (!whole) {
            throw failure.apply("Base64 that ends within a byte");
        }
        if (digits > 0) {
            write(bits << 6 * (4 - digits), digits - 1);
        }
        return bytes.toByteArray();
    }

    private void write(int group, int count) {
        if (bytes.size() + count > limit) {
            throw failure.apply("values of more bytes than the heap may have");
        }
        for (int i = 0; i < count; i++) {
            bytes.write(group >> 16 - 8 * i);
        }
    }
}
