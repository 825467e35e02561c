package ua.vuzol.bench;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * How many headers of CT files a second are parsed, beside pydicom in one process of its own on the same files: up to the
 * pixel data, which lie behind (as holes, nobody reads them), first without decoding anything and then with every element
 * decoded. Both are warmed; each rate is the median of the rounds.
 *
 * <p>The headers are those of the CT series in {@code ../shared/testdata}, or generated ones where that folder is absent.
 * Argument: number of files (default 1000). {@code ./vuzol bench dicom} runs this in the project's folder.
 */
public final class DicomParseBench {
    private static final Path REAL_SERIES = Path.of("..", "shared", "testdata", "dicom", "series_CT_GE_28");
    private static final int WARM_ROUNDS = 30;
    private static final int ROUNDS = 7;

    private static final String PYDICOM = """
            import sys, time, statistics, pydicom
            files = [line.strip() for line in sys.stdin]
            def lazy(f):
                return len(pydicom.dcmread(f, stop_before_pixels=True))
            def decoded(f):
                return sum(1 for e in pydicom.dcmread(f, stop_before_pixels=True).iterall() if e.value is not None)
            def rate(work):
                times = []
                for _ in range(4):
                    start = time.perf_counter()
                    for f in files:
                        work(f)
                    times.append(time.perf_counter() - start)
                return len(files) / statistics.median(times[1:])
            print(pydicom.__version__, rate(lazy), rate(decoded))
            """;

    private final List<Path> files;

    private DicomParseBench(List<Path> files) {
        this.files = files;
    }

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        Path work = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "bench");
        try {
            new DicomParseBench(files(count, work)).run();
        } finally {
            try (Stream<Path> all = Files.list(work)) {
                for (Path file : all.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(work);
        }
    }

    private interface Work {
        /** Parses one file and gives a number that depends on what was read. */
        long of(Path file) throws IOException;
    }

    private void run() throws IOException, InterruptedException {
        System.out.printf("%d CT headers, one thread%n", files.size());
        double[] lazy = measured(DicomParseBench::lazy);
        double[] decoded = measured(DicomParseBench::decoded);
        String[] peer = pydicom();
        print("lazy", lazy, peer[0], Double.parseDouble(peer[1]));
        print("every element decoded", decoded, peer[0], Double.parseDouble(peer[2]));
    }

    private static void print(String what, double[] measured, String version, double peer) {
        System.out.printf(
                Locale.ROOT,
                "%-22s vuzol %7.0f files/s, %5.1f KB allocated a file | pydicom %s %6.0f files/s | ratio %.1f%n",
                what,
                measured[0],
                measured[1] / 1000,
                version,
                peer,
                measured[0] / peer);
    }

    private static long lazy(Path file) throws IOException {
        return DicomReader.read(file, ReadOptions.headerOnly()).dataSet().size();
    }

    private static long decoded(Path file) throws IOException {
        Deque<DataSet> open = new ArrayDeque<>();
        open.push(DicomReader.read(file, ReadOptions.headerOnly()).dataSet());
        long values = 0;
        while (!open.isEmpty()) {
            for (Element element : open.pop()) {
                if (element.value() instanceof Value.Items items) {
                    items.dataSets().forEach(open::push);
                } else {
                    values += element.strings().size();
                }
            }
        }
        return values;
    }

    /** Files a second, and bytes allocated for each. */
    private double[] measured(Work work) throws IOException {
        for (int i = 0; i < WARM_ROUNDS; i++) {
            round(work);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        double[] rates = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rates[i] = files.size() / round(work);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        Arrays.sort(rates);
        return new double[] {rates[ROUNDS / 2], (double) allocated / ROUNDS / files.size()};
    }

    private double round(Work work) throws IOException {
        long start = System.nanoTime();
        long read = 0;
        for (Path file : files) {
            read += work.of(file);
        }
        if (read == 0) {
            throw new IllegalStateException("Nothing was read");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private String[] pydicom() throws IOException, InterruptedException {
        Process python = new ProcessBuilder("/usr/bin/python3", "-W", "ignore", "-c", PYDICOM)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var names = python.outputWriter()) {
            for (Path file : files) {
                names.write(file + "\n");
            }
        }
        String answer = new String(python.getInputStream().readAllBytes()).strip();
        if (python.waitFor() != 0) {
            throw new IllegalStateException("pydicom is missing or failed; install it (Debian: python3-pydicom)");
        }
        return answer.split(" ");
    }

    private static List<Path> files(int count, Path work) throws IOException {
        List<Path> sources = Files.isDirectory(REAL_SERIES) ? real() : List.of(generated(work));
        List<Path> files = IntStream.range(0, count)
                .mapToObj(i -> work.resolve(i + ".dcm"))
                .toList();
        for (int i = 0; i < count; i++) {
            copyHeader(sources.get(i % sources.size()), files.get(i));
        }
        return files;
    }

    private static List<Path> real() throws IOException {
        try (Stream<Path> series = Files.list(REAL_SERIES)) {
            return series.sorted().toList();
        }
    }

    /** A copy with a hole where the pixels are. */
    private static void copyHeader(Path from, Path to) throws IOException {
        Value pixels = DicomReader.read(from).dataSet().get(Tag.PixelData).orElseThrow().value();
        if (!(pixels instanceof Value.Bulk bulk && bulk.data() instanceof BulkData.FileRange range)) {
            throw new IllegalArgumentException(from + " has no native pixel data of its own");
        }
        try (var in = Files.newInputStream(from);
                var out = Files.newOutputStream(to)) {
            out.write(in.readNBytes((int) range.offset()));
        }
        try (RandomAccessFile file = new RandomAccessFile(to.toFile(), "rw")) {
            file.setLength(range.offset() + range.length());
        }
    }

    /** What a CT writes: some two hundred elements, private ones and sequences among them. */
    private static Path generated(Path work) throws IOException {
        DataSet dataSet = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .put(Tag.SOPInstanceUID, "2.25.1")
                .put(Tag.Modality, "CT")
                .put(Tag.PatientName, "Generated^Header")
                .put(Tag.PatientID, "1")
                .put(Tag.StudyDate, "20240101")
                .put(Tag.PixelSpacing, "0.5", "0.5")
                .put(Tag.ImagePositionPatient, "-125", "-125", "0")
                .put(Tag.Rows, 512)
                .put(Tag.Columns, 512);
        for (int group : new int[] {0x0009, 0x0019, 0x0043}) {
            dataSet.put(group << 16 | 0x0010, VR.LO, "BENCH");
            for (int i = 0; i < 50; i++) {
                dataSet.put(group << 16 | 0x1000 | i, i % 2 == 0 ? VR.DS : VR.SS, String.valueOf(i));
            }
        }
        for (int i = 0; i < 4; i++) {
            dataSet.addItem(Tag.ProcedureCodeSequence, new DataSet().put(Tag.CodeValue, "1").put(Tag.CodeMeaning, "x"));
        }
        dataSet.putBulk(
                Tag.PixelData, VR.OW, BulkData.of(512 * 512 * 2, () -> new ByteArrayInputStream(new byte[512 * 512 * 2])));
        Path file = work.resolve("generated");
        DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
        return file;
    }
}
