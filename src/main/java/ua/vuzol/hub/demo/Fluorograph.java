package ua.vuzol.hub.demo;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A digital fluorograph: two JPEG and a CSV in windows-1251 for each examination. */
final class Fluorograph {
    private static final Charset ENCODING = Charset.forName("windows-1251");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final float QUALITY = 0.92f;
    private static final CSVFormat CSV = CSVFormat.Builder.create(CSVFormat.RFC4180)
            .setDelimiter(';')
            .setHeader(
                    "Номер",
                    "Прізвище",
                    "Ім'я",
                    "По батькові",
                    "Дата народження",
                    "Стать",
                    "РНОКПП",
                    "Дата",
                    "Час",
                    "Направив",
                    "Лаборант")
            .get();

    private final Path folder;
    private final int size;

    Fluorograph(Path folder, int size) {
        this.folder = folder;
        this.size = size;
    }

    /** Pictures first, the text last. */
    List<Path> write(Examination examination) throws IOException {
        List<Path> files = new ArrayList<>(pictures(examination));
        files.add(text(examination));
        return files;
    }

    /** As {@link #write}, but the second picture is written slowly under its final name. */
    List<Path> writeSlowly(Examination examination, Runnable betweenPieces) throws IOException {
        List<Path> files = new ArrayList<>(pictures(examination));
        DeviceFile.rewriteSlowly(files.get(1), betweenPieces);
        files.add(text(examination));
        return files;
    }

    /** As {@link #write}, but the second picture breaks off in the middle. */
    List<Path> writeBroken(Examination examination) throws IOException {
        String name = name(examination);
        Path whole = picture(name + "_1.jpg", examination, false);
        Path broken = DeviceFile.write(folder, name + "_2.jpg", file -> {
            writeJpeg(file, new ChestPhantom(size, size, true, seed(examination)));
            try (RandomAccessFile half = new RandomAccessFile(file.toFile(), "rw")) {
                half.setLength(half.length() / 2);
            }
        });
        return List.of(whole, broken, text(examination));
    }

    private List<Path> pictures(Examination examination) throws IOException {
        String name = name(examination);
        return List.of(picture(name + "_1.jpg", examination, false), picture(name + "_2.jpg", examination, true));
    }

    private static String name(Examination examination) {
        return "FL%06d".formatted(examination.number());
    }

    private static long seed(Examination examination) {
        return 1_000L * examination.number();
    }

    private Path picture(String name, Examination examination, boolean lateral) throws IOException {
        ChestPhantom phantom = new ChestPhantom(size, size, lateral, seed(examination));
        return DeviceFile.write(folder, name, file -> writeJpeg(file, phantom));
    }

    private void writeJpeg(Path file, ChestPhantom phantom) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = image.getRaster();
        int[] samples = new int[size];
        for (int row = 0; row < size; row++) {
            double[] brightness = phantom.row(row);
            for (int column = 0; column < size; column++) {
                samples[column] = (int) Math.round(brightness[column] * 255);
            }
            raster.setPixels(0, row, size, 1, samples);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private Path text(Examination examination) throws IOException {
        Patient patient = examination.patient();
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSV)) {
            printer.printRecord(
                    name(examination),
                    patient.familyName(),
                    patient.givenName(),
                    patient.patronymic(),
                    DATE.format(patient.birthDate()),
                    patient.sex() == Patient.Sex.MALE ? "Ч" : "Ж",
                    patient.rnokpp(),
                    DATE.format(examination.at()),
                    TIME.format(examination.at()),
                    "Ящук-Юрченко О. В.",
                    "Коваленко Н. П.");
        }
        return DeviceFile.write(
                folder, name(examination) + ".csv", text.toString().getBytes(ENCODING));
    }
}
