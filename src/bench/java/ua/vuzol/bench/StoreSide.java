package ua.vuzol.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import ua.vuzol.HubDatabase;
import ua.vuzol.HubProcess;
import ua.vuzol.OrthancProcess;

/** Who receives the objects, as a process that runs throughout. */
interface StoreSide extends AutoCloseable {
    String name();

    String aeTitle();

    int port();

    ProcessHandle process();

    /** How many of the objects whose SOP Instance UIDs begin so can be found. */
    long catalogued(String instancePrefix);

    @Override
    void close() throws Exception;

    /** The most memory that the process had, in MiB (VmHWM). */
    default long residentPeakMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }

    /** The hub as it is packaged, with 512 MB of heap and its own database and broker. */
    final class Hub implements StoreSide {
        private static final Duration HEAP_SAMPLE = Duration.ofMillis(500);

        private final String name;
        private final HubProcess process;
        private final JdbcClient database;
        private final AtomicLong heapPeak = new AtomicLong();
        private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();

        Hub(String name, Path home, String... javaOptions) {
            this.name = name;
            process = HubProcess.start(home, Map.of(), javaOptions);
            database = HubDatabase.of(home);
            sampler.scheduleAtFixedRate(
                    this::sample, 0, HEAP_SAMPLE.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void sample() {
            heapPeak.accumulateAndGet(process.heapBytes(), Math::max);
        }

        JdbcClient database() {
            return database;
        }

        long heapPeakMiB() {
            return heapPeak.get() >> 20;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String aeTitle() {
            return "VUZOL";
        }

        @Override
        public int port() {
            return process.dicomPort();
        }

        @Override
        public ProcessHandle process() {
            return process.process();
        }

        @Override
        public long catalogued(String instancePrefix) {
            return database.sql("select count(*) from instance where uid >= ? and uid < ?")
                    .params(instancePrefix, instancePrefix + "~")
                    .query(Long.class)
                    .single();
        }

        @Override
        public void close() throws InterruptedException {
            sampler.shutdownNow();
            process.close();
        }
    }

    /** Orthanc, which has an object in its index when it says Success. */
    final class Orthanc implements StoreSide {
        private final OrthancProcess process;
        private String last = "";
        private long before;
        private long now;

        Orthanc(Path folder) throws IOException {
            process = OrthancProcess.start(folder);
        }

        @Override
        public String name() {
            return "Orthanc";
        }

        @Override
        public String aeTitle() {
            return OrthancProcess.AE_TITLE;
        }

        @Override
        public int port() {
            return process.dicomPort();
        }

        @Override
        public ProcessHandle process() {
            return process.process();
        }

        @Override
        public long catalogued(String instancePrefix) {
            if (!instancePrefix.equals(last)) {
                // what was counted last belongs to the round before
                last = instancePrefix;
                before = now;
            }
            now = process.instances();
            return now - before;
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
