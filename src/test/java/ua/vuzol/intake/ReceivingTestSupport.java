package ua.vuzol.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.Study;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.ReadOptions;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.JourneyEvent;

/** The intake on a real PostgreSQL; the test takes the place of the component {@code dicom:} and of the routes. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
abstract class ReceivingTestSupport {
    private static final AtomicInteger SENDERS = new AtomicInteger();

    @TempDir
    static Path home;

    @Autowired
    Intake intake;

    @Autowired
    Quarantine quarantine;

    @Autowired
    LandingStore landing;

    @Autowired
    Archive archive;

    @Autowired
    Journey journey;

    @Autowired
    JdbcClient jdbc;

    /** The AE title that sends in this test, which no other test has used. */
    String sender;

    @DynamicPropertySource
    static void onAHomeOfItsOwn(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        Files.writeString(
                mappings.resolve("dicom/peers.yaml"),
                """
                unlisted: local
                peers:
                  CT1: {source: tomograph}
                  VIEWER: {may: [query]}
                """);
        registry.add("vuzol.home", home.resolve("data")::toString);
        registry.add("vuzol.routes", routes::toString);
        registry.add("vuzol.mappings", mappings::toString);
    }

    @BeforeEach
    void aSenderOfItsOwn() {
        sender = "SENDER" + SENDERS.incrementAndGet();
    }

    /** Gives the sender of this test a profile. */
    void profile(String yaml) {
        try {
            Files.writeString(home.resolve("mappings/sources/" + sender + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small object with UIDs and a patient of its own. */
    static DataSet object() {
        return new DataSet()
                .put(Tag.SOPClassUID, SopClass.CTImageStorage)
                .put(Tag.SOPInstanceUID, Uid.random())
                .put(Tag.StudyDate, "20260301")
                .put(Tag.Modality, "CT")
                .put(Tag.PatientName, "Shevchenko^Taras")
                .put(Tag.PatientID, UUID.randomUUID().toString())
                .put(Tag.PatientBirthDate, "19610214")
                .put(Tag.PatientSex, "M")
                .put(Tag.StudyInstanceUID, Uid.random())
                .put(Tag.SeriesInstanceUID, Uid.random())
                .put(Tag.SeriesNumber, "1")
                .put(Tag.InstanceNumber, "1")
                .put(Tag.Rows, 2)
                .put(Tag.Columns, 2)
                .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }

    /** Another object of the same series. */
    static DataSet sibling(DataSet of) {
        return object().put(Tag.PatientID, of.string(Tag.PatientID).orElseThrow())
                .put(Tag.StudyInstanceUID, of.string(Tag.StudyInstanceUID).orElseThrow())
                .put(Tag.SeriesInstanceUID, of.string(Tag.SeriesInstanceUID).orElseThrow());
    }

    /** Text as a console writes it, whatever (0008,0005) says. */
    static DataSet putText(DataSet dataSet, int tag, VR vr, String text, String encoding) {
        return dataSet.putBytes(tag, vr, text.getBytes(encoding(encoding)));
    }

    static Charset encoding(String name) {
        return ua.vuzol.text.Encodings.find(name).orElseThrow();
    }

    static byte[] file(DataSet dataSet, TransferSyntax syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomWriter.write(DicomObject.of(dataSet, syntax), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] file(DataSet dataSet) {
        return file(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    long receive(byte[] content) {
        return receive(sender, content);
    }

    long receive(String callingAe, byte[] content) {
        try {
            Path spooled =
                    Files.write(landing.arriving().resolve(UUID.randomUUID().toString()), content);
            return intake.receive(
                    spooled,
                    callingAe,
                    "VUZOL",
                    "127.0.0.1",
                    SopClass.CTImageStorage,
                    "",
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                    Sha256.of(content),
                    content.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the routes do with all that was received. */
    void normaliseAll() {
        intake.unsignalledObjects().forEach(intake::normalise);
    }

    long send(DataSet dataSet) {
        return send(file(dataSet));
    }

    long send(byte[] content) {
        long id = receive(content);
        normaliseAll();
        return id;
    }

    String state(long id) {
        return jdbc.sql("select state from received_object where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    Optional<Study> study(DataSet dataSet) {
        return archive.study(dataSet.string(Tag.StudyInstanceUID).orElseThrow());
    }

    byte[] stored(DataSet dataSet) {
        return stored(dataSet.string(Tag.SOPInstanceUID).orElseThrow());
    }

    byte[] stored(String sopInstanceUid) {
        try (var in = archive.open(sopInstanceUid).orElseThrow()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataSet read(byte[] file) {
        try {
            return DicomReader.read(new java.io.ByteArrayInputStream(file), ReadOptions.defaults())
                    .dataSet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<QuarantineEntry> quarantined() {
        return quarantine.open().stream()
                .filter(entry -> entry.source().equals(sender))
                .toList();
    }

    List<String> timeline(DataSet dataSet) {
        return journey.timeline(dataSet.string(Tag.StudyInstanceUID).orElseThrow()).stream()
                .map(JourneyEvent::text)
                .toList();
    }
}
