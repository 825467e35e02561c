package ua.vuzol.dicom.io;

import static ua.vuzol.dicom.io.DicomTestSupport.hex;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;

/** Files that break a rule of PS3.5 or PS3.10 and can be read all the same. */
final class Irregular {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

    private static final String ID = "1000 2000 4C4F 0400 31323334";
    private static final String IMPLICIT_ID = "1000 2000 04000000 31323334";
    private static final String ROWS = "2800 1000 5553 0200 0201";
    private static final String SEQUENCE = "0800 3210 5351 0000 FFFFFFFF";
    private static final String ITEM = "FEFF00E0 FFFFFFFF";
    private static final String ITEM_END = "FEFF0DE0 00000000";
    private static final String SEQUENCE_END = "FEFFDDE0 00000000";
    private static final String META =
            "0200 0000 554C 0400 %s 0200 1000 5549 1400" + " 312E322E3834302E31303030382E312E322E3100";

    private static final String PREAMBLE = "00".repeat(128) + "4449434D";

    private Irregular() {}

    /**
     * A whole file.
     *
     * @param written what its data set is written as, in hexadecimal
     */
    record Case(byte[] file, String written) {}

    static Map<String, Case> all() {
        Map<String, Case> all = new LinkedHashMap<>();
        add(all, "an odd length", EXPLICIT, "1000 2000 4C4F 0300 313233");
        add(all, "another VR than the dictionary has", EXPLICIT, "1000 2000 5354 0400 31323334" + ROWS);
        add(all, "a VR that nobody knows", EXPLICIT, ID + "2800 1000 3F3F 0200 0201");
        add(all, "a VR that nobody knows in the first element", EXPLICIT, "0800 6000 3F3F 0200 4354" + ID);
        add(
                all,
                "a long VR that nobody knows in the first element",
                EXPLICIT,
                "0800 6000 5A5A 0000 02000000 4354" + ID);
        add(
                all,
                "UN of a defined length that is a sequence",
                EXPLICIT,
                "0900 0110 554E 0000 14000000 FEFF00E0 0C000000" + IMPLICIT_ID);
        add(
                all,
                "UN of undefined length",
                EXPLICIT,
                "0900 0110 554E 0000 FFFFFFFF FEFF00E0 0C000000" + IMPLICIT_ID + SEQUENCE_END);
        add(
                all,
                "a private sequence of implicit VR",
                IMPLICIT,
                "0900 0110 FFFFFFFF" + ITEM + IMPLICIT_ID + ITEM_END + SEQUENCE_END);
        add(
                all,
                "a private sequence of implicit VR and defined length",
                IMPLICIT,
                "0900 0110 14000000 FEFF00E0 0C000000" + IMPLICIT_ID);
        add(all, "a group length that is wrong", EXPLICIT, "1000 0000 554C 0400 FFFF0000" + ID);
        add(all, "a group length of the wrong VR", EXPLICIT, "1000 0000 5553 0200 0C00" + ID);
        add(all, "trailing padding", EXPLICIT, ID + "FCFF FCFF 4F42 0000 04000000 00000000");
        add(
                all,
                "the new VRs",
                EXPLICIT,
                "0900 0110 5356 0000 08000000 0102030405060708" + "0900 0210 5556 0000 08000000 0102030405060708"
                        + "0900 0310 4F56 0000 08000000 0102030405060708" + "0900 0410 4F4C 0000 04000000 01020304"
                        + "0900 0510 4F44 0000 08000000 0102030405060708" + "0900 0610 5543 0000 02000000 4142"
                        + "0900 0710 5552 0000 02000000 613A");
        add(
                all,
                "a frame that is deflated in a data set that is not",
                TransferSyntax.DEFLATED_IMAGE_FRAME_COMPRESSION,
                ID + "E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 00000000 FEFF00E0 02000000 0300" + SEQUENCE_END);
        add(all, "no data set", EXPLICIT, "");

        mended(all, "elements out of order", EXPLICIT, ROWS + ID, ID + ROWS);
        mended(all, "the same element twice", EXPLICIT, ID + ID + ROWS, ID + ROWS);
        mended(all, "zeros behind the data set", EXPLICIT, ID + "00".repeat(100), ID);
        mended(all, "as many zeros as an element has", EXPLICIT, ID + "00".repeat(8), ID);
        mended(all, "three zeros behind the data set", EXPLICIT, ID + "000000", ID);
        mended(all, "zeros behind a data set of implicit VR", IMPLICIT, IMPLICIT_ID + "00".repeat(64), IMPLICIT_ID);
        mended(
                all,
                "a needless delimiter of an item",
                EXPLICIT,
                "0800 3210 5351 0000 1C000000 FEFF00E0 14000000" + ID + ITEM_END,
                "0800 3210 5351 0000 14000000 FEFF00E0 0C000000" + ID);
        mended(all, "a needless delimiter of the data set", EXPLICIT, ID + ITEM_END, ID);
        mended(
                all,
                "an item longer than its sequence",
                EXPLICIT,
                "0800 3210 5351 0000 14000000 FEFF00E0 0F000000" + ID,
                "0800 3210 5351 0000 14000000 FEFF00E0 0C000000" + ID);
        mended(
                all,
                "delimiters with a length",
                EXPLICIT,
                SEQUENCE + ITEM + ID + "FEFF0DE0 04000000 FEFFDDE0 04000000" + ROWS,
                SEQUENCE + ITEM + ID + ITEM_END + SEQUENCE_END + ROWS);
        mended(
                all,
                "reserved bytes in use",
                EXPLICIT,
                "0900 0110 4F42 0101 02000000 0102",
                "0900 0110 4F42 0000 02000000 0102");
        mended(
                all,
                "no delimiters at the end",
                EXPLICIT,
                SEQUENCE + ITEM + ID,
                SEQUENCE + ITEM + ID + ITEM_END + SEQUENCE_END);
        mended(
                all,
                "no delimiter of the last item",
                EXPLICIT,
                SEQUENCE + ITEM + ID + SEQUENCE_END + ROWS,
                SEQUENCE + ITEM + ID + ITEM_END + SEQUENCE_END + ROWS);
        mended(
                all,
                "no delimiter of the fragments",
                TransferSyntax.JPEG_BASELINE,
                "E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 00000000 FEFF00E0 02000000 FFD8",
                "E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 00000000 FEFF00E0 02000000 FFD8" + SEQUENCE_END);

        for (String length : List.of("04000000", "FFFF0000", "00000000")) {
            all.put("group 0002 of length " + length, new Case(hex(PREAMBLE + META.formatted(length) + ID), ID));
        }
        all.put(
                "group 0002 without its length",
                new Case(hex(PREAMBLE + META.substring(META.indexOf("0200 1000")) + ID), ID));
        all.put(
                "group 0002 of implicit VR",
                new Case(hex(PREAMBLE + "0200 1000 14000000 312E322E3834302E31303030382E312E322E3100" + ID), ID));
        all.put("no group 0002", new Case(hex(PREAMBLE + ID), ID));
        all.put("no preamble", new Case(hex(META.formatted("1C000000") + ID), ID));
        all.put(
                "a command",
                new Case(
                        hex("0000 0000 04000000 0A000000 0000 0001 02000000 3000"),
                        "0000 0000 04000000 0A000000 0000 0001 02000000 3000"));
        return all;
    }

    private static void add(Map<String, Case> all, String name, TransferSyntax syntax, String dataSet) {
        mended(all, name, syntax, dataSet, dataSet);
    }

    private static void mended(Map<String, Case> all, String name, TransferSyntax syntax, String read, String written) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(DicomTestSupport.encoded(new DataSet().put(Tag.TransferSyntaxUID, syntax.uid()), EXPLICIT));
        file.writeBytes(hex(read));
        all.put(name, new Case(file.toByteArray(), written));
    }
}
