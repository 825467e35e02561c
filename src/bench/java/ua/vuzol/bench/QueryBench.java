package ua.vuzol.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import ua.vuzol.OrthancProcess;
import ua.vuzol.Vuzol;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.NewObject;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Responses;

/**
 * How long C-FIND of studies takes over an open association at a catalogue of a million instances, for a Patient ID, for a day
 * and for the beginning of a name in Cyrillic and in Latin letters; what it costs to store an instance at a thousand rows and
 * at a million; and the same questions to Orthanc with as many studies of the same persons as it takes in two minutes.
 *
 * <p>Arguments: instances (1000000), seconds to fill Orthanc (120, 0 leaves it out).
 */
public final class QueryBench {
    private static final String FIND = SopClass.StudyRootQueryRetrieveInformationModelFind;
    private static final int SMALL = 1000;
    private static final int UNMEASURED = 100;
    private static final int QUERIES = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BATCHES = 40;
    private static final int BATCH = 64;
    private static final List<String> PREFIXES =
            List.of("Шевч", "Ковал", "Мельн", "Бонд", "Кравч", "Ткач", "Поліщ", "Савчен", "Гонченк", "Щербук", "Їжаків", "Ґаленк");
    private static final List<String> LATIN_PREFIXES =
            List.of("Shevch", "Koval", "Meln", "Bond", "Kravch", "Tkach", "Polishch", "Savchen", "Honchenk", "Shcherbuk");

    private final Path work;
    private final DicomNetwork network = new DicomNetwork();
    private final Random random = new Random(7);

    private QueryBench(Path work) {
        this.work = work;
    }

    /** A person and a day that the catalogue has. */
    private record Known(String pid, String name, String uid, String date) {}

    public static void main(String[] args) throws Exception {
        int instances = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Duration filling = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 120);
        Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "query-bench");
        try {
            new QueryBench(work).run(instances, filling);
        } finally {
            FileSystemUtils.deleteRecursively(work);
        }
        System.exit(0);
    }

    private void run(int instances, Duration filling) throws Exception {
        int port = PeerProcess.freePort();
        List<Known> known;
        try (ConfigurableApplicationContext hub = hub(port)) {
            JdbcTemplate database = hub.getBean(JdbcTemplate.class);
            Archive archive = hub.getBean(Archive.class);
            GeneratedHospital.fill(database, 0, SMALL);
            storing(archive, SMALL);
            long start = System.nanoTime();
            GeneratedHospital.fill(database, SMALL, instances - SMALL);
            System.out.printf(Locale.ROOT, "%d rows made in %.0f s%n", instances, (System.nanoTime() - start) / 1e9);
            storing(archive, instances);
            database.execute("vacuum analyze");
            known = known(database);
            System.out.printf("Vuzol with %d studies, milliseconds%n", count(database));
            queries(NodeAddress.of("VUZOL", "127.0.0.1", port), known);
        }
        if (!filling.isZero()) {
            orthanc(known, filling);
        }
        network.close();
    }

    private ConfigurableApplicationContext hub(int port) throws IOException {
        Path routes = Files.createDirectories(work.resolve("routes"));
        Files.copy(Path.of("routes/dicom/find.camel.yaml"), routes.resolve("find.camel.yaml"));
        return SpringApplication.run(
                Vuzol.class,
                "--vuzol.home=" + work.resolve("home"),
                "--vuzol.landing=" + work.resolve("landing"),
                "--vuzol.online=" + work.resolve("online"),
                "--vuzol.routes=" + routes,
                "--vuzol.mappings=mappings",
                "--vuzol.db.url=",
                "--vuzol.broker.url=",
                "--vuzol.dicom.listener=VUZOL@127.0.0.1:" + port,
                "--server.port=0",
                "--logging.level.root=warn");
    }

    private static int count(JdbcTemplate database) {
        return Optional.ofNullable(database.queryForObject("select count(*) from study", Integer.class)).orElse(0);
    }

    private static List<Known> known(JdbcTemplate database) {
        return database.query(
                """
                select pid, name, uid, to_char(study_date, 'YYYYMMDD') as date
                from study join patient on patient.id = patient_id where study_date is not null order by md5(uid)
                """,
                (row, i) -> new Known(
                        row.getString("pid"), row.getString("name"), row.getString("uid"), row.getString("date")));
    }

    // ---- what storing costs ----

    private void storing(Archive archive, int rows) throws IOException {
        Path landing = Files.createDirectories(work.resolve("objects"));
        List<Double> measured = new ArrayList<>();
        for (int i = 0; i < 2 * BATCHES; i++) {
            List<NewObject> batch = batch(landing, Uid.random());
            long start = System.nanoTime();
            archive.storeAll(batch);
            if (i >= BATCHES) {
                measured.add((System.nanoTime() - start) / 1e6 / BATCH);
            }
        }
        double[] sorted = measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "storeAll of %d objects of a study at %d rows: median %.3f ms an instance, p95 %.3f%n",
                BATCH,
                rows,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100]);
    }

    private List<NewObject> batch(Path landing, String study) throws IOException {
        List<NewObject> batch = new ArrayList<>();
        String series = Uid.random();
        for (int i = 0; i < BATCH; i++) {
            DataSet dataSet = object(new Known("B" + study, "Новий^Хворий", study, "20260101"))
                    .put(Tag.SeriesInstanceUID, series)
                    .put(Tag.InstanceNumber, i);
            Path file = landing.resolve(Uid.random() + ".dcm");
            DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
            String digest = "%064x".formatted(random.nextLong() & Long.MAX_VALUE);
            batch.add(new NewObject(
                    file,
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                    dataSet,
                    Optional.of(new StringBuilder(digest).reverse().toString()),
                    NewObject.Placement.LINK,
                    Optional.of("BENCH")));
        }
        return batch;
    }

    private static DataSet object(Known of) {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, SopClass.SecondaryCaptureImageStorage)
                .put(Tag.SOPInstanceUID, Uid.random())
                .put(Tag.StudyDate, of.date())
                .put(Tag.StudyTime, "101500")
                .put(Tag.AccessionNumber, "A1")
                .put(Tag.Modality, "OT")
                .put(Tag.PatientName, of.name())
                .put(Tag.PatientID, of.pid())
                .put(Tag.StudyInstanceUID, of.uid())
                .put(Tag.SeriesInstanceUID, Uid.random());
    }

    // ---- queries ----

    private void queries(NodeAddress node, List<Known> known) throws IOException {
        Association association = network.connect(
                node,
                AssociationOptions.builder("BENCH")
                        .context(FIND, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                        .build());
        measure(association, "Patient ID", () -> query().put(Tag.PatientID, any(known).pid()));
        measure(association, "one day", () -> query().put(Tag.StudyDate, any(known).date()));
        measure(association, "name, Cyrillic", () -> query().put(Tag.PatientName, any(PREFIXES) + "*"));
        measure(association, "name, Latin", () -> query().put(Tag.PatientName, any(LATIN_PREFIXES) + "*"));
        association.release();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static DataSet query() {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .putEmpty(Tag.StudyDate)
                .putEmpty(Tag.StudyTime)
                .putEmpty(Tag.AccessionNumber)
                .putEmpty(Tag.PatientName)
                .putEmpty(Tag.PatientID)
                .putEmpty(Tag.StudyInstanceUID);
    }

    /** As many times as were asked for, or for as long as it may take. */
    private static void measure(Association association, String what, Supplier<DataSet> identifiers) throws IOException {
        ask(association, identifiers, UNMEASURED, new ArrayList<>());
        List<Double> times = new ArrayList<>();
        long answers = ask(association, identifiers, QUERIES, times);
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "  %-16s p50 %6.2f  p95 %6.2f  p99 %6.2f  (%d queries, %.1f answers)%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length * 99 / 100],
                sorted.length,
                (double) answers / sorted.length);
    }

    private static long ask(Association association, Supplier<DataSet> identifiers, int most, List<Double> times)
            throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long answers = 0;
        while (times.size() < most && System.nanoTime() < end) {
            DataSet identifier = identifiers.get();
            long start = System.nanoTime();
            try (Responses responses = association.find(FIND, identifier)) {
                answers += responses.matches().size();
            }
            times.add((System.nanoTime() - start) / 1e6);
        }
        return answers;
    }

    // ---- the peer ----

    private void orthanc(List<Known> known, Duration filling) throws Exception {
        try (OrthancProcess orthanc = OrthancProcess.start(work.resolve("orthanc"))) {
            NodeAddress node = NodeAddress.of(OrthancProcess.AE_TITLE, "127.0.0.1", orthanc.dicomPort());
            long end = System.nanoTime() + filling.toNanos();
            AtomicInteger next = new AtomicInteger();
            ExecutorService senders = Executors.newFixedThreadPool(4);
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Path file = work.resolve("to-orthanc-" + i + ".dcm");
                sent.add(senders.submit(() -> {
                    send(node, known, next, file, end);
                    return null;
                }));
            }
            for (Future<?> each : sent) {
                each.get();
            }
            senders.shutdown();
            List<Known> held = known.subList(0, Math.min(next.get(), known.size()));
            System.out.printf(
                    "Orthanc with %d studies of one instance, milliseconds%n", orthanc.instances());
            queries(node, held);
        }
    }

    private void send(NodeAddress node, List<Known> known, AtomicInteger next, Path file, long end) throws IOException {
        Association association = network.connect(
                node,
                AssociationOptions.builder("BENCH")
                        .context(
                                SopClass.SecondaryCaptureImageStorage,
                                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                        .build());
        int at = next.getAndIncrement();
        while (at < known.size() && System.nanoTime() < end) {
            DicomWriter.write(DicomObject.of(object(known.get(at)), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
            if (!association.store(FileSource.of(file)).status().isSuccess()) {
                throw new IOException("Orthanc refused a study");
            }
            at = next.getAndIncrement();
        }
        association.release();
    }
}
