package ua.vuzol.dicom.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Binary numbers to and from their decimal text, little endian. */
final class Numbers {

    private Numbers() {}

    /** Each value as text; a rest that is too short for a value is left out (it stays in the bytes). */
    static List<String> format(byte[] bytes, VR vr) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> values = new ArrayList<>(bytes.length / vr.valueSize());
        while (in.remaining() >= vr.valueSize()) {
            values.add(next(in, vr));
        }
        return values;
    }

    private static String next(ByteBuffer in, VR vr) {
        return switch (vr) {
            case US -> String.valueOf(in.getShort() & 0xFFFF);
            case SS -> String.valueOf(in.getShort());
            case UL -> Integer.toUnsignedString(in.getInt());
            case SL -> String.valueOf(in.getInt());
            case UV -> Long.toUnsignedString(in.getLong());
            case SV -> String.valueOf(in.getLong());
            case FL -> String.valueOf(in.getFloat());
            case FD -> String.valueOf(in.getDouble());
            case AT -> Tag.format((in.getShort() & 0xFFFF) << 16 | in.getShort() & 0xFFFF);
            default -> throw new IllegalArgumentException("VR " + vr + " is not numeric");
        };
    }

    /** @throws DicomValueException if a value is no number or does not fit the VR */
    static byte[] parse(int tag, VR vr, List<String> values) {
        ByteBuffer out = ByteBuffer.allocate(values.size() * vr.valueSize()).order(ByteOrder.LITTLE_ENDIAN);
        for (String value : values) {
            try {
                put(out, tag, vr, value.strip());
            } catch (IllegalArgumentException e) {
                throw new DicomValueException(tag, "a value of VR " + vr + " must be a number (AT: a tag)");
            }
        }
        return out.array();
    }

    private static void put(ByteBuffer out, int tag, VR vr, String value) {
        switch (vr) {
            case FL -> out.putFloat(Float.parseFloat(value));
            case FD -> out.putDouble(Double.parseDouble(value));
            case AT -> {
                int named = Tag.parse(value);
                out.putShort((short) Tag.group(named)).putShort((short) Tag.element(named));
            }
            default -> putWhole(out, tag, vr, new BigInteger(value));
        }
    }

    private static void putWhole(ByteBuffer out, int tag, VR vr, BigInteger number) {
        int bits = vr.unitSize() * 8;
        boolean signed = vr == VR.SS || vr == VR.SL || vr == VR.SV;
        boolean fits = signed ? number.bitLength() < bits : number.signum() >= 0 && number.bitLength() <= bits;
        if (!fits) {
            throw new DicomValueException(tag, "the number does not fit the " + bits + " bits of VR " + vr);
        }
        switch (bits) {
            case 16 -> out.putShort(number.shortValue());
            case 32 -> out.putInt(number.intValue());
            default -> out.putLong(number.longValue());
        }
    }
}
