package ua.vuzol.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NodeAddress;

/**
 * Objects a second by C-STORE beside DCMTK: receiving from {@code storescu} as {@link StoreReceiver} does and as {@code storescp
 * --fork +B} does, and sending to the latter as the toolkit does and as {@code storescu} does. All write files and sync nothing.
 * Receivers run throughout, and two rounds are not measured. Rounds alternate, so that a noisy machine is unfair to both; the
 * ratio is that of the medians.
 *
 * <p>Arguments: number of objects (2000), rounds (5). Each object has 512 KiB of pixels. DCMTK runs with TCP_NODELAY=1, without
 * which its delays would flatter us.
 */
public final class DicomNetworkBench {
    private static final int PIXEL_BYTES = 512 * 1024;
    /** A server runs for months: what it compiles and caches at first does not count. */
    private static final int UNMEASURED_ROUNDS = 2;


    private final Path work;
    private final List<Path> files;
    private final int rounds;

    private DicomNetworkBench(Path work, List<Path> files, int rounds) {
        this.work = work;
        this.files = files;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        int objects = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "dicom-bench");
        try {
            new DicomNetworkBench(work, objects(Files.createDirectory(work.resolve("objects")), objects), rounds).run();
        } finally {
            delete(work);
        }
    }

    private static List<Path> objects(Path folder, int count) throws IOException {
        byte[] pixels = new byte[PIXEL_BYTES];
        new Random(1).nextBytes(pixels);
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            DataSet dataSet = new DataSet()
                    .put(Tag.SOPClassUID, SopClass.CTImageStorage)
                    .put(Tag.SOPInstanceUID, "2.25.1000" + i)
                    .put(Tag.PatientID, "BENCH")
                    .put(Tag.StudyInstanceUID, "2.25.1")
                    .put(Tag.SeriesInstanceUID, "2.25.2")
                    .put(Tag.InstanceNumber, i)
                    .put(Tag.SamplesPerPixel, 1)
                    .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                    .put(Tag.Rows, 512)
                    .put(Tag.Columns, 512)
                    .put(Tag.BitsAllocated, 16)
                    .putBytes(Tag.PixelData, VR.OW, pixels);
            Path file = folder.resolve(i + ".dcm");
            DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
            files.add(file);
        }
        return files;
    }

    private void run() throws Exception {
        System.out.printf("%d objects of %d KiB, %d rounds%n", files.size(), PIXEL_BYTES / 1024, rounds);
        try (Receiver ours = us();
                Receiver storescp = storescp()) {
            for (int associations : new int[] {1, 4}) {
                Sender storescu = port -> storescu(port, associations);
                String what = ", " + associations + " association(s)";
                compare("receive" + what, new Side(ours, storescu), "storescp", new Side(storescp, storescu));
                Sender us = port -> us(port, associations);
                compare("send" + what, new Side(storescp, us), "storescu", new Side(storescp, storescu));
            }
        }
    }

    /** Who sends to whom. */
    private record Side(Receiver receiver, Sender sender) {}

    private void compare(String what, Side us, String peer, Side them) throws Exception {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int round = -UNMEASURED_ROUNDS; round < rounds; round++) {
            double one = rate(us);
            double other = rate(them);
            if (round >= 0) {
                ours[round] = one;
                theirs[round] = other;
            }
        }
        report(what, ours, peer, theirs);
    }

    private double rate(Side side) throws Exception {
        Path folder = side.receiver.folder;
        delete(folder);
        Files.createDirectories(folder);
        long start = System.nanoTime();
        side.sender.sendTo(side.receiver.port);
        double rate = files.size() / ((System.nanoTime() - start) / 1e9);
        try (Stream<Path> received = Files.list(folder)) {
            if (received.count() < files.size()) {
                throw new IllegalStateException("Not all objects arrived");
            }
        }
        return rate;
    }

    private static void report(String what, double[] ours, String peer, double[] theirs) {
        System.out.printf(
                Locale.ROOT,
                "%s: Vuzol %.0f/s, %s %.0f/s, ratio %.2f%n",
                what,
                median(ours),
                peer,
                median(theirs),
                median(ours) / median(theirs));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    // ---- receivers ----

    /** A process that writes what it receives into a folder. */
    private record Receiver(Process process, int port, Path folder) implements AutoCloseable {

        /** One of ours tells at the end what it allocated. */
        @Override
        public void close() throws Exception {
            process.getOutputStream().close();
            Optional.ofNullable(process.inputReader().readLine())
                    .map(line -> line.split(" "))
                    .ifPresent(counts -> System.out.printf(
                            Locale.ROOT,
                            "allocated per received MB: %.0f KB%n",
                            Double.parseDouble(counts[0]) / 1e3 / (Double.parseDouble(counts[1]) / 1e6)));
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
        }
    }

    private Receiver us() throws Exception {
        Path folder = Files.createDirectories(work.resolve("ours"));
        Process receiver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        "target/test-classes:target/classes:target/vuzol/lib/*",
                        StoreReceiver.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int port = Integer.parseInt(receiver.inputReader().readLine());
        return new Receiver(receiver, port, folder);
    }

    private Receiver storescp() throws Exception {
        Path folder = Files.createDirectories(work.resolve("storescp"));
        int port = freePort();
        Process receiver = dcmtk("storescp", "--fork", "+B", "-od", folder.toString(), String.valueOf(port));
        awaitListening(port);
        return new Receiver(receiver, port, folder);
    }

    // ---- senders ----

    /** Sends all files to a port. */
    @FunctionalInterface
    private interface Sender {
        void sendTo(int port) throws Exception;
    }

    private void storescu(int port, int associations) throws Exception {
        inParallel(parts(associations), part -> storescu(port, part));
    }

    private static void storescu(int port, List<Path> part) throws Exception {
        List<String> command = new ArrayList<>(List.of("storescu", "localhost", String.valueOf(port)));
        part.forEach(file -> command.add(file.toString()));
        if (dcmtk(command.toArray(String[]::new)).waitFor() != 0) {
            throw new IllegalStateException("storescu failed");
        }
    }

    private void us(int port, int associations) throws Exception {
        try (DicomNetwork network = new DicomNetwork()) {
            AssociationOptions options = AssociationOptions.builder("BENCH")
                    .context(SopClass.CTImageStorage, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                    .build();
            inParallel(parts(associations), part -> {
                try (Association association =
                        network.connect(NodeAddress.of("STORESCP", "localhost", port), options)) {
                    for (Path file : part) {
                        association.store(FileSource.of(file)).orThrow();
                    }
                }
            });
        }
    }

    private List<List<Path>> parts(int count) {
        int size = files.size() / count;
        return IntStream.range(0, count)
                .mapToObj(i -> files.subList(i * size, i == count - 1 ? files.size() : (i + 1) * size))
                .toList();
    }

    /** Does something with some files. */
    @FunctionalInterface
    private interface Work {
        void on(List<Path> part) throws Exception;
    }

    private static void inParallel(List<List<Path>> parts, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (List<Path> part : parts) {
                tasks.add(() -> {
                    work.on(part);
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    // ---- help ----

    private static Process dcmtk(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TCP_NODELAY", "1");
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static void awaitListening(int port) throws IOException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("localhost", port));
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
