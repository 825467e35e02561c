package ua.vuzol.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
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
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.PeerProcess;

/** DCMTK asks for the worklist through the project's routes, beside DCMTK's own worklist server with the same steps. */
class WorklistRoutesIT extends WorklistTestSupport {
    private static final int PORT = PeerProcess.freePort();
    private static final Pattern STEP_ID = Pattern.compile("\\(0040,0009\\) SH \\[([^\\]]*?) *\\]");
    private static final String TOMORROW = day(1);

    @TempDir
    private Path folder;

    private static String day(int later) {
        return java.time.format.DateTimeFormatter.BASIC_ISO_DATE.format(TODAY.plusDays(later));
    }

    @BeforeAll
    static void needDcmtk() {
        PeerProcess.assumeInstalled("findscu", "wlmscpfs");
    }

    @DynamicPropertySource
    static void withRoutesAndPeers(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        for (String route : List.of("worklist.camel.yaml", "mpps.camel.yaml")) {
            Files.copy(Path.of("routes/dicom", route), routes.resolve(route));
        }
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        Files.writeString(
                mappings.resolve("dicom/peers.yaml"),
                """
                unlisted: local
                peers:
                  LATIN: {answers: {characterSet: ASCII}}
                  CYRILLIC: {answers: {characterSet: ISO_IR 144}}
                  CT1: {worklist: own}
                  SENDER: {may: [store]}
                  VIEWER: {may: [query]}
                """);
        registry.add("vuzol.mappings", mappings::toString);
        registry.add("vuzol.dicom.listener", () -> "VUZOL@127.0.0.1:" + PORT);
    }

    @BeforeEach
    void plan() {
        plan("S1", "Шевченко^Тарас", "CT", "CT1", NOON.substring(0, 8) + "080000");
        plan("S2", "Шевчук^Олена", "MR", "MR1", NOON.substring(0, 8) + "120000");
        plan("S3", "Ґалаґан^Їжак", "CT", "CT2", NOON.substring(0, 8) + "233000");
        plan("S4", "Melnyk^Ivan", "CT", "CT1", TOMORROW + "003000");
        plan("S5", "Петренко^Оксана", "US", "CT1~US1", day(2) + "100000");
    }

    private void plan(String step, String name, String modality, String stations, String start) {
        take(message(
                "OMI^O23^OMI_O23",
                Instant.now(),
                pid(number(), name),
                "ORC|NW|O" + step + "|||SC",
                "TQ1|1||||||" + start,
                "OBR|1|O" + step + "||X^Обстеження^L||||||||||||7^Коваль^Олена",
                "IPC|A" + step + "|R" + step + "|1.2.3." + step.substring(1) + "|" + step + "|" + modality
                        + "|C^Огляд^L|||" + stations));
    }

    /** The steps that DCMTK finds. */
    private Set<String> steps(int port, String callingAe, String... keys) {
        List<String> options = new ArrayList<>();
        for (String key : keys) {
            options.addAll(List.of("-k", key));
        }
        String output = PeerProcess.run(
                        folder,
                        PeerProcess.words(
                                "findscu",
                                List.of("-W", "-d", "-aet", callingAe, "-aec", "VUZOL"),
                                List.of("-k", "0008,0005=ISO_IR 192", "-k", "0040,0100[0].0040,0009"),
                                options,
                                List.of("127.0.0.1", port)))
                .succeeded()
                .output();
        Matcher found = STEP_ID.matcher(output);
        return found.results().map(each -> each.group(1)).collect(Collectors.toSet());
    }

    private Set<String> steps(String... keys) {
        return steps(PORT, "READER", keys);
    }

    @Test
    void findscuFindsExactlyTheStepsThatMatch() {
        String item = "0040,0100[0].";
        assertThat(steps("0010,0010")).containsExactlyInAnyOrder("S1", "S2", "S3", "S4", "S5");
        assertThat(steps(item + "0008,0060=CT")).containsExactlyInAnyOrder("S1", "S3", "S4");
        assertThat(steps(item + "0040,0001=CT1")).containsExactlyInAnyOrder("S1", "S4", "S5");
        assertThat(steps(item + "0040,0001=US1")).containsExactly("S5");
        assertThat(steps(item + "0040,0002=" + day(0))).containsExactlyInAnyOrder("S1", "S2", "S3");
        assertThat(steps(item + "0040,0002=" + day(1) + "-")).containsExactlyInAnyOrder("S4", "S5");
        assertThat(steps(item + "0040,0002=" + day(0) + "-" + day(1), item + "0040,0003=2200-0200"))
                .containsExactlyInAnyOrder("S3", "S4");
        assertThat(steps(item + "0040,0001=CT1", item + "0040,0002=" + day(0) + "-" + day(1), item + "0008,0060=CT"))
                .containsExactlyInAnyOrder("S1", "S4");
        assertThat(steps("0010,0010=Шевч*")).containsExactlyInAnyOrder("S1", "S2");
        assertThat(steps("0010,0010=SHEVCH*")).containsExactlyInAnyOrder("S1", "S2");
        assertThat(steps("0010,0010=Мельник*")).containsExactly("S4");
        assertThat(steps("0010,0010=Galagan*")).containsExactly("S3");
        assertThat(steps("0008,0050=AS2")).containsExactly("S2");
        assertThat(steps("0020,000d=1.2.3.3")).containsExactly("S3");
        assertThat(steps("0040,1001=RS?")).hasSize(5);
        assertThat(steps("0032,1032=Koval*")).hasSize(5);
        assertThat(steps(item + "0040,0008[0].0008,0100=C", item + "0008,0060=US"))
                .containsExactly("S5");
        assertThat(steps(item + "0040,0008[0].0008,0100=D")).isEmpty();
    }

    @Test
    void eachWhoAsksIsAnsweredAsItCanRead() throws IOException {
        DataSet asked = query(new DataSet()
                        .put(Tag.ScheduledProcedureStepID, "S3")
                        .putEmpty(Tag.ScheduledProcedureStepDescription))
                .putEmpty(Tag.PatientName);
        DataSet latin = ask("LATIN", asked).get(0);
        assertThat(latin.string(Tag.PatientName)).contains("Galagan^Yizhak");
        assertThat(latin.contains(Tag.SpecificCharacterSet)).isFalse();
        assertThat(step(latin).string(Tag.ScheduledProcedureStepDescription)).contains("Ohliad");
        DataSet cyrillic = ask("CYRILLIC", asked).get(0);
        assertThat(cyrillic.string(Tag.SpecificCharacterSet)).contains("ISO_IR 144");
        assertThat(cyrillic.string(Tag.PatientName)).contains("Галаган^Їжак");
        assertThat(ask("READER", asked).get(0).string(Tag.PatientName)).contains("Ґалаґан^Їжак");
    }

    private List<DataSet> ask(String callingAe, DataSet identifier) throws IOException {
        String sopClass = SopClass.ModalityWorklistInformationModelFind;
        try (DicomNetwork network = new DicomNetwork();
                Association association = network.connect(
                        NodeAddress.of("VUZOL", "127.0.0.1", PORT),
                        AssociationOptions.builder(callingAe)
                                .context(sopClass, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                                .build())) {
            return association.find(sopClass, identifier).matches();
        }
    }

    @Test
    void aModalityThatMayOnlyDoesNotSeeTheStepsOfOthers() {
        assertThat(steps(PORT, "CT1", "0010,0010")).containsExactlyInAnyOrder("S1", "S4", "S5");
        assertThat(steps(PORT, "CT1", "0040,0100[0].0040,0001=MR1")).isEmpty();
        assertThat(steps(PORT, "SENDER", "0010,0010")).isEmpty();
    }

    @Test
    void aModalityReportsOverTheNetwork() throws IOException {
        String sopClass = SopClass.ModalityPerformedProcedureStep;
        DataSet begun = new DataSet()
                .put(Tag.Modality, "CT")
                .put(Tag.PerformedStationAETitle, "CT1")
                .put(Tag.PerformedProcedureStepStartDate, day(0))
                .put(Tag.PerformedProcedureStepStartTime, "080500")
                .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                .put(Tag.PerformedProcedureStepID, "PPS1")
                .putItems(
                        Tag.ScheduledStepAttributesSequence,
                        new DataSet().put(Tag.StudyInstanceUID, "1.2.3.1").put(Tag.ScheduledProcedureStepID, "S1"));
        try (DicomNetwork network = new DicomNetwork();
                Association association = network.connect(
                        NodeAddress.of("VUZOL", "127.0.0.1", PORT),
                        AssociationOptions.builder("CT1")
                                .context(sopClass, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                                .build())) {
            String uid = ua.vuzol.dicom.data.Uid.random();
            assertThat(association
                            .perform(NormalizedRequest.create(sopClass, uid, begun))
                            .status()
                            .isSuccess())
                    .isTrue();
            assertThat(steps("0010,0010")).containsExactlyInAnyOrder("S2", "S3", "S4", "S5");
            assertThat(association
                            .perform(NormalizedRequest.create(sopClass, uid, begun))
                            .status()
                            .code())
                    .isEqualTo(0x0111);
            // the choice of the UID may be left to the hub
            assertThat(association
                            .perform(NormalizedRequest.create(sopClass, "", begun))
                            .command()
                            .string(Tag.AffectedSOPInstanceUID))
                    .isPresent();
        }
    }

    @Test
    void dcmtksServerFindsTheSameAmongTheSameSteps() throws IOException {
        Path files = Files.createDirectories(folder.resolve("worklists/VUZOL"));
        Files.createFile(files.resolve("lockfile"));
        DataSet everything = query(new DataSet())
                .putEmpty(Tag.PatientName)
                .putEmpty(Tag.PatientID)
                .putEmpty(Tag.AccessionNumber)
                .putEmpty(Tag.StudyInstanceUID)
                .putEmpty(Tag.RequestedProcedureID)
                .putEmpty(Tag.PatientBirthDate)
                .putEmpty(Tag.PatientSex);
        int number = 0;
        for (DataSet item : find(everything, "READER")) {
            item.put(Tag.RequestedProcedureDescription, "X");
            DicomWriter.write(
                    DicomObject.of(item, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                    files.resolve("item-" + number++ + ".wl"));
        }
        assertThat(number).isEqualTo(5);
        int port = PeerProcess.freePort();
        try (PeerProcess wlmscpfs = PeerProcess.listening(
                folder, port, PeerProcess.words("wlmscpfs", "-csk", "-dfp", folder.resolve("worklists"), port))) {
            assertThat(wlmscpfs.handle().isAlive()).isTrue();
            String item = "0040,0100[0].";
            for (String[] keys : new String[][] {
                {"0010,0010"},
                {item + "0008,0060=CT"},
                {item + "0040,0002=" + day(0)},
                {item + "0040,0002=" + day(0) + "-" + day(1), item + "0008,0060=CT"},
                {item + "0040,0001=MR1"},
                {"0010,0010=Melnyk*"},
                {"0010,0010=Шевч*"},
                {"0008,0050=AS2"}
            }) {
                assertThat(steps(port, "READER", keys))
                        .as(List.of(keys).toString())
                        .isEqualTo(steps(keys));
            }
        }
    }
}
