package ua.vuzol.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;

/** The archive on a real PostgreSQL, without routes, and small objects for it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
public abstract class ArchiveTestSupport {
    @TempDir
    protected static Path home;

    @Autowired
    protected Archive archive;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected TransactionTemplate transaction;

    @DynamicPropertySource
    static void onAHomeOfItsOwn(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        registry.add("vuzol.home", home.resolve("data")::toString);
        registry.add("vuzol.routes", routes::toString);
    }

    protected static DataSet object(String studyUid, String seriesUid) {
        DataSet dataSet = new DataSet();
        dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        dataSet.put(Tag.SOPClassUID, SopClass.SecondaryCaptureImageStorage);
        dataSet.put(Tag.SOPInstanceUID, Uid.random());
        dataSet.put(Tag.SeriesInstanceUID, seriesUid);
        dataSet.put(Tag.StudyInstanceUID, studyUid);
        dataSet.put(Tag.PatientName, "Шевченко^Тарас");
        dataSet.put(Tag.PatientID, "P-" + studyUid.substring(studyUid.length() - 12));
        dataSet.put(Tag.Modality, "OT");
        return dataSet;
    }

    /** An object of a study of its own. */
    protected static DataSet object() {
        return object(Uid.random(), Uid.random());
    }

    protected NewObject staged(DataSet dataSet) {
        return new NewObject(
                written(archive.stagingDirectory(), dataSet), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(), dataSet);
    }

    /** A file as in a landing store. */
    protected static NewObject landed(Path folder, DataSet dataSet) {
        return new NewObject(
                written(folder, dataSet),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                dataSet,
                Optional.empty(),
                NewObject.Placement.LINK,
                Optional.of("CT1"));
    }

    private static Path written(Path folder, DataSet dataSet) {
        try {
            Path file = Files.createDirectories(folder).resolve(UUID.randomUUID() + ".dcm");
            DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    protected static String text(DataSet dataSet, int tag) {
        return dataSet.string(tag).orElseThrow();
    }
}
