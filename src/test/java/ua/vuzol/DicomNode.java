package ua.vuzol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.NodeAddress;

/** The hub as a DICOM node: a deployment of its own, objects to give it, and what it answers when it is asked for them. */
public final class DicomNode {
    private static final String FIND = SopClass.StudyRootQueryRetrieveInformationModelFind;

    private DicomNode() {}

    /** The environment of a hub with copies of the project's routes and mappings. */
    public static Map<String, String> deployment(Path directory) {
        return new HashMap<>(Map.of(
                "VUZOL_ROUTES",
                        Deployment.copyOf("routes", directory.resolve("routes")).toString(),
                "VUZOL_MAPPINGS",
                        Deployment.copyOf("mappings", directory.resolve("mappings"))
                                .toString()));
    }

    /** Has a deployment send everything to a node of this machine. */
    public static void deliverTo(Map<String, String> deployment, String aeTitle, int port) throws IOException {
        Files.writeString(
                Path.of(deployment.get("VUZOL_MAPPINGS"), "destinations.yaml"),
                """
                destinations:
                  pacs: {aeTitle: %s, host: 127.0.0.1, port: %d, receives: all, window: 2}
                """
                        .formatted(aeTitle, port));
    }

    /** Images of many sizes, each with pixels of its own. */
    public static List<Path> images(Path folder, int count, int perStudy, Random random) throws IOException {
        Files.createDirectories(folder);
        String run = String.valueOf(random.nextInt(1 << 30));
        return IntStream.range(0, count)
                .mapToObj(number -> image(folder, "2.25.%s%s".formatted(7, run), number, number / perStudy, random))
                .toList();
    }

    private static Path image(Path folder, String root, int number, int study, Random random) {
        int rows = 80 + random.nextInt(120);
        byte[] pixels = new byte[rows * 128 * 2];
        random.nextBytes(pixels);
        DataSet image = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, SopClass.CTImageStorage)
                .put(Tag.SOPInstanceUID, root + ".3." + number)
                .put(Tag.StudyDate, "20260115")
                .put(Tag.StudyTime, "101530")
                .put(Tag.AccessionNumber, "A" + study)
                .put(Tag.Modality, "CT")
                .putEmpty(Tag.ReferringPhysicianName)
                .put(Tag.PatientName, "Хворий%d^Іван".formatted(study))
                .put(Tag.PatientID, "P" + study)
                .put(Tag.PatientBirthDate, "19800201")
                .put(Tag.PatientSex, "M")
                .put(Tag.StudyInstanceUID, root + ".1." + study)
                .put(Tag.SeriesInstanceUID, root + ".2." + study)
                .put(Tag.StudyID, "1")
                .put(Tag.SeriesNumber, "1")
                .put(Tag.InstanceNumber, String.valueOf(number))
                .put(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .put(Tag.Rows, rows)
                .put(Tag.Columns, 128)
                .put(Tag.BitsAllocated, 16)
                .put(Tag.BitsStored, 16)
                .put(Tag.HighBit, 15)
                .put(Tag.PixelRepresentation, 0)
                .putBytes(Tag.PixelData, VR.OW, pixels);
        Path file = folder.resolve("%06d.dcm".formatted(number));
        try {
            DicomWriter.write(DicomObject.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return file;
    }

    /** The SOP Instance UIDs that a C-FIND at image level tells, one that it tells twice also twice. */
    public static List<String> found(int port, List<StudySeries> among) throws IOException {
        AssociationOptions options =
                AssociationOptions.builder("PROOF").context(FIND).build();
        List<String> found = new java.util.ArrayList<>();
        try (DicomNetwork network = new DicomNetwork();
                Association association = network.connect(NodeAddress.of("VUZOL", "127.0.0.1", port), options)) {
            for (StudySeries one : among) {
                DataSet identifier = new DataSet()
                        .put(Tag.QueryRetrieveLevel, "IMAGE")
                        .put(Tag.StudyInstanceUID, one.studyUid())
                        .put(Tag.SeriesInstanceUID, one.seriesUid())
                        .putEmpty(Tag.SOPInstanceUID);
                association
                        .find(FIND, identifier)
                        .matches()
                        .forEach(match ->
                                found.add(match.string(Tag.SOPInstanceUID).orElseThrow()));
            }
        }
        return found;
    }

    /** Where an object is in the hierarchy. */
    public record StudySeries(String studyUid, String seriesUid) {

        public static StudySeries of(DataSet dataSet) {
            return new StudySeries(
                    dataSet.string(Tag.StudyInstanceUID).orElseThrow(),
                    dataSet.string(Tag.SeriesInstanceUID).orElseThrow());
        }
    }
}
