package ua.vuzol.hub.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A plate reader for computed radiography: a TIFF of 16 bits, of which 12 are used, and an INI in CP866. */
final class PlateReader {
    private static final Charset ENCODING = Charset.forName("IBM866");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int BRIGHTEST = 4095;
    private static final int PIXELS_PER_CENTIMETRE = 50;

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;

    private final Path folder;
    private final int columns;
    private final int rows;

    PlateReader(Path folder, int columns, int rows) {
        this.folder = folder;
        this.columns = columns;
        this.rows = rows;
    }

    List<Path> write(Examination examination) throws IOException {
        String name = "P%04d".formatted(examination.number());
        ChestPhantom phantom = new ChestPhantom(columns, rows, false, 77L * examination.number());
        Path picture = DeviceFile.write(folder, name + ".tif", file -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                writeTiff(out, phantom);
            }
        });
        Path text = DeviceFile.write(
                folder, name + ".ini", latinI(text(name, examination)).getBytes(ENCODING));
        return List.of(picture, text);
    }

    private String text(String name, Examination examination) {
        Patient patient = examination.patient();
        return String.join(
                "\r\n",
                "[Patient]",
                "ID=" + patient.card(),
                "Name=" + patient.fullName(),
                "BirthDate=" + DATE.format(patient.birthDate()),
                "Sex=" + (patient.sex() == Patient.Sex.MALE ? "M" : "F"),
                "[Study]",
                "Number=" + name,
                "Date=" + DATE.format(examination.at()),
                "Time=" + TIME.format(examination.at()),
                "BodyPart=CHEST",
                "View=PA",
                "Operator=Рибчинська І. О.",
                "");
    }

    /** CP866 has no Ukrainian і: people type the Latin letter that looks the same. */
    private static String latinI(String text) {
        return text.replace('і', 'i').replace('І', 'I');
    }

    /** TIFF 6.0: the header, one directory, its two rationals, and one strip. */
    private void writeTiff(OutputStream out, ChestPhantom phantom) throws IOException {
        int entries = 12;
        int rationals = 8 + 2 + 12 * entries + 4;
        int pixels = rationals + 16;
        ByteBuffer head = ByteBuffer.allocate(pixels).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries);
        entry(head, 256, LONG, columns); // ImageWidth
        entry(head, 257, LONG, rows); // ImageLength
        entry(head, 258, SHORT, 16); // BitsPerSample
        entry(head, 259, SHORT, 1); // Compression: none
        entry(head, 262, SHORT, 1); // PhotometricInterpretation: BlackIsZero
        entry(head, 273, LONG, pixels); // StripOffsets
        entry(head, 277, SHORT, 1); // SamplesPerPixel
        entry(head, 278, LONG, rows); // RowsPerStrip
        entry(head, 279, LONG, 2 * columns * rows); // StripByteCounts
        entry(head, 282, RATIONAL, rationals); // XResolution
        entry(head, 283, RATIONAL, rationals + 8); // YResolution
        entry(head, 296, SHORT, 3); // ResolutionUnit: centimetre
        head.putInt(0);
        head.putInt(PIXELS_PER_CENTIMETRE)
                .putInt(1)
                .putInt(PIXELS_PER_CENTIMETRE)
                .putInt(1);
        out.write(head.array());
        ByteBuffer line = ByteBuffer.allocate(2 * columns).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            line.clear();
            for (double brightness : phantom.row(row)) {
                line.putShort((short) Math.round(brightness * BRIGHTEST));
            }
            out.write(line.array());
        }
    }

    /** In little endian a SHORT stands in the first half of the field, the rest is zero. */
    private static void entry(ByteBuffer directory, int tag, int type, int value) {
        directory.putShort((short) tag).putShort((short) type).putInt(1).putInt(value);
    }
}
