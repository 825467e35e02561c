package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomTestSupport;

/** DICOM files that are dropped into folders, on a real PostgreSQL. */
class DicomDropIT extends ReceivingTestSupport {

    @BeforeEach
    void aFolderOfDicomFiles() {
        profile("title: A folder\ndicom: {}\n");
    }

    @Test
    void aFileOfAnyNameIsStoredAsItIs() {
        for (String name : List.of("a.dcm", "b.dic", "c.v2", "d", "folder/IM000001")) {
            DataSet object = object();
            byte[] content = file(object);
            drop(name, content);
            assertThat(stored(object)).as(name).isEqualTo(content);
            assertThat(timeline(object)).as(name).anyMatch(line -> line.startsWith("File " + name));
        }
    }

    @Test
    void aDataSetWithoutFileMetaInformationIsGivenIt() {
        DataSet object = object();
        drop("old.v2", DicomTestSupport.encoded(object, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN));
        byte[] stored = stored(object);
        assertThat(new String(stored, 128, 4, StandardCharsets.US_ASCII)).isEqualTo("DICM");
        assertThat(read(stored).string(Tag.PatientName)).contains("Shevchenko^Taras");
        assertThat(timeline(object)).anyMatch(line -> line.contains("without preamble or File Meta Information"));
    }

    @Test
    void theSameFileAgainUnderAnotherNameChangesNothing() {
        DataSet object = object();
        drop("a.dcm", file(object));
        drop("b.dcm", file(object));
        assertThat(study(object).orElseThrow().instances()).hasSize(1);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void anArchiveIsUnpackedAndWhatIsNoDicomIsTold() {
        DataSet first = object();
        DataSet second = sibling(first);
        drop(
                "зрізи.zip",
                zip(
                        Charset.forName("IBM866"),
                        member("Троць/1.dcm", file(first)),
                        member("Троць/2.dcm", file(second)),
                        member("Троць/читай.txt", "Прочитай мене".getBytes(StandardCharsets.UTF_8))));
        assertThat(study(first).orElseThrow().instances()).hasSize(2);
        assertThat(timeline(first))
                .contains("The archive holds 2 DICOM object(s). 1 of its members are no DICOM and were left:"
                        + " Троць/читай.txt");
    }

    @Test
    void aMemberThatClimbsOutOfItsArchiveIsWrittenNowhere() {
        DataSet object = object();
        drop("climber.zip", zip(StandardCharsets.UTF_8, member("../../../../climbed.dcm", file(object))));
        assertThat(study(object)).isPresent();
        assertThat(home.resolve("climbed.dcm")).doesNotExist();
    }

    @Test
    void aBombIsSetAside() {
        Member[] black = IntStream.range(0, 5)
                .mapToObj(i -> member(i + ".dcm", new byte[64 << 20]))
                .toArray(Member[]::new);
        drop("bomb.zip", zip(StandardCharsets.UTF_8, black));
        assertThat(reasons()).singleElement().asString().startsWith("The archive unpacks to more than 100 times");
    }

    @Test
    void anArchiveInAnArchiveIsSetAside() {
        byte[] inner = zip(StandardCharsets.UTF_8, member("a.dcm", file(object())));
        drop("outer.zip", zip(StandardCharsets.UTF_8, member("inner.zip", inner)));
        assertThat(reasons()).singleElement().asString().startsWith("The member inner.zip is an archive itself");
    }

    @Test
    void aDamagedArchiveIsSetAsideWhole() {
        byte[] whole = zip(StandardCharsets.UTF_8, member("a.dcm", file(object())));
        drop("half.zip", Arrays.copyOf(whole, whole.length / 2));
        assertThat(reasons()).singleElement().asString().startsWith("The archive is damaged");
    }

    @Test
    void whatIsNoDicomIsSetAside() {
        drop("notes.txt", "Нічого цікавого".getBytes(StandardCharsets.UTF_8));
        assertThat(reasons()).singleElement().asString().startsWith("The file is neither a DICOM object nor");
    }

    @Test
    void aDamagedObjectIsSetAsideWithTheReason() {
        byte[] whole = file(object());
        drop("half.dcm", Arrays.copyOf(whole, whole.length - 6));
        assertThat(reasons()).singleElement().asString().startsWith("The object cannot be read as DICOM");
    }

    @Test
    void aDicomFileInAFolderOfPicturesIsSetAsideWithTheMend() {
        profile(
                """
                title: Pictures
                images: {pattern: '(?<exam>P\\d+)\\.png', expected: 1}
                record: {from: file-name}
                object: {sopClass: secondary-capture}
                patient: {PatientName: "", PatientID: {field: exam}, PatientBirthDate: "", PatientSex: ""}
                study: {StudyDate: {generate: received-date}, StudyTime: {generate: received-time}, StudyID: {field: exam}}
                device: {Modality: OT, ConversionType: DF}
                """);
        drop("a.dcm", file(object()));
        assertThat(reasons()).singleElement().asString().contains("is DICOM", "expects pictures", "the key dicom");
    }

    @Test
    void aDicomdirTellsWhichOfItsFilesDidNotCome() throws IOException {
        Path medium = DicomTestSupport.realFilesFolder().resolve("dicomdir");
        assumeTrue(Files.isDirectory(medium), "no real DICOMDIR: ../shared/testdata is missing");
        List<Path> files;
        try (Stream<Path> all = Files.walk(medium)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> medium.relativize(file).getNameCount() > 1)
                    .sorted()
                    .toList();
        }
        for (Path file : files.subList(1, files.size())) {
            drop(medium.relativize(file).toString(), Files.readAllBytes(file));
        }
        drop("DICOMDIR", Files.readAllBytes(medium.resolve("DICOMDIR")));
        intake.judgeDirectories();
        assertThat(reasons()).as("there is time yet").isEmpty();
        patienceEnds();
        assertThat(reasons()).singleElement().asString().containsPattern("Of the \\d+ objects .* did not come");
        int missing = missing(reasons().get(0));
        Path late = files.get(0);
        drop(medium.relativize(late).toString(), Files.readAllBytes(late));
        quarantine.replay(quarantined().get(0).id());
        patienceEnds();
        assertThat(reasons().isEmpty() ? 0 : missing(reasons().get(0))).isEqualTo(missing - 1);
    }

    private static int missing(String reason) {
        return Integer.parseInt(reason.replaceAll(".* (\\d+) did not come.*", "$1"));
    }

    private void patienceEnds() {
        jdbc.sql("update media_directory set due_at = due_at - interval '11 minutes'")
                .update();
        intake.judgeDirectories();
    }

    private List<String> reasons() {
        return quarantined().stream().map(QuarantineEntry::reason).toList();
    }

    /** What the routes do with a dropped file. */
    private void drop(String name, byte[] content) {
        try {
            Path file = home.resolve("dropped").resolve(sender).resolve(name);
            Files.createDirectories(file.getParent());
            intake.assemble(intake.land(Files.write(file, content), sender, name, 0));
            normaliseAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Member(String name, byte[] content) {}

    private static Member member(String name, byte[] content) {
        return new Member(name, content);
    }

    private static byte[] zip(Charset names, Member... members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
            for (Member member : members) {
                zip.putNextEntry(new ZipEntry(member.name()));
                zip.write(member.content());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
