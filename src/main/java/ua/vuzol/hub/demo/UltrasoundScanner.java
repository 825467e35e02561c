package ua.vuzol.hub.demo;

import com.linuxense.javadbf.DBFDataType;
import com.linuxense.javadbf.DBFField;
import com.linuxense.javadbf.DBFWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** An ultrasound scanner: PNG frames of a cine loop, and its journal of all examinations, a DBF in windows-1251. */
final class UltrasoundScanner {
    static final String JOURNAL = "PATIENTS.DBF";

    private static final Charset ENCODING = Charset.forName("windows-1251");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Path folder;
    private final int columns;
    private final int rows;
    private final int frames;

    UltrasoundScanner(Path folder, int columns, int rows, int frames) {
        this.folder = folder;
        this.columns = columns;
        this.rows = rows;
        this.frames = frames;
    }

    List<Path> writeFrames(Examination examination) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            BufferedImage image = image(frame, examination.number());
            files.add(DeviceFile.write(
                    folder, "%s_%03d.png".formatted(name(examination), frame + 1), file -> write(image, file)));
        }
        return files;
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("This Java cannot write PNG: run with the module java.desktop");
        }
    }

    private static String name(Examination examination) {
        return "US" + examination.number();
    }

    /** A sector with speckle, a dark cyst that moves with the breath, and a little flow in colour. */
    private BufferedImage image(int frame, int seed) {
        SplittableRandom random = new SplittableRandom(10_000L * seed + frame);
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_3BYTE_BGR);
        double phase = Math.sin(2 * Math.PI * frame / frames);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double x = (column - columns / 2.0) / rows;
                double y = (double) row / rows;
                image.setRGB(column, row, colour(x, y, phase, random.nextDouble()));
            }
        }
        return image;
    }

    private static int colour(double x, double y, double phase, double noise) {
        boolean inSector = Math.abs(Math.atan2(x, y)) < 0.7 && Math.hypot(x, y) < 0.95;
        if (!inSector) {
            return 0;
        }
        double cyst = Math.hypot(x - 0.1, y - 0.5 - 0.03 * phase);
        int grey = (int) (255 * Math.min(1, (cyst < 0.12 ? 0.04 : 0.45 - 0.2 * y) + 0.3 * noise * noise));
        boolean flow = Math.hypot(x + 0.2, y - 0.6) < 0.05 + 0.02 * phase;
        return flow ? 160 + grey / 4 << 16 | grey / 3 << 8 | grey / 3 : grey << 16 | grey << 8 | grey;
    }

    /** Writes the journal anew, all examinations in it. */
    Path writeJournal(List<Examination> examinations) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (DBFWriter writer = new DBFWriter(table, ENCODING)) {
            writer.setFields(new DBFField[] {
                new DBFField("EXAM", DBFDataType.CHARACTER, 8),
                new DBFField("CARD", DBFDataType.CHARACTER, 10),
                new DBFField("NAME", DBFDataType.CHARACTER, 60),
                new DBFField("BIRTH", DBFDataType.DATE),
                new DBFField("SEX", DBFDataType.CHARACTER, 1),
                new DBFField("EXDATE", DBFDataType.DATE),
                new DBFField("EXTIME", DBFDataType.CHARACTER, 5),
                new DBFField("FRAMES", DBFDataType.NUMERIC, 4, 0),
                new DBFField("DOCTOR", DBFDataType.CHARACTER, 30)
            });
            for (Examination examination : examinations) {
                writer.addRecord(row(examination));
            }
        }
        byte[] bytes = table.toByteArray();
        LocalDate changed = examinations.get(examinations.size() - 1).at().toLocalDate();
        // the date of the last change, which the library takes from today, would make each run's bytes different
        bytes[1] = (byte) (changed.getYear() - 1900);
        bytes[2] = (byte) changed.getMonthValue();
        bytes[3] = (byte) changed.getDayOfMonth();
        return DeviceFile.write(folder, JOURNAL, bytes);
    }

    private Object[] row(Examination examination) {
        Patient patient = examination.patient();
        return new Object[] {
            name(examination),
            patient.card(),
            patient.fullName(),
            date(patient.birthDate()),
            patient.sex() == Patient.Sex.MALE ? "Ч" : "Ж",
            date(examination.at().toLocalDate()),
            TIME.format(examination.at()),
            frames,
            "Гаращенко Ф. Ї."
        };
    }

    /** The library reads a Date by the calendar of the default zone. */
    private static Date date(LocalDate date) {
        return Date.from(date.atStartOfDay(ZoneId.systemDefault()).toInstant());
    }
}
