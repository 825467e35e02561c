package ua.vuzol.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;

/**
 * CT images as files that become new ones of new patients and studies at little cost: all identifiers hold a stamp of a fixed
 * length, which is written over in place.
 */
final class StampedObjects {
    private static final String BLANK = "7000000000";

    /** The last stamp of all sets: each is used once. */
    private static long lastStamp = Long.parseLong(BLANK);

    private final List<Path> files;
    /** Where the stamps of all files are; the files are of one layout. */
    private final List<Integer> offsets;

    private long stamp = lastStamp;

    private StampedObjects(List<Path> files, List<Integer> offsets) {
        this.files = files;
        this.offsets = offsets;
    }

    /**
     * Makes them.
     *
     * @param side of the quadratic image of two bytes a pixel
     */
    static StampedObjects create(Path folder, int count, int perStudy, int side) throws IOException {
        Files.createDirectories(folder);
        byte[] pixels = new byte[side * side * 2];
        new Random(1).nextBytes(pixels);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("%07d.dcm".formatted(i));
            DicomWriter.write(
                    DicomObject.of(
                            image(i, i / perStudy, side).putBytes(Tag.PixelData, VR.OW, pixels),
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                    file);
            files.add(file);
        }
        return new StampedObjects(files, offsets(files.get(0)));
    }

    private static DataSet image(int number, int study, int side) {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tag.SOPClassUID, SopClass.CTImageStorage)
                .put(Tag.SOPInstanceUID, uid(3, number))
                .put(Tag.StudyDate, "20260115")
                .put(Tag.SeriesDate, "20260115")
                .put(Tag.StudyTime, "101530")
                .put(Tag.AccessionNumber, "%07d".formatted(study))
                .put(Tag.Modality, "CT")
                .put(Tag.Manufacturer, "Vuzol")
                .put(Tag.InstitutionName, "Лікарня")
                .putEmpty(Tag.ReferringPhysicianName)
                .put(Tag.StudyDescription, "Голова")
                .put(Tag.PatientName, "Хворий^Іван%07d".formatted(study))
                .put(Tag.PatientID, BLANK + "-%07d".formatted(study))
                .put(Tag.PatientBirthDate, "19800201")
                .put(Tag.PatientSex, "M")
                .put(Tag.StudyInstanceUID, uid(1, study))
                .put(Tag.SeriesInstanceUID, uid(2, study))
                .put(Tag.StudyID, "1")
                .put(Tag.SeriesNumber, "1")
                .put(Tag.InstanceNumber, String.valueOf(number))
                .put(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .put(Tag.Rows, side)
                .put(Tag.Columns, side)
                .put(Tag.BitsAllocated, 16)
                .put(Tag.BitsStored, 16)
                .put(Tag.HighBit, 15)
                .put(Tag.PixelRepresentation, 0);
    }

    private static String uid(int kind, int number) {
        return prefix(BLANK, kind) + "%07d".formatted(number);
    }

    private static String prefix(String stamp, int kind) {
        return "2.25." + stamp + kind;
    }

    private static List<Integer> offsets(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return IntStream.iterate(text.indexOf(BLANK), at -> at >= 0, at -> text.indexOf(BLANK, at + 1))
                .boxed()
                .toList();
    }

    /** Makes them objects that nobody has seen. */
    void renew() throws IOException {
        stamp = ++lastStamp;
        byte[] digits = Long.toString(stamp).getBytes(StandardCharsets.US_ASCII);
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (int offset : offsets) {
                    channel.write(ByteBuffer.wrap(digits), offset);
                }
            }
        }
    }

    /** How the SOP Instance UIDs of all begin, and of no others. */
    String instancePrefix() {
        return prefix(Long.toString(stamp), 3);
    }

    int count() {
        return files.size();
    }

    /** The files in so many parts. */
    List<List<Path>> parts(int parts) {
        int size = (files.size() + parts - 1) / parts;
        return IntStream.range(0, parts)
                .mapToObj(i -> files.subList(i * size, Math.min(files.size(), (i + 1) * size)))
                .toList();
    }
}
