package ua.vuzol.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import ua.vuzol.Vuzol;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Responses;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7Messages;
import ua.vuzol.hl7.MessageHandler;

/**
 * How long a C-FIND of the worklist by station and day takes over an open association, at 100, 1,000, 10,000 and 100,000 steps
 * that wait; the same questions to DCMTK's {@code wlmscpfs} and to Orthanc's worklist plugin on the same steps as files; and how
 * many orders a second the rooms registry and worklist take, in batches of 20, each in one transaction.
 *
 * <p>A station has 250 steps on 14 days, so that a question has about as many answers however many steps there are. Argument: steps that are compared with the peers (10000).
 */
public final class WorklistBench {
    private static final String FIND = SopClass.ModalityWorklistInformationModelFind;
    private static final int STEPS_OF_A_STATION = 250;
    private static final int DAYS = 14;
    private static final int BATCH = 20;
    private static final int QUERIES = 1000;
    private static final int UNMEASURED = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Kyiv"));

    private final Path work;
    private final DicomNetwork network = new DicomNetwork();

    private WorklistBench(Path work) {
        this.work = work;
    }

    public static void main(String[] args) throws Exception {
        int compared = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "worklist-bench");
        try {
            new WorklistBench(work).run(compared);
        } finally {
            FileSystemUtils.deleteRecursively(work);
        }
        System.exit(0);
    }

    private void run(int compared) throws Exception {
        int port = PeerProcess.freePort();
        double ours = 0;
        try (ConfigurableApplicationContext hub = hub(port)) {
            NodeAddress node = NodeAddress.of("VUZOL", "127.0.0.1", port);
            int planned = 0;
            for (int steps : new int[] {100, 1_000, compared, 10 * compared}) {
                plan(hub, planned, steps);
                planned = steps;
                hub.getBean(JdbcClient.class).sql("vacuum analyze worklist_item").update();
                double p95 = measure("Vuzol, " + steps + " steps", node, QUERIES, steps);
                ours = steps == compared ? p95 : ours;
                if (steps == compared) {
                    files(node);
                }
            }
        }
        double wlmscpfs = wlmscpfs(compared);
        double orthanc = orthanc(compared);
        System.out.printf(
                Locale.ROOT,
                "p95 at %d steps: wlmscpfs / Vuzol = %.0f, Orthanc / Vuzol = %.0f%n",
                compared,
                wlmscpfs / ours,
                orthanc / ours);
        network.close();
    }

    private ConfigurableApplicationContext hub(int port) throws IOException {
        Path routes = Files.createDirectories(work.resolve("routes"));
        Files.copy(Path.of("routes/dicom/worklist.camel.yaml"), routes.resolve("worklist.camel.yaml"));
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
                "--vuzol.dicom.max-matches=1000000",
                "--server.port=0",
                "--logging.level.root=warn");
    }

    // ---- orders ----

    private static void plan(ConfigurableApplicationContext hub, int first, int end) {
        List<MessageHandler> handlers = hub.getBeanProvider(MessageHandler.class).orderedStream().toList();
        TransactionTemplate transaction = hub.getBean(TransactionTemplate.class);
        long[] spent = new long[handlers.size()];
        for (int i = first; i < end; i += BATCH) {
            List<Hl7Message> batch = new ArrayList<>();
            for (int n = i; n < Math.min(end, i + BATCH); n++) {
                batch.add(order(n));
            }
            transaction.executeWithoutResult(status -> {
                for (int h = 0; h < spent.length; h++) {
                    MessageHandler handler = handlers.get(h);
                    long start = System.nanoTime();
                    List<Hl7Message> its = batch.stream().filter(handler::handles).toList();
                    if (!its.isEmpty()) {
                        its.forEach(handler::prepare);
                        handler.handle(its);
                    }
                    spent[h] += System.nanoTime() - start;
                }
            });
        }
        for (int h = 0; h < spent.length; h++) {
            System.out.printf(
                    Locale.ROOT,
                    "%d orders in batches of %d: %s takes %.0f a second%n",
                    end - first,
                    BATCH,
                    handlers.get(h).getClass().getSimpleName(),
                    (end - first) * 1e9 / spent[h]);
        }
    }

    private static Hl7Message order(int n) {
        Random random = new Random(n);
        String start = DateTimeFormatter.BASIC_ISO_DATE.format(TODAY.plusDays(random.nextInt(DAYS)))
                + "%02d%02d00".formatted(8 + random.nextInt(10), random.nextInt(60));
        String number = "1%09d".formatted(n);
        return Hl7Messages.parse(
                n,
                "mis",
                String.join(
                        "\r",
                        "MSH|^~\\&|MIS|HOSPITAL|VUZOL||20260101080000||ORM^O01|" + n + "|P|2.3.1||||||UNICODE UTF-8",
                        "PID|1||P" + number + "||Шевченко" + n % 5000 + "^Тарас^Григорович||19610309|M",
                        "PV1|1|O|||||||7^Коваль^Олена",
                        "ORC|NW|O" + number + "|F" + number + "||SC||^^^" + start + "^^R|||||7^Коваль^Олена||||||CT"
                                + n / STEPS_OF_A_STATION,
                        "OBR|1|O" + number + "|F" + number + "|56301-00^КТ грудної клітки^L||||||||||||||A" + number
                                + "|R" + number + "|S" + number + "||||CT",
                        "ZDS|1.2.826.0.1.96." + n + "^VUZOL^Application^DICOM"));
    }

    // ---- questions ----

    private static DataSet question(Random random, int stations) {
        DataSet item = new DataSet()
                .put(Tag.ScheduledStationAETitle, "CT" + random.nextInt(stations))
                .put(
                        Tag.ScheduledProcedureStepStartDate,
                        DateTimeFormatter.BASIC_ISO_DATE.format(TODAY.plusDays(random.nextInt(DAYS))));
        for (int tag : new int[] {
            Tag.ScheduledProcedureStepStartTime,
            Tag.Modality,
            Tag.ScheduledProcedureStepID,
            Tag.ScheduledProcedureStepDescription
        }) {
            item.putEmpty(tag);
        }
        return top().putItems(Tag.ScheduledProcedureStepSequence, item);
    }

    private static DataSet top() {
        DataSet identifier = new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192");
        for (int tag : new int[] {
            Tag.AccessionNumber,
            Tag.ReferringPhysicianName,
            Tag.PatientName,
            Tag.PatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.StudyInstanceUID,
            Tag.RequestedProcedureDescription,
            Tag.RequestedProcedureID
        }) {
            identifier.putEmpty(tag);
        }
        return identifier;
    }

    private double measure(String what, NodeAddress node, int queries, int steps) throws IOException {
        Association association = network.connect(
                node,
                AssociationOptions.builder("BENCH")
                        .context(FIND, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                        .build());
        Random random = new Random(7);
        int stations = Math.max(1, steps / STEPS_OF_A_STATION);
        ask(association, random, stations, queries > UNMEASURED ? UNMEASURED : 2, new ArrayList<>());
        List<Double> times = new ArrayList<>();
        long answers = ask(association, random, stations, queries, times);
        association.release();
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double p95 = sorted[sorted.length * 95 / 100];
        System.out.printf(
                Locale.ROOT,
                "  %-24s p50 %7.2f  p95 %7.2f ms  (%d queries, %.1f answers)%n",
                what,
                sorted[sorted.length / 2],
                p95,
                sorted.length,
                (double) answers / sorted.length);
        return p95;
    }

    private static long ask(
            Association association, Random random, int stations, int most, List<Double> times) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long answers = 0;
        while (times.size() < most && System.nanoTime() < end) {
            DataSet identifier = question(random, stations);
            long start = System.nanoTime();
            try (Responses responses = association.find(FIND, identifier)) {
                answers += responses.matches().size();
            }
            times.add((System.nanoTime() - start) / 1e6);
        }
        return answers;
    }

    // ---- peers ----

    /** Writes the hub's own answers as the files that the peers take. */
    private void files(NodeAddress node) throws IOException {
        Path folder = Files.createDirectories(work.resolve("worklists/WORKLIST"));
        Files.createFile(folder.resolve("lockfile"));
        Association association = network.connect(
                node,
                AssociationOptions.builder("BENCH")
                        .context(FIND, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                        .build());
        int n = 0;
        try (Responses all =
                association.find(FIND, top().putItems(Tag.ScheduledProcedureStepSequence, new DataSet()))) {
            for (DataSet item : all.matches()) {
                DicomWriter.write(
                        DicomObject.of(item, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                        folder.resolve("item-" + n++ + ".wl"));
            }
        }
        association.release();
        System.out.println("  " + n + " files for the peers");
    }

    private double wlmscpfs(int steps) throws IOException {
        int port = PeerProcess.freePort();
        try (PeerProcess server = PeerProcess.listening(
                work, port, PeerProcess.words("wlmscpfs", "-csk", "-dfp", work.resolve("worklists"), port))) {
            return server.handle().isAlive()
                    ? measure("wlmscpfs", NodeAddress.of("WORKLIST", "127.0.0.1", port), 60, steps)
                    : Double.NaN;
        }
    }

    private double orthanc(int steps) throws IOException {
        int port = PeerProcess.freePort();
        Path configuration = Files.writeString(
                work.resolve("orthanc.json"),
                """
                {
                  "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "HttpServerEnabled": false,
                  "Plugins": ["/usr/share/orthanc/plugins/libModalityWorklists.so"],
                  "Worklists": {"Enable": true, "Database": "%2$s"},
                  "DicomAet": "ORTHANC", "DicomPort": %3$d, "DefaultEncoding": "Utf8", "DicomAlwaysAllowFind": true,
                  "DicomAlwaysAllowFindWorklist": true
                }
                """
                        .formatted(work.resolve("orthanc"), work.resolve("worklists/WORKLIST"), port));
        try (PeerProcess server = PeerProcess.listening(work, port, PeerProcess.words("Orthanc", configuration))) {
            return server.handle().isAlive()
                    ? measure("Orthanc", NodeAddress.of("ORTHANC", "127.0.0.1", port), 60, steps)
                    : Double.NaN;
        }
    }
}
