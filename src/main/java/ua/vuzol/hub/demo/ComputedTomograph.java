package ua.vuzol.hub.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.PDataOutputStream;
import ua.vuzol.dicom.net.StoreSource;

/**
 * A computed tomograph of 2004 that stores its slices by C-STORE. Its console writes text in windows-1251 and declares it as
 * Latin-1 (ISO_IR 100), as such consoles do.
 */
final class ComputedTomograph {
    static final String AE_TITLE = "CT1";

    private static final Charset CONSOLE = Charset.forName("windows-1251");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final double SLICE_DISTANCE = 5; // mm

    private final int size;
    private final int slices;

    /** @param size rows and columns of a slice */
    ComputedTomograph(int size, int slices) {
        this.size = size;
        this.slices = slices;
    }

    /** The slices of an examination, the same ones every time. */
    List<DataSet> slices(Examination examination) {
        return IntStream.rangeClosed(1, slices)
                .mapToObj(number -> slice(examination, number))
                .toList();
    }

    /**
     * Sends an examination.
     *
     * @throws IOException if the node cannot be reached
     * @throws DimseException if it refuses a slice
     */
    void send(Examination examination, NodeAddress node) throws IOException {
        AssociationOptions options = AssociationOptions.builder(AE_TITLE)
                .context(SopClass.CTImageStorage, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                .build();
        try (DicomNetwork network = new DicomNetwork();
                Association association = network.connect(node, options)) {
            for (DataSet slice : slices(examination)) {
                association.store(new Slice(slice)).orThrow();
            }
        }
    }

    private DataSet slice(Examination examination, int number) {
        Patient patient = examination.patient();
        String study = uid("study " + examination.number());
        DataSet slice = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tag.SOPClassUID, SopClass.CTImageStorage)
                .put(Tag.SOPInstanceUID, uid("slice " + examination.number() + " " + number))
                .put(Tag.StudyDate, DATE.format(examination.at()))
                .put(Tag.StudyTime, TIME.format(examination.at()))
                .put(Tag.AccessionNumber, "CT" + examination.number())
                .put(Tag.Modality, "CT")
                .put(Tag.Manufacturer, "Vuzol demo")
                .putEmpty(Tag.ReferringPhysicianName)
                .put(Tag.StationName, AE_TITLE)
                .put(Tag.PatientID, patient.card())
                .put(Tag.PatientBirthDate, DATE.format(patient.birthDate()))
                .put(Tag.PatientSex, patient.sex() == Patient.Sex.MALE ? "M" : "F")
                .put(Tag.BodyPartExamined, "CHEST")
                .put(Tag.SliceThickness, "5")
                .put(Tag.KVP, "120")
                .put(Tag.PatientPosition, "HFS")
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.SeriesInstanceUID, uid("series " + examination.number()))
                .put(Tag.StudyID, "CT" + examination.number())
                .put(Tag.SeriesNumber, "1")
                .putEmpty(Tag.AcquisitionNumber)
                .put(Tag.InstanceNumber, Integer.toString(number))
                .put(Tag.ImagePositionPatient, "-180", "-180", Double.toString(-SLICE_DISTANCE * number))
                .put(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                .put(Tag.FrameOfReferenceUID, uid("frame " + examination.number()))
                .putEmpty(Tag.PositionReferenceIndicator)
                .put(Tag.SliceLocation, Double.toString(-SLICE_DISTANCE * number));
        console(slice, Tag.PatientName, VR.PN, patient.fullName().replace(' ', '^'));
        console(slice, Tag.StudyDescription, VR.LO, "КТ органів грудної клітки");
        console(slice, Tag.InstitutionName, VR.LO, "Міська лікарня");
        pixels(slice, number);
        return slice;
    }

    /** Text as the console writes it, of an even number of bytes. */
    private static void console(DataSet slice, int tag, VR vr, String text) {
        byte[] bytes = text.getBytes(CONSOLE);
        slice.putBytes(tag, vr, bytes.length % 2 == 0 ? bytes : (text + " ").getBytes(CONSOLE));
    }

    private void pixels(DataSet slice, int number) {
        ChestPhantom phantom = new ChestPhantom(size, size, false, number);
        ByteBuffer pixels = ByteBuffer.allocate(2 * size * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < size; row++) {
            for (double brightness : phantom.row(row)) {
                pixels.putShort((short) (brightness * 2000));
            }
        }
        slice.put(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .put(Tag.Rows, size)
                .put(Tag.Columns, size)
                .put(Tag.PixelSpacing, "0.7", "0.7")
                .put(Tag.BitsAllocated, 16)
                .put(Tag.BitsStored, 12)
                .put(Tag.HighBit, 11)
                .put(Tag.PixelRepresentation, 0)
                .put(Tag.RescaleIntercept, "-1024")
                .put(Tag.RescaleSlope, "1")
                .putBytes(Tag.PixelData, VR.OW, pixels.array());
    }

    private static String uid(String what) {
        return Uid.derived("vuzol demo tomograph", what);
    }

    private record Slice(DataSet dataSet) implements StoreSource {
        @Override
        public String sopClassUid() {
            return SopClass.CTImageStorage;
        }

        @Override
        public String sopInstanceUid() {
            return dataSet.string(Tag.SOPInstanceUID).orElseThrow();
        }

        @Override
        public List<String> transferSyntaxes() {
            return List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
        }

        @Override
        public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
            DicomWriter.writeDataSet(dataSet, syntax, out);
        }
    }
}
