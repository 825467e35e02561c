package ua.vuzol.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How many objects a second the hub takes from {@code storescu} with all its promises kept - Success says that the bytes are
 * synced and the row is committed - beside Orthanc, which syncs its files too and has its index in SQLite. What is counted is
 * Success; when the last object can be found is told as well, which in Orthanc is the same moment. Then small objects in many
 * studies, and the same into a hub whose catalogue has a million rows already.
 *
 * <p>Arguments: number of objects (2000), rounds (5). Both run throughout, the first 10,000 objects and the first two rounds of each
 * comparison are not measured, the sides take turns,
 * medians are compared. Each round sends objects of new patients. All processes have TCP_NODELAY=1, without which DCMTK's
 * delays would flatter us.
 */
public final class StoreBench {
    /** A server runs for months: what it compiles and caches at first does not count. */
    private static final int UNMEASURED_OBJECTS = 10_000;

    private static final int UNMEASURED_ROUNDS = 2;

    private static final int SMALL_OBJECTS_FOR_EACH = 5;
    private static final int MILLION = 1_000_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final int rounds;
    private final Path work;

    private StoreBench(int rounds, Path work) {
        this.rounds = rounds;
        this.work = work;
    }

    /** What one round came to, in objects a second: until the last Success, and until the last could be found. */
    private record Rate(double received, double catalogued) {}

    public static void main(String[] args) throws Exception {
        int objects = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "store-bench");
        try {
            new StoreBench(rounds, work).run(objects);
        } finally {
            delete(work);
        }
    }

    private void run(int objects) throws Exception {
        StampedObjects large = StampedObjects.create(work.resolve("large"), objects, 100, 512);
        StampedObjects small =
                StampedObjects.create(work.resolve("small"), objects * SMALL_OBJECTS_FOR_EACH, 4, 32);
        System.out.printf("%d objects of 512 KiB, %d small ones, %d rounds%n", objects, small.count(), rounds);
        try (StoreSide.Hub hub = new StoreSide.Hub("Vuzol", work.resolve("home"), "-XX:+UseSerialGC");
                StoreSide.Orthanc orthanc = new StoreSide.Orthanc(work.resolve("orthanc"))) {
            compare("512 KiB, 1 association", large, 1, List.of(hub, orthanc), UNMEASURED_OBJECTS / objects);
            compare("512 KiB, 4 associations", large, 4, List.of(hub, orthanc), UNMEASURED_ROUNDS);
            delete(work.resolve("large"));
            compare("small, 4 associations", small, 4, List.of(hub, orthanc), UNMEASURED_ROUNDS);
            System.out.printf(
                    "heap peak of Vuzol %d MiB of 512, resident peak %d MiB; Orthanc %d MiB%n",
                    hub.heapPeakMiB(), hub.residentPeakMiB(), orthanc.residentPeakMiB());
        }
        try (StoreSide.Hub full = new StoreSide.Hub("a million rows", work.resolve("full"), "-XX:+UseSerialGC");
                StoreSide.Hub empty = new StoreSide.Hub("an empty catalogue", work.resolve("empty"), "-XX:+UseSerialGC")) {
            // one of each kind is there to be multiplied
            send(full, small, 4);
            CatalogueRows.multiply(full.database(), MILLION);
            compare("small, 4 associations", small, 4, List.of(full, empty), UNMEASURED_ROUNDS);
        }
    }

    private void compare(
            String what, StampedObjects objects, int associations, List<StoreSide> sides, int unmeasured)
            throws Exception {
        List<List<Rate>> rates = new ArrayList<>();
        sides.forEach(side -> rates.add(new ArrayList<>()));
        for (int round = -unmeasured; round < rounds; round++) {
            objects.renew();
            for (int i = 0; i < sides.size(); i++) {
                Rate rate = send(sides.get(i), objects, associations);
                if (round >= 0) {
                    rates.get(i).add(rate);
                }
            }
        }
        for (int i = 0; i < sides.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s %.0f/s, until the last can be found %.0f/s%n",
                    what,
                    sides.get(i).name(),
                    median(rates.get(i), Rate::received),
                    median(rates.get(i), Rate::catalogued));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: ratio %.2f, until the last can be found %.2f%n",
                what,
                median(rates.get(0), Rate::received) / median(rates.get(1), Rate::received),
                median(rates.get(0), Rate::catalogued) / median(rates.get(1), Rate::catalogued));
    }

    private static Rate send(StoreSide side, StampedObjects objects, int associations) throws Exception {
        long start = System.nanoTime();
        List<Process> senders = new ArrayList<>();
        for (List<Path> part : objects.parts(associations)) {
            senders.add(storescu(side, part));
        }
        for (Process sender : senders) {
            if (sender.waitFor() != 0) {
                throw new IllegalStateException("storescu failed at " + side.name());
            }
        }
        double received = seconds(start);
        while (side.catalogued(objects.instancePrefix()) < objects.count()) {
            if (seconds(start) > LIMIT.toSeconds()) {
                throw new IllegalStateException("Not all objects came to the catalogue of " + side.name());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return new Rate(objects.count() / received, objects.count() / seconds(start));
    }

    private static Process storescu(StoreSide side, List<Path> files) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("storescu", "-aec", side.aeTitle(), "127.0.0.1", String.valueOf(side.port())));
        files.forEach(file -> command.add(file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TCP_NODELAY", "1");
        return builder.start();
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> value) {
        double[] sorted = rates.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
