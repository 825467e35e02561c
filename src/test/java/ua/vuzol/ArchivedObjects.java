package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.net.TestObjects;

/** What a hub must have once it answered Success: each object once, whole, and to be found. */
public final class ArchivedObjects {
    private final HubProcess hub;
    private final JdbcClient database;

    private ArchivedObjects(HubProcess hub, JdbcClient database) {
        this.hub = hub;
        this.database = database;
    }

    public static ArchivedObjects of(HubProcess hub) {
        return of(hub, HubDatabase.of(hub.home()));
    }

    public static ArchivedObjects of(HubProcess hub, JdbcClient database) {
        return new ArchivedObjects(hub, database);
    }

    private record Row(String uid, String sha256, String location) {}

    /** Waits until the catalogue has so many. */
    public void await(int count) {
        Awaitility.await().atMost(3, MINUTES).ignoreExceptions().until(() -> rows().size() >= count);
    }

    private List<Row> rows() {
        return database.sql("select uid, sha256, location from instance")
                .query(Row.class)
                .list();
    }

    /** Waits for them, and fails unless the hub has these files' objects, no others, and nothing in quarantine. */
    public void assertExactly(Collection<Path> files) throws IOException {
        assertHas(files);
        assertThat(rows()).hasSameSizeAs(files);
        assertThat(hub.json("/api/quarantine")).isEmpty();
    }

    /** Waits for them, and fails unless the hub has these files' objects, each once, whole and to be found. */
    public void assertHas(Collection<Path> files) throws IOException {
        await(files.size());
        Map<String, Path> sent = files.stream().collect(toMap(file -> uid(dataSet(file)), file -> file));
        List<Row> rows =
                rows().stream().filter(row -> sent.containsKey(row.uid())).toList();
        assertThat(rows).extracting(Row::uid).containsExactlyInAnyOrderElementsOf(sent.keySet());
        for (Row row : rows) {
            Path archived = hub.online().resolve(row.location());
            assertThat(sha256(archived)).as(row.uid()).isEqualTo(row.sha256());
            assertThat(TestObjects.content(archived)).as(row.uid()).isEqualTo(TestObjects.content(sent.get(row.uid())));
        }
        List<DicomNode.StudySeries> series = files.stream()
                .map(file -> DicomNode.StudySeries.of(dataSet(file)))
                .distinct()
                .toList();
        assertThat(DicomNode.found(hub.dicomPort(), series)).containsExactlyInAnyOrderElementsOf(sent.keySet());
        assertThat(series).allSatisfy(one -> assertThat(hub.json("/api/studies/" + one.studyUid() + "/timeline"))
                .extracting(event -> event.path("step").asText())
                .contains("STORED"));
    }

    /** Waits until nothing that was received waits to be normalised. */
    public void awaitNothingWaits() {
        Awaitility.await().atMost(3, MINUTES).ignoreExceptions().until(() -> database.sql(
                        "select count(*) from received_object where state = 'LANDED'")
                .query(Long.class)
                .single()
                .equals(0L));
    }

    static DataSet dataSet(Path file) {
        try {
            return DicomReader.read(file).dataSet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String uid(DataSet dataSet) {
        return dataSet.string(Tag.SOPInstanceUID).orElseThrow();
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
