package ua.vuzol.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;

/** Small objects to be sent about. */
public final class TestObjects {

    static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    public static final String PATIENT_NAME = "Шевченко^Тарас^Григорович";
    public static final String STUDY_UID = "2.25.1000";

    private TestObjects() {}

    /** An image of one series; encapsulated where the syntax is. */
    public static DataSet image(String sopClassUid, int number, TransferSyntax syntax) {
        DataSet image = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, sopClassUid)
                .put(Tag.SOPInstanceUID, instanceUid(number))
                .put(Tag.StudyDate, "20260115")
                .put(Tag.StudyTime, "101530")
                .put(Tag.AccessionNumber, "A1")
                .put(Tag.Modality, "OT")
                .putEmpty(Tag.ReferringPhysicianName)
                .put(Tag.PatientName, PATIENT_NAME)
                .put(Tag.PatientID, "P1")
                .put(Tag.PatientBirthDate, "18140309")
                .put(Tag.PatientSex, "M")
                .put(Tag.StudyInstanceUID, STUDY_UID)
                .put(Tag.SeriesInstanceUID, "2.25.1001")
                .put(Tag.StudyID, "1")
                .put(Tag.SeriesNumber, "1")
                .put(Tag.InstanceNumber, String.valueOf(number))
                .put(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .put(Tag.Rows, 2)
                .put(Tag.Columns, 2)
                .put(Tag.BitsAllocated, 16)
                .put(Tag.BitsStored, 16)
                .put(Tag.HighBit, 15)
                .put(Tag.PixelRepresentation, 0);
        return syntax.encapsulated()
                ? image.putFragments(Tag.PixelData, List.of(BulkData.of(new byte[] {1, 2, 3, 4})))
                : image.putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }

    /** An image of this many bytes of pixels, no two kilobytes of them alike. */
    static DataSet large(int pixelBytes) {
        byte[] pixels = new byte[pixelBytes];
        new Random(1).nextBytes(pixels);
        return image(SopClass.SecondaryCaptureImageStorage, 1, EXPLICIT).putBytes(Tag.PixelData, VR.OW, pixels);
    }

    /** A match of a C-FIND. */
    static DataSet match(String sopInstanceUid) {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.QueryRetrieveLevel, "IMAGE")
                .put(Tag.PatientName, PATIENT_NAME)
                .put(Tag.SOPInstanceUID, sopInstanceUid);
    }

    /** A scheduled procedure step, of CT where the number is even and else of MR. */
    public static DataSet worklistItem(int number) {
        DataSet step = new DataSet()
                .put(Tag.Modality, number % 2 == 0 ? "CT" : "MR")
                .put(Tag.ScheduledStationAETitle, "DEVICE")
                .put(Tag.ScheduledProcedureStepStartDate, "20260115")
                .put(Tag.ScheduledProcedureStepStartTime, "1000")
                .put(Tag.ScheduledPerformingPhysicianName, "Лікар")
                .put(Tag.ScheduledProcedureStepDescription, "Обстеження голови")
                .put(Tag.ScheduledProcedureStepID, "S" + number);
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.AccessionNumber, "A" + number)
                .put(Tag.PatientName, PATIENT_NAME)
                .put(Tag.PatientID, "P" + number)
                .put(Tag.PatientBirthDate, "18140309")
                .put(Tag.PatientSex, "M")
                .put(Tag.StudyInstanceUID, "2.25.4000." + number)
                .put(Tag.RequestedProcedureDescription, "Голова")
                .put(0x00401001, "R" + number) // Requested Procedure ID
                .putItems(Tag.ScheduledProcedureStepSequence, step);
    }

    public static String instanceUid(int number) {
        return "2.25.2000." + number;
    }

    public static Path write(DataSet dataSet, TransferSyntax syntax, Path file) {
        try {
            DicomWriter.write(DicomObject.of(dataSet, syntax), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Images with the numbers from 1 on, as files in a folder. */
    public static List<FileSource> images(int count, Path folder) {
        return images(count, folder, EXPLICIT);
    }

    public static List<FileSource> images(int count, Path folder, TransferSyntax syntax) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> source(write(
                        image(SopClass.SecondaryCaptureImageStorage, number, syntax),
                        syntax,
                        folder.resolve("image-" + number + ".dcm"))))
                .toList();
    }

    /** A file's data set in an encoding to compare by; it must be small. */
    public static byte[] content(Path file) {
        try {
            DicomObject object = DicomReader.read(file);
            return encoded(object.dataSet(), object.transferSyntax());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A data set in an encoding to compare by, whatever native one it was in. */
    static byte[] encoded(DataSet dataSet, TransferSyntax syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomWriter.writeDataSet(dataSet, syntax.encapsulated() ? syntax : EXPLICIT, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FileSource source(Path file) {
        try {
            return FileSource.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
