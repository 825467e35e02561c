package ua.vuzol;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomTestSupport;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Status;

/**
 * Every real file that is a valid object goes in by {@code storescu} and comes out by {@code getscu}, and by {@code movescu} at
 * {@code storescp}, the same: every element, and the pixels byte by byte.
 */
class RealFilesIT {
    private static final String GET = SopClass.StudyRootQueryRetrieveInformationModelGet;

    /** The option by which DCMTK's senders propose a transfer syntax; its receivers have the same with a plus. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("1.2.840.10008.1.2", "xi"),
            Map.entry("1.2.840.10008.1.2.1", "xe"),
            Map.entry("1.2.840.10008.1.2.2", "xb"),
            Map.entry("1.2.840.10008.1.2.1.99", "xd"),
            Map.entry("1.2.840.10008.1.2.4.50", "xy"),
            Map.entry("1.2.840.10008.1.2.4.51", "xx"),
            Map.entry("1.2.840.10008.1.2.4.70", "xs"),
            Map.entry("1.2.840.10008.1.2.4.80", "xt"),
            Map.entry("1.2.840.10008.1.2.4.81", "xu"),
            Map.entry("1.2.840.10008.1.2.4.90", "xv"),
            Map.entry("1.2.840.10008.1.2.4.91", "xw"),
            Map.entry("1.2.840.10008.1.2.5", "xr"));

    @TempDir
    private static Path directory;

    private static HubProcess hub;
    private static int storescpPort;
    private static final Map<String, Sent> SENT = new LinkedHashMap<>();

    /** A real file, or a copy of one that differs in the UID where another has the same. */
    private record Sent(String name, Path file, String uid, String syntax, DicomNode.StudySeries place) {}

    @BeforeAll
    static void storeAll() throws IOException {
        prepare();
        storescpPort = PeerProcess.freePort();
        Map<String, String> deployment = DicomNode.deployment(directory);
        Files.writeString(
                Path.of(deployment.get("VUZOL_MAPPINGS"), "dicom/peers.yaml"),
                """
                unlisted: local
                peers:
                  STORESCP: {hosts: [127.0.0.1], address: "127.0.0.1:%d"}
                """
                        .formatted(storescpPort));
        hub = HubProcess.start(directory.resolve("home"), deployment, HubProcess.QUICK_START);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (hub != null) {
            hub.close();
        }
    }

    private static void prepare() throws IOException {
        Path objects = Files.createDirectories(directory.resolve("objects"));
        Map<String, String> left = new TreeMap<>();
        for (Path file : DicomTestSupport.realFiles()) {
            String name = DicomTestSupport.name(file);
            try {
                DicomObject object = DicomReader.read(file);
                Optional<String> problem = problem(object.dataSet());
                problem.ifPresent(why -> left.put(name, why));
                if (problem.isEmpty()) {
                    prepare(name, file, object, objects.resolve("%04d.dcm".formatted(SENT.size())));
                }
            } catch (DicomException e) {
                left.put(name, e.getMessage());
            }
        }
        left.forEach((name, why) -> System.out.println("LEFT " + name + ": " + why));
    }

    /** Why it is no object that can be stored (PS3.4 B.5). */
    private static Optional<String> problem(DataSet dataSet) {
        for (int tag : new int[] {Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID}) {
            if (dataSet.string(tag).filter(Uid::isValid).isEmpty()) {
                return Optional.of("no valid UID in " + Tag.format(tag));
            }
        }
        return SopClass.isStorage(dataSet.string(Tag.SOPClassUID).orElseThrow())
                ? Optional.empty()
                : Optional.of("not of a storage SOP class");
    }

    private static void prepare(String name, Path file, DicomObject object, Path copy) throws IOException {
        DataSet dataSet = object.dataSet();
        if (SENT.containsKey(ArchivedObjects.uid(dataSet))) {
            dataSet.put(Tag.SOPInstanceUID, Uid.derived(name));
        }
        DicomWriter.write(DicomObject.of(dataSet, object.transferSyntax()), copy);
        Sent sent = new Sent(
                name,
                copy,
                ArchivedObjects.uid(dataSet),
                object.transferSyntax().uid(),
                DicomNode.StudySeries.of(dataSet));
        SENT.put(sent.uid, sent);
    }

    @Test
    void everyValidFileGoesInAndComesOutTheSame() throws IOException {
        assertThat(SENT).hasSizeGreaterThan(380);
        Map<String, List<Sent>> bySyntax = SENT.values().stream()
                .collect(groupingBy(Sent::syntax, TreeMap::new, java.util.stream.Collectors.toList()));
        Set<String> stored = new HashSet<>();
        bySyntax.forEach((syntax, files) -> stored.addAll(store(syntax, files)));
        assertThat(stored).isEqualTo(SENT.keySet());
        ArchivedObjects.of(hub).awaitNothingWaits();
        System.out.println("QUARANTINE " + hub.json("/api/quarantine").toPrettyString());
        check("got", got());
        check("moved", moved());
    }

    private static List<String> store(String syntax, List<Sent> files) {
        Map<Path, String> uids = new HashMap<>();
        files.forEach(sent -> uids.put(sent.file, sent.uid));
        String option = OPTIONS.get(syntax);
        List<Path> stored = new ArrayList<>();
        if (option != null) {
            Storescu sender = Storescu.send(
                    hub.dicomPort(), files.stream().map(Sent::file).toList(), "-R", "-nh", "-" + option);
            stored.addAll(sender.stored());
            sender.answers().stream().filter(answer -> !answer.isSuccess()).forEach(System.out::println);
        }
        for (Sent sent : files) {
            if (!stored.contains(sent.file)) {
                System.out.println("OWN " + sent.name + " " + syntax);
                storeOurselves(sent);
                stored.add(sent.file);
            }
        }
        return stored.stream().map(uids::get).toList();
    }

    private static void storeOurselves(Sent sent) {
        try (DicomNetwork network = new DicomNetwork()) {
            FileSource source = FileSource.of(sent.file);
            AssociationOptions options = AssociationOptions.builder("PROOF")
                    .context(source.sopClassUid(), sent.syntax)
                    .build();
            try (Association association = network.connect(node(), options)) {
                assertThat(association.store(source).status()).isEqualTo(Status.SUCCESS);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(sent.name, e);
        }
    }

    private static NodeAddress node() {
        return NodeAddress.of("VUZOL", "127.0.0.1", hub.dicomPort());
    }

    private record Group(DicomNode.StudySeries place, String syntax) {}

    private static Path got() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("got"));
        Map<Group, List<Sent>> groups =
                SENT.values().stream().collect(groupingBy(sent -> new Group(sent.place, sent.syntax)));
        groups.forEach((group, files) -> {
            String option = OPTIONS.get(group.syntax);
            if (option != null) {
                PeerProcess.run(
                        directory,
                        PeerProcess.words(
                                List.of("getscu", "-S", "+B", "-aec", "VUZOL", "-od", folder, "+" + option),
                                List.of("-k", "QueryRetrieveLevel=IMAGE"),
                                List.of("-k", "StudyInstanceUID=" + group.place.studyUid()),
                                List.of("-k", "SeriesInstanceUID=" + group.place.seriesUid()),
                                List.of("-k", "SOPInstanceUID=" + uids(files)),
                                "127.0.0.1",
                                hub.dicomPort()));
            }
        });
        return folder;
    }

    private static Path moved() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("moved"));
        try (PeerProcess storescp = PeerProcess.listening(
                directory,
                storescpPort,
                PeerProcess.words("storescp", "+B", "+xa", "-pm", "-od", folder, storescpPort))) {
            List<String> studies = SENT.values().stream()
                    .map(sent -> sent.place.studyUid())
                    .distinct()
                    .toList();
            for (String study : studies) {
                PeerProcess.run(
                        directory,
                        PeerProcess.words(
                                List.of("movescu", "-S", "-aec", "VUZOL", "-aem", "STORESCP"),
                                List.of("-k", "QueryRetrieveLevel=STUDY"),
                                List.of("-k", "StudyInstanceUID=" + study),
                                "127.0.0.1",
                                hub.dicomPort()));
            }
        }
        return folder;
    }

    private static String uids(List<Sent> files) {
        return files.stream().map(Sent::uid).collect(joining("\\"));
    }

    private static void check(String how, Path folder) throws IOException {
        Map<String, Integer> differences = new TreeMap<>();
        Set<String> missing = new HashSet<>(SENT.keySet());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Sent sent = SENT.get(ArchivedObjects.uid(ArchivedObjects.dataSet(file)));
                missing.remove(sent.uid);
                FlatDataSet.of(sent.file).differences(FlatDataSet.of(file)).forEach((place, difference) -> {
                    System.out.println("DIFF " + how + " " + sent.name + " " + place + " " + difference);
                    differences.merge(place, 1, Integer::sum);
                });
            }
        }
        System.out.println(how + " " + differences);
        missing.forEach(uid -> System.out.println("MISSING " + how + " " + SENT.get(uid)));
    }
}
