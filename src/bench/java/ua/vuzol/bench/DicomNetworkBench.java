package ua.vuzol.bench;

import java.io.BufferedReader;
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
 * Each receiver takes all objects once before it is measured. Rounds alternate, so that a noisy machine is unfair to both; the
 * ratio is that of the medians.
 *
 * <p>Arguments: number of objects (2000), rounds (5). Each object has 512 KiB of pixels. DCMTK runs with TCP_NODELAY=1, without
 * which its delays would flatter us.
 */
public final class DicomNetworkBench {
    private static final int PIXEL_BYTES = 512 * 1024;

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
        for (int associations : new int[] {1, 4}) {
            compare(
                    "receive, " + associations + " association(s)",
                    () -> receivedByUs(associations),
                    "storescp",
                    () -> receivedByStorescp(port -> storescu(port, associations)));
        }
        for (int associations : new int[] {1, 4}) {
            compare(
                    "send, " + associations + " association(s)",
                    () -> receivedByStorescp(port -> us(port, associations)),
                    "storescu",
                    () -> receivedByStorescp(port -> storescu(port, associations)));
        }
    }

    private void compare(String what, Callable<Double> us, String peer, Callable<Double> them) throws Exception {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ours[round] = us.call();
            theirs[round] = them.call();
        }
        report(what, ours, peer, theirs);
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

    private double receivedByUs(int associations) throws Exception {
        Path folder = Files.createDirectories(work.resolve("received"));
        String classpath = "target/test-classes:target/classes:target/vuzol/lib/*";
        Process receiver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classpath,
                        StoreReceiver.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = receiver.inputReader()) {
            int port = Integer.parseInt(told.readLine());
            double rate = secondRate(folder, () -> storescu(port, associations));
            receiver.getOutputStream().close();
            String[] counts = told.readLine().split(" ");
            System.out.printf(
                    Locale.ROOT,
                    "  allocated per stored MB: %.0f KB%n",
                    Double.parseDouble(counts[0]) / 1e3 / (Double.parseDouble(counts[1]) / 1e6));
            return rate;
        } finally {
            end(receiver, folder);
        }
    }

    private double receivedByStorescp(Sender sender) throws Exception {
        Path folder = Files.createDirectories(work.resolve("received"));
        int port = freePort();
        Process receiver = dcmtk("storescp", "--fork", "+B", "-od", folder.toString(), String.valueOf(port));
        try {
            awaitListening(port);
            return secondRate(folder, () -> sender.sendTo(port));
        } finally {
            end(receiver, folder);
        }
    }

    private void end(Process receiver, Path folder) throws Exception {
        receiver.descendants().forEach(ProcessHandle::destroy);
        receiver.destroy();
        receiver.waitFor();
        try (Stream<Path> received = Files.list(folder)) {
            if (received.count() < files.size()) {
                throw new IllegalStateException("Not all objects arrived");
            }
        }
        delete(folder);
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

    /** Runs something that takes time. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    /** Of the second time: a server runs for months, so that what is compiled and cached at first does not count. */
    private double secondRate(Path received, Step step) throws Exception {
        step.run();
        delete(received);
        Files.createDirectories(received);
        long start = System.nanoTime();
        step.run();
        return files.size() / ((System.nanoTime() - start) / 1e9);
    }

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
