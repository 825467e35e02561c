package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * Data sets, those of the real files where they are there, written with mistakes and read again: nothing but the typed
 * exceptions comes out, and what could be read is written so that it is read and written the same once more.
 *
 * <p>For two seconds; for longer with {@code -Dvuzol.fuzz.seconds=600}. A failure names the seed, and
 * {@code -Dvuzol.fuzz.seed=...} begins with it.
 */
class FuzzTest {

    private static final Duration TIME = Duration.ofSeconds(Long.getLong("vuzol.fuzz.seconds", 2));
    private static final long FIRST_SEED = Long.getLong("vuzol.fuzz.seed", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ReadOptions OPTIONS = ReadOptions.defaults().withMaxElements(20_000);

    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
            TransferSyntax.JPEG_BASELINE);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenWithMistakesIsReadOrRefused() throws IOException {
        List<DataSet> sources = sources();
        long end = System.nanoTime() + TIME.toNanos();
        int read = 0;
        int refused = 0;
        for (long seed = FIRST_SEED; System.nanoTime() < end; seed++) {
            byte[] file = mutated(sources, seed);
            long start = System.nanoTime();
            try {
                check(file);
                read++;
            } catch (DicomException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
                refused++;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Seed " + seed, e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seed %d", seed)
                    .isLessThan(PATIENCE);
        }
        assertThat(read).as("read, and %d refused", refused).isGreaterThan(10);
        assertThat(refused).as("refused, and %d read", read).isGreaterThan(10);
    }

    private void check(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("fuzz.dcm"), bytes);
        byte[] fromFile = DicomTestSupport.file(DicomReader.read(file, OPTIONS.withBulkThreshold(16)));
        DicomObject object = DicomReader.read(new ByteArrayInputStream(bytes), OPTIONS);
        decode(object.dataSet());
        byte[] once = DicomTestSupport.file(object);
        assertThat(once).as("from the stream as from the file").isEqualTo(fromFile);
        DicomObject again = DicomReader.read(new ByteArrayInputStream(once), OPTIONS);
        assertThat(DicomTestSupport.file(again)).as("written twice").isEqualTo(once);
    }

    /** Asks for everything that can be asked for. */
    private static void decode(DataSet root) throws IOException {
        Deque<DataSet> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            for (Element element : open.pop()) {
                assertThat(element.strings()).isNotNull();
                if (element.value() instanceof Value.Items items) {
                    open.addAll(items.dataSets());
                } else if (element.vr() == VR.UN) {
                    orRefused(() -> DicomReader.items(element, OPTIONS));
                }
            }
        }
        orRefused(() -> DirectoryRecord.tree(root));
        orRefused(() -> {
            EncapsulatedFrames frames = EncapsulatedFrames.of(root);
            return frames.frame(frames.count() - 1).open().readAllBytes();
        });
    }

    private interface Question {
        Object ask() throws IOException;
    }

    private static void orRefused(Question question) throws IOException {
        try {
            assertThat(question.ask()).isNotNull();
        } catch (DicomException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static byte[] mutated(List<DataSet> sources, long seed) throws IOException {
        Random random = new Random(seed);
        DataSet source = sources.get(random.nextInt(sources.size()));
        TransferSyntax syntax = SYNTAXES.get(random.nextInt(SYNTAXES.size()));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[128]);
        file.write("DICM".getBytes(StandardCharsets.US_ASCII));
        DataSet meta = new DataSet().put(Tag.TransferSyntaxUID, syntax.uid());
        Encoding explicit = Encoding.EXPLICIT_LITTLE_ENDIAN;
        if (random.nextInt(8) == 0) {
            file.write(MutatingEncoder.encode(meta, explicit, random));
        } else {
            DataSetEncoder.encode(meta, explicit, file);
        }
        file.write(MutatingEncoder.encode(source, Encoding.of(syntax), random));
        return file.toByteArray();
    }

    private static List<DataSet> sources() throws IOException {
        List<DataSet> sources = new ArrayList<>(generated());
        try {
            for (Path file : DicomTestSupport.realFiles()) {
                String name = DicomTestSupport.name(file);
                if (!RoundTripTest.NOT_READ.containsKey(name) && !name.startsWith("series")) {
                    sources.add(DicomReader.read(file).dataSet());
                }
            }
        } catch (TestAbortedException noRealFiles) {
            assertThat(sources).isNotEmpty();
        }
        return sources;
    }

    private static List<DataSet> generated() {
        DataSet encapsulated = DicomTestSupport.image().put(Tag.NumberOfFrames, 2);
        EncapsulatedFrames.put(encapsulated, List.of(BulkData.of(new byte[5]), BulkData.of(new byte[8])));
        DataSet directory = new DataSet();
        DirectoryRecord record = new DirectoryRecord(new DataSet().put(Tag.DirectoryRecordType, "PATIENT"));
        record.lower().add(new DirectoryRecord(new DataSet().put(Tag.DirectoryRecordType, "STUDY")));
        DirectoryRecord.put(directory, List.of(record));
        DataSet everyVr = new DataSet().put(0x00090010, VR.LO, "FUZZ");
        Stream.of(VR.values())
                .filter(vr -> vr != VR.SQ)
                .forEach(vr -> everyVr.putBytes(0x00091000 + vr.ordinal(), vr, new byte[8]));
        return List.of(DicomTestSupport.image(), encapsulated, directory, everyVr);
    }
}
