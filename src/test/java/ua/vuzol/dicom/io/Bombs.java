package ua.vuzol.dicom.io;

import static ua.vuzol.dicom.io.DicomTestSupport.hex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;

/** Files made to cost more than they may. */
final class Bombs {

    private static final int MILLION = 1_000_000;
    private static final String SEQUENCE = "0800 3210 5351 0000 FFFFFFFF";
    private static final String ITEM = "FEFF00E0 FFFFFFFF";

    private Bombs() {}

    /** Writes the data set of a bomb. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    record Bomb(TransferSyntax syntax, Content content) {
        void writeTo(OutputStream out) throws IOException {
            out.write(new byte[128]);
            out.write("DICM".getBytes(StandardCharsets.US_ASCII));
            DataSet meta = new DataSet().put(Tag.TransferSyntaxUID, syntax.uid());
            out.write(DicomTestSupport.encoded(meta, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
            if (syntax.deflated()) {
                DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED, true));
                content.writeTo(deflated);
                deflated.finish();
            } else {
                content.writeTo(out);
            }
        }
    }

    static Map<String, Bomb> all() {
        Map<String, Bomb> all = new TreeMap<>();
        Content elements = out -> elements(out, i -> 0x0009_0000 + i, "4C4F 0000");
        all.put("a million elements", explicit(elements));
        all.put(
                "a million elements, the greatest first",
                explicit(out -> elements(out, i -> 0x0109_0000 - i, "4C4F 0000")));
        all.put("a million elements of implicit VR", implicit(out -> elements(out, i -> 0x0012_0000 + i, "00000000")));
        all.put("a million elements deflated", deflated(elements));
        all.put("a million times the same element", explicit(out -> elements(out, i -> 0x0010_0020, "4C4F 0200 3132")));
        all.put("a million values", explicit(out -> elements(out, i -> 0x0009_0000 + i, "4C4F 0800 3132333435363738")));
        all.put("values of 60 KB", explicit(out -> {
            for (int i = 0; i < 2000; i++) {
                elements(out, 0x0009_0000 + i, "4C4F 60EA");
                out.write(new byte[60_000]);
            }
        }));
        all.put("values of 60 KB and a million elements", explicit(out -> {
            for (int i = 0; i < 500; i++) {
                elements(out, 0x0009_0000 + i, "4C4F 60EA");
                out.write(new byte[60_000]);
            }
            elements(out, i -> 0x0011_0000 + i, "4C4F 0000");
        }));
        all.put("a million items", explicit(out -> repeat(out, SEQUENCE, "FEFF00E0 00000000")));
        all.put("a million delimited items", explicit(out -> repeat(out, SEQUENCE, ITEM + "FEFF0DE0 00000000")));
        all.put(
                "a million items of one code",
                explicit(out -> repeat(out, SEQUENCE, ITEM + "0800 0001 5348 0200 3132 FEFF0DE0 00000000")));
        all.put("a hundred thousand times a character set", explicit(out -> characterSets(out, 1)));
        all.put("a thousand character sets", explicit(out -> characterSets(out, 1000)));
        all.put("sequences a million deep", explicit(out -> repeat(out, "", SEQUENCE + ITEM)));
        all.put(
                "UN sequences a million deep",
                explicit(out -> repeat(out, "0900 0110 554E 0000 FFFFFFFF", ITEM + "0900 0110 FFFFFFFF")));
        all.put("a length of 4 GB", explicit(out -> out.write(hex("0900 0110 4F42 0000 FEFFFFFF 0102"))));
        all.put(
                "a sequence of 4 GB",
                explicit(out -> out.write(hex("0800 3210 5351 0000 FEFFFFFF FEFF00E0 00000000"))));
        all.put("a value of 256 MB deflated", deflated(out -> {
            out.write(hex("0900 0110 4F42 0000 00000010"));
            zeros(out, 1 << 28);
        }));
        all.put("zeros of 256 MB deflated", deflated(out -> {
            out.write(hex("1000 2000 4C4F 0200 3132"));
            zeros(out, 1 << 28);
        }));
        all.put(
                "a million fragments",
                encapsulated(out -> repeat(out, "E07F 1000 4F42 0000 FFFFFFFF", "FEFF00E0 02000000 FFD8")));
        all.put(
                "a million empty fragments",
                encapsulated(out -> repeat(out, "E07F 1000 4F42 0000 FFFFFFFF", "FEFF00E0 00000000")));
        all.put("a group length in each group", explicit(out -> {
            for (int i = 0; i < MILLION; i++) {
                elements(out, (i & 0xFFFF) << 16, "554C 0400 07000000");
            }
        }));
        return all;
    }

    private static Bomb explicit(Content content) {
        return new Bomb(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, content);
    }

    private static Bomb implicit(Content content) {
        return new Bomb(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, content);
    }

    private static Bomb deflated(Content content) {
        return new Bomb(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, content);
    }

    private static Bomb encapsulated(Content content) {
        return new Bomb(TransferSyntax.JPEG_BASELINE, content);
    }

    private static void elements(OutputStream out, IntUnaryOperator tag, String rest) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] tail = hex(rest);
        for (int i = 0; i < MILLION; i++) {
            all.write(tag(tag.applyAsInt(i)));
            all.write(tail);
        }
        all.writeTo(out);
    }

    private static void elements(OutputStream out, int tag, String rest) throws IOException {
        out.write(tag(tag));
        out.write(hex(rest));
    }

    private static void characterSets(OutputStream out, int different) throws IOException {
        out.write(hex(SEQUENCE));
        for (int i = 0; i < 100_000; i++) {
            out.write(hex(ITEM + "0800 0500 4353 2000"));
            out.write("\\ISO 2022 IR 87\\ISO 2022 IR %03d "
                    .formatted(i % different)
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(hex("FEFF0DE0 00000000"));
        }
    }

    private static byte[] tag(int tag) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) Tag.group(tag))
                .putShort((short) Tag.element(tag))
                .array();
    }

    private static void repeat(OutputStream out, String before, String repeated) throws IOException {
        out.write(hex(before));
        byte[] bytes = hex(repeated);
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length * MILLION);
        for (int i = 0; i < MILLION; i++) {
            all.write(bytes);
        }
        all.writeTo(out);
    }

    private static void zeros(OutputStream out, int count) throws IOException {
        byte[] block = new byte[1 << 16];
        for (int i = 0; i < count; i += block.length) {
            out.write(block);
        }
    }
}
