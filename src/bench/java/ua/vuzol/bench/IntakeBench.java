package ua.vuzol.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/**
 * How many 8 MB fluorographs a second the whole journey takes, from the folder to the catalogue, beside DCMTK and coreutils:
 * {@code img2dcm} alone, which neither looks into the picture nor syncs what it writes; a chain of commands that gives the
 * same guarantees (a synced copy, the DICOM file, its pixels decoded, the file synced) without keeping books; and synced
 * copies of the TIFF, since DCMTK does not read that.
 *
 * <p>Argument: number of examinations (default 100). {@code ./vuzol bench} builds the hub and runs this in the project's folder.
 */
public final class IntakeBench {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int examinations;
    private final Path work;
    private final int port;

    private IntakeBench(int examinations, Path work, int port) {
        this.examinations = examinations;
        this.work = work;
        this.port = port;
    }

    /** What one run of the hub did. */
    private record Run(
            double filesPerSecond,
            double firstStartSeconds,
            double secondStartSeconds,
            long startedMemoryMiB,
            long peakHeapMiB,
            long peakMemoryMiB) {}

    public static void main(String[] args) throws Exception {
        int examinations = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench");
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            new IntakeBench(examinations, work, port).run();
        } finally {
            delete(work);
        }
    }

    private void run() throws Exception {
        Path jpegs = Files.createDirectories(work.resolve("jpeg"));
        Path tiffs = Files.createDirectories(work.resolve("tiff"));
        long jpegBytes = 0;
        for (int i = 0; i < examinations; i++) {
            jpegBytes += jpeg(jpegs, i);
            tiff(tiffs, i);
        }
        System.out.printf(
                "%d JPEG of %.1f MB and %d TIFF (16 bits) of 8.4 MB, %d processors%n",
                examinations,
                jpegBytes / 1e6 / examinations,
                examinations,
                Runtime.getRuntime().availableProcessors());
        double img2dcm = img2dcm(jpegs);
        double chain = chain(jpegs);
        Run jpegRun = hub("fluorograph", jpegs, work.resolve("home-jpeg"));
        double copies = syncedCopies(tiffs);
        Run tiffRun = hub("tiff-fluorograph", tiffs, work.resolve("home-tiff"));
        print("JPEG, encapsulated", jpegRun, "img2dcm alone", img2dcm);
        print("JPEG, encapsulated", jpegRun, "synced copy, img2dcm, decoded, synced", chain);
        print("TIFF, 16 bits", tiffRun, "two synced copies", copies);
        System.out.printf(
                Locale.ROOT,
                "start to health: %.1f s on an empty home, %.1f s on one with data; resident then %d MiB%n",
                jpegRun.firstStartSeconds(),
                jpegRun.secondStartSeconds(),
                jpegRun.startedMemoryMiB());
    }

    private static void print(String what, Run run, String peer, double peerRate) {
        System.out.printf(
                Locale.ROOT,
                "%-20s vuzol %6.1f images/s | %s %6.1f images/s | ratio %.2f | heap peak %d MiB of 512, resident peak %d MiB%n",
                what,
                run.filesPerSecond(),
                peer,
                peerRate,
                run.filesPerSecond() / peerRate,
                run.peakHeapMiB(),
                run.peakMemoryMiB());
    }

    /** Starts a hub on an empty home, gives it everything at once, waits for the last study, and starts it once more. */
    private Run hub(String source, Path files, Path home) throws Exception {
        long start = System.nanoTime();
        Process process = start(source, home);
        try {
            awaitReady(process);
            double firstStart = seconds(start);
            Path inbox = Files.createDirectories(home.resolve("inbox").resolve(source));
            List<Path> all = list(files);
            long begin = System.nanoTime();
            for (Path file : all) {
                Files.move(file, inbox.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
            long[] heap = new long[1];
            await(process, () -> {
                heap[0] = Math.max(heap[0], heap());
                return get("/api/studies?limit=100000").map(IntakeBench::size).orElse(0) >= examinations;
            });
            double rate = examinations / seconds(begin);
            long resident = residentPeak(process) >> 10;
            stop(process);
            start = System.nanoTime();
            process = start(source, home);
            awaitReady(process);
            return new Run(rate, firstStart, seconds(start), residentPeak(process) >> 10, heap[0] >> 20, resident);
        } finally {
            stop(process);
        }
    }

    private Process start(String source, Path home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("./vuzol", "run").redirectErrorStream(true);
        builder.environment().put("VUZOL_HOME", home.toString());
        builder.environment().put("VUZOL_HTTP_PORT", Integer.toString(port));
        builder.environment().put("VUZOL_MAPPINGS", mappings().toString());
        builder.environment().put("VUZOL_ROUTES", routes().toString());
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve(source + ".log").toFile()));
        return builder.start();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor(1, TimeUnit.MINUTES);
    }

    private void awaitReady(Process process) throws Exception {
        await(process, () -> get("/actuator/health").isPresent());
    }

    private interface Condition {
        boolean met() throws Exception;
    }

    private static void await(Process process, Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.met()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the hub ended or did not finish within " + LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Optional<String> get(String path) throws InterruptedException {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static int size(String array) {
        try {
            return JSON.readTree(array).size();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private long heap() throws InterruptedException {
        return get("/actuator/prometheus").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** VmHWM in KiB. */
    private static long residentPeak(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private double img2dcm(Path jpegs) throws Exception {
        Path out = Files.createDirectories(work.resolve("img2dcm"));
        return inPairs(jpegs, ".jpg", file -> List.of("img2dcm", file.toString(), out.resolve(file.getFileName() + ".dcm").toString()));
    }

    private double chain(Path jpegs) throws Exception {
        Path out = Files.createDirectories(work.resolve("chain"));
        String script = "dd if=$0 of=$1.landed bs=1M conv=fsync status=none && img2dcm $0 $1.dcm"
                + " && dcmdjpeg $1.dcm $1.decoded && rm $1.decoded"
                + " && dd if=$1.dcm of=$1.stored bs=1M conv=fsync status=none";
        return inPairs(
                jpegs,
                ".jpg",
                file -> List.of("sh", "-c", script, file.toString(), out.resolve(file.getFileName()).toString()));
    }

    private double syncedCopies(Path tiffs) throws Exception {
        Path out = Files.createDirectories(work.resolve("copies"));
        String script = "dd if=$0 of=$1 bs=1M conv=fsync status=none && dd if=$1 of=$1.again bs=1M conv=fsync status=none";
        return inPairs(
                tiffs,
                ".tif",
                file -> List.of("sh", "-c", script, file.toString(), out.resolve(file.getFileName()).toString()));
    }

    private double inPairs(Path folder, String ending, java.util.function.Function<Path, List<String>> command)
            throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Path> files =
                list(folder).stream().filter(file -> file.toString().endsWith(ending)).toList();
        long start = System.nanoTime();
        List<Future<Integer>> results = new ArrayList<>();
        for (Path file : files) {
            results.add(two.submit(() -> new ProcessBuilder(command.apply(file)).start().waitFor()));
        }
        for (Future<Integer> result : results) {
            if (result.get() != 0) {
                throw new IllegalStateException("the peer failed");
            }
        }
        two.shutdown();
        return files.size() / seconds(start);
    }

    private Path mappings() throws IOException {
        Path mappings = copy(Path.of("mappings"), work.resolve("mappings"));
        Path sources = mappings.resolve("sources");
        String profile = Files.readString(Path.of("mappings/sources/fluorograph.yaml"))
                .replaceFirst("expected: 2", "expected: 1");
        Files.writeString(sources.resolve("fluorograph.yaml"), profile);
        Files.writeString(sources.resolve("tiff-fluorograph.yaml"), profile.replace("\\.jpe?g", "\\.tif"));
        return mappings;
    }

    private Path routes() throws IOException {
        Path routes = copy(Path.of("routes"), work.resolve("routes"));
        // the files are moved in whole; the throughput is asked for, not the patience
        String route = Files.readString(Path.of("routes/intake/fluorograph.camel.yaml"))
                .replaceFirst("( +)directory:", "$1quietPeriod: 200ms\n$1directory:");
        Files.writeString(routes.resolve("intake/fluorograph.camel.yaml"), route);
        Files.writeString(
                routes.resolve("intake/tiff-fluorograph.camel.yaml"), route.replace("fluorograph", "tiff-fluorograph"));
        return routes;
    }

    /** Detail and noise as a detector has them, so that the file has 8 MB. */
    private static BufferedImage picture(int number, int type, int range) {
        BufferedImage image = new BufferedImage(2048, 2048, type);
        Random random = new Random(number);
        for (int y = 0; y < 2048; y++) {
            for (int x = 0; x < 2048; x++) {
                double body = Math.hypot(x - 1024, (y - 1024) * 0.8) / 1300;
                image.getRaster().setSample(x, y, 0, (int) (range * (0.15 + 0.6 * body) + random.nextInt(range / 5)));
            }
        }
        return image;
    }

    private long jpeg(Path folder, int number) throws IOException {
        Path file = folder.resolve("FL%06d_1.jpg".formatted(number));
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam best = writer.getDefaultWriteParam();
        best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        best.setCompressionQuality(1f);
        BufferedImage wide = new BufferedImage(4096, 2400, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage picture = picture(number, BufferedImage.TYPE_BYTE_GRAY, 255);
        wide.getGraphics().drawImage(picture, 0, 0, null);
        wide.getGraphics().drawImage(picture, 2048, 0, null);
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(wide, null, null), best);
        }
        csv(folder, number);
        return Files.size(file);
    }

    private void tiff(Path folder, int number) throws IOException {
        BufferedImage picture = picture(number, BufferedImage.TYPE_USHORT_GRAY, 4095);
        ImageIO.write(picture, "tiff", folder.resolve("FL%06d_1.tif".formatted(number)).toFile());
        csv(folder, number);
    }

    private static void csv(Path folder, int number) throws IOException {
        String text =
                """
                Номер;Прізвище;Ім'я;По батькові;Дата народження;Стать;РНОКПП;Дата;Час;Направив;Лаборант
                FL%06d;Хворий;Іван;Петрович;01.02.1980;Ч;%010d;12.03.2026;09:41;Лікар О. В.;Коваль Н. П.
                """
                        .formatted(number, 3000000000L + number);
        Files.writeString(folder.resolve("FL%06d.csv".formatted(number)), text, Charset.forName("windows-1251"));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            return to;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
