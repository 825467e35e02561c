package ua.vuzol.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ua.vuzol.HubProcess;
import ua.vuzol.MllpClient;

/**
 * How many orders a second the hub takes over 10 connections with all its promises kept - AA says that the message, the patient
 * and the worklist item are committed - beside camel-netty that parses by HAPI and keeps nothing. Each sender waits for an answer
 * before it sends the next message; then the same with 16 messages of a connection under way.
 *
 * <p>Arguments: number of messages a round (10000), rounds (5). Both run throughout, five rounds are not measured, the sides take
 * turns, medians are compared. Half of the orders of a round are for new patients, half for patients of the round before.
 */
public final class Hl7Bench {
    private static final int CONNECTIONS = 10;
    private static final int UNDER_WAY = 16;
    /** A server runs for months: what it compiles and caches at first does not count. */
    private static final int UNMEASURED_ROUNDS = 5;

    private static final Duration START = Duration.ofMinutes(1);

    private final int messages;
    private final int rounds;
    /** With round and number it makes numbers of orders that SH (16 characters) has room for, as those of a MIS mostly do. */
    private final String run =
            Long.toString(System.nanoTime() & 0x3FFF_FFFF, Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    private int round;

    private Hl7Bench(int messages, int rounds) {
        this.messages = messages;
        this.rounds = rounds;
    }

    private record Side(String name, int port) {}

    /** Of one round: messages a second, and times of answers in milliseconds, ascending. */
    private record Result(double rate, double[] millis, long accepted) {
        double percentile(double share) {
            return millis[(int) Math.min(millis.length - 1, Math.round(share * millis.length))];
        }
    }

    /** Of one connection. */
    private record Answers(double[] millis, long accepted) {}

    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "hl7-bench");
        try {
            new Hl7Bench(messages, rounds).run(work);
        } finally {
            delete(work);
        }
    }

    private void run(Path work) throws Exception {
        int peerPort = HubProcess.freePort();
        Process peer = peer(peerPort, work);
        try (HubProcess hub = HubProcess.start(work.resolve("home"), Map.of(), "-XX:+UseSerialGC")) {
            awaitPort(peerPort);
            List<Side> sides = List.of(new Side("Vuzol", hub.mllpPort()), new Side("camel-netty + HAPI", peerPort));
            System.out.printf("%d messages a round, %d connections, %d rounds%n", messages, CONNECTIONS, rounds);
            compare("one under way", sides, 1);
            compare(UNDER_WAY + " under way", sides, UNDER_WAY);
        } finally {
            peer.destroy();
            peer.waitFor();
        }
    }

    private void compare(String what, List<Side> sides, int underWay) throws Exception {
        List<List<Result>> results = new ArrayList<>();
        sides.forEach(side -> results.add(new ArrayList<>()));
        for (int i = -UNMEASURED_ROUNDS; i < rounds; i++) {
            round++;
            for (int side = 0; side < sides.size(); side++) {
                Result result = send(sides.get(side).port(), underWay);
                if (i >= 0) {
                    results.get(side).add(result);
                }
            }
        }
        for (int side = 0; side < sides.size(); side++) {
            Result middle = median(results.get(side));
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s %.0f/s, answer after %.1f ms (median), %.1f ms (99th percentile), AA %d of %d%n",
                    what,
                    sides.get(side).name(),
                    middle.rate(),
                    middle.percentile(0.5),
                    middle.percentile(0.99),
                    middle.accepted(),
                    messages);
        }
        System.out.printf(
                Locale.ROOT,
                "%s: ratio %.2f%n",
                what,
                median(results.get(0)).rate() / median(results.get(1)).rate());
    }

    private Result send(int port, int underWay) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Answers>> tasks = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                List<byte[]> orders = orders(connection);
                tasks.add(() -> send(port, orders, underWay));
            }
            long start = System.nanoTime();
            List<Future<Answers>> answers = senders.invokeAll(tasks);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<double[]> all = new ArrayList<>();
            long accepted = 0;
            for (Future<Answers> each : answers) {
                all.add(each.get().millis());
                accepted += each.get().accepted();
            }
            double[] millis = all.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
            return new Result(millis.length / seconds, millis, accepted);
        } finally {
            senders.shutdown();
        }
    }

    private static Answers send(int port, List<byte[]> orders, int underWay) throws IOException {
        double[] millis = new double[orders.size()];
        long[] sent = new long[orders.size()];
        long accepted = 0;
        try (MllpClient client = MllpClient.connect(port)) {
            int next = 0;
            for (int answered = 0; answered < orders.size(); answered++) {
                while (next < orders.size() && next - answered < underWay) {
                    sent[next] = System.nanoTime();
                    client.write(orders.get(next++));
                }
                accepted += new String(client.read(), UTF_8).contains("MSA|AA|") ? 1 : 0;
                millis[answered] = (System.nanoTime() - sent[answered]) / 1e6;
            }
        }
        return new Answers(millis, accepted);
    }

    private List<byte[]> orders(int connection) {
        List<byte[]> orders = new ArrayList<>();
        for (int i = connection; i < messages; i += CONNECTIONS) {
            boolean known = i / CONNECTIONS % 2 == 0;
            String patient = run + (known ? round - 1 : round) + "." + (known ? i + CONNECTIONS : i);
            orders.add(order(run + round + "." + i, patient));
        }
        return orders;
    }

    private static byte[] order(String number, String patient) {
        return MllpClient.bytes(
                """
                MSH|^~\\&|MIS|CLINIC|VUZOL|RADIOLOGY|20260301101500||ORM^O01|%1$s|P|2.3.1||||||UNICODE UTF-8
                PID|1||%2$s^^^MIS||Шевченко^Тарас^Григорович||19610214|M|||вул. Хрещатик 1^^Київ^^01001^UA||+380441234567
                PV1|1|O|||||12345^Лікар^Іван^Петрович
                ORC|NW|%1$s^MIS|||SC||^^^20260302093000^^R
                OBR|1|%1$s^MIS||CT-HEAD^КТ голови^L|||20260302093000|||||||||12345^Лікар^Іван^Петрович||||||||CT|||^^^20260302093000^^R
                """
                        .formatted(number, patient),
                UTF_8);
    }

    private static Process peer(int port, Path work) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        Hl7Peer.class.getName(),
                        Integer.toString(port))
                // HAPI writes a file for its message numbers there
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("peer.log").toFile())
                .start();
    }

    /** Maven runs benchmarks in a class loader of its own. */
    private static String classPath() {
        if (!(Hl7Bench.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
    }

    private static void awaitPort(int port) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (MllpClient client = MllpClient.connect(port)) {
                return;
            } catch (ConnectException e) {
                if (System.nanoTime() - start > START.toNanos()) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static Result median(List<Result> results) {
        return results.stream()
                .sorted(Comparator.comparingDouble(Result::rate))
                .toList()
                .get(results.size() / 2);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
