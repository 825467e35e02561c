package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ua.vuzol.intake.ZipTestSupport.member;
import static ua.vuzol.intake.ZipTestSupport.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomTestSupport;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.DirectoryRecord;
import ua.vuzol.intake.ZipTestSupport.Member;

/** DICOM files that are dropped into folders, on a real PostgreSQL. */
class DicomDropIT extends ReceivingTestSupport {
    @Autowired
    private TransactionTemplate transaction;

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
    void aFileWithoutPreambleIsStoredToo() {
        DataSet object = object();
        byte[] whole = file(object);
        drop("no-preamble", Arrays.copyOfRange(whole, 132, whole.length));
        assertThat(new String(stored(object), 128, 4, StandardCharsets.US_ASCII))
                .isEqualTo("DICM");
        assertThat(stored(object)).endsWith(DicomTestSupport.encoded(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
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
                        ZipEntry.DEFLATED,
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
        drop("climber.zip", zip(member("../../../../climbed.dcm", file(object))));
        assertThat(study(object)).isPresent();
        assertThat(home.resolve("climbed.dcm")).doesNotExist();
    }

    @Test
    void aBombIsSetAside() {
        Member[] black = IntStream.range(0, 5)
                .mapToObj(i -> member(i + ".dcm", new byte[64 << 20]))
                .toArray(Member[]::new);
        drop("bomb.zip", zip(black));
        assertThat(reasons()).singleElement().asString().startsWith("The archive unpacks to more than 100 times");
    }

    @Test
    void anArchiveInAnArchiveIsSetAside() {
        byte[] inner = zip(member("a.dcm", file(object())));
        drop("outer.zip", zip(member("inner.zip", inner)));
        assertThat(reasons()).singleElement().asString().startsWith("The member inner.zip is an archive itself");
    }

    @Test
    void aDamagedArchiveIsSetAsideWhole() {
        byte[] whole = zip(member("a.dcm", file(object())));
        drop("half.zip", Arrays.copyOf(whole, whole.length / 2));
        assertThat(reasons()).singleElement().asString().startsWith("The archive is damaged");
    }

    @Test
    void aMemberWithANameThatTheDatabaseCannotHoldIsToldOf() {
        DataSet object = object();
        drop("odd.zip", zip(member("a.dcm", file(object)), member("a\0b.txt", new byte[] {1})));
        assertThat(timeline(object)).anyMatch(line -> line.endsWith("were left: a\uFFFDb.txt"));
    }

    @Test
    void anArchiveThatAnotherWorkerUnpacksHoldsUpNobody() {
        long file = land("long.zip", zip(member("a.dcm", file(object()))));
        transaction.executeWithoutResult(busy -> {
            jdbc.sql("select 1 from landed_file where id = :id for update")
                    .param("id", file)
                    .query(Integer.class)
                    .single();
            // on a thread of its own, and so in a transaction of its own
            assertThat(assertTimeoutPreemptively(Duration.ofMinutes(1), () -> intake.assemble(file)))
                    .isEmpty();
        });
        intake.assemble(file);
        assertThat(jdbc.sql("select count(*) from received_object where landed_file_id = :id")
                        .param("id", file)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
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
    void aDicomdirTellsWhichOfItsFilesDidNotCome() {
        DataSet come = object();
        DataSet missing = sibling(come);
        DataSet twice = sibling(come);
        drop("CD/DICOMDIR", directory(come, missing, twice, twice));
        drop("CD/IM0", file(come));
        drop("CD/IM2", file(twice));
        intake.judgeDirectories();
        assertThat(reasons()).as("there is time yet").isEmpty();
        patienceEnds();
        assertThat(reasons())
                .containsExactly("Of the 3 objects that the DICOMDIR names, 1 did not come: CT0/IM1. Copy the missing"
                        + " files into the folder and replay.");
        drop("CD/IM1", file(missing));
        assertThat(quarantine.replay(quarantined().get(0).id()).succeeded()).isTrue();
        patienceEnds();
        assertThat(reasons()).isEmpty();
    }

    @Test
    void theFilesOfADicomdirAreWaitedForWhileAnythingComesFromTheSource() {
        drop("DICOMDIR", directory(object()));
        hourPasses("media_directory", "noted_at");
        drop("something-else.dcm", file(object()));
        intake.judgeDirectories();
        assertThat(reasons()).isEmpty();
        hourPasses("landed_file", "landed_at");
        intake.judgeDirectories();
        assertThat(reasons()).hasSize(1);
    }

    @Test
    void aSourceFromWhichSomethingComesAllTheTimeIsNotWaitedForForEver() {
        drop("DICOMDIR", directory(object()));
        IntStream.range(0, 25).forEach(hour -> hourPasses("media_directory", "noted_at"));
        intake.judgeDirectories();
        assertThat(reasons()).hasSize(1);
    }

    @Test
    void aClockThatIsSetBackHoldsNoDicomdirUp() {
        drop("DICOMDIR", directory(object()));
        jdbc.sql("update media_directory set noted_at = noted_at + interval '1 year' where source = :source")
                .param("source", sender)
                .update();
        intake.judgeDirectories();
        assertThat(reasons()).hasSize(1);
    }

    @Test
    void whatLiesInQuarantineHasCome() {
        DataSet object = object();
        byte[] whole = file(object);
        drop("IM0", Arrays.copyOf(whole, whole.length - 6));
        drop("DICOMDIR", directory(object));
        patienceEnds();
        assertThat(reasons()).singleElement().asString().startsWith("The object cannot be read");
    }

    @Test
    void allDicomdirsOfAnArchiveCount() {
        DataSet first = object();
        DataSet second = object();
        drop(
                "discs.zip",
                zip(
                        member("1/DICOMDIR", directory(first, object())),
                        member("1/CT0/IM0", file(first)),
                        member("2/DICOMDIR", directory(second, object())),
                        member("2/CT0/IM0", file(second))));
        patienceEnds();
        assertThat(study(first)).isPresent();
        assertThat(study(second)).isPresent();
        assertThat(reasons())
                .singleElement()
                .asString()
                .startsWith("Of the 4 objects that the DICOMDIR names, 2 did not come: CT0/IM1, CT0/IM1.");
    }

    @Test
    void aDiscOfRealFilesIsTakenAndItsMissingFilesAreNamed() throws IOException {
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
        patienceEnds();
        String late = medium.relativize(files.get(0)).toString();
        assertThat(reasons()).singleElement().asString().contains(late);
        drop(late, Files.readAllBytes(files.get(0)));
        quarantine.replay(quarantined().get(0).id());
        patienceEnds();
        assertThat(reasons().toString()).doesNotContain(late);
    }

    /** A DICOMDIR as of a disc on which the objects are CT0/IM0, CT0/IM1 ... */
    private static byte[] directory(DataSet... objects) {
        List<DirectoryRecord> images = new ArrayList<>();
        for (DataSet object : objects) {
            images.add(new DirectoryRecord(new DataSet()
                    .put(Tag.DirectoryRecordType, "IMAGE")
                    .put(Tag.ReferencedFileID, "CT0", "IM" + images.size())
                    .put(Tag.ReferencedSOPClassUIDInFile, SopClass.CTImageStorage)
                    .put(
                            Tag.ReferencedSOPInstanceUIDInFile,
                            object.string(Tag.SOPInstanceUID).orElseThrow())));
        }
        DataSet patient = new DataSet().put(Tag.DirectoryRecordType, "PATIENT").put(Tag.PatientID, "1");
        DataSet directory = new DataSet();
        DirectoryRecord.put(directory, List.of(new DirectoryRecord(patient, images)));
        DataSet meta = new DataSet()
                .put(Tag.MediaStorageSOPClassUID, SopClass.MediaStorageDirectoryStorage)
                .put(Tag.MediaStorageSOPInstanceUID, Uid.random());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomWriter.write(new DicomObject(meta, directory, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void patienceEnds() {
        hourPasses("media_directory", "noted_at");
        hourPasses("landed_file", "landed_at");
        intake.judgeDirectories();
    }

    /** For rows of this test's source. */
    private void hourPasses(String table, String time) {
        jdbc.sql("update " + table + " set " + time + " = " + time + " - interval '1 hour' where source = :source")
                .param("source", sender)
                .update();
    }

    private List<String> reasons() {
        return quarantined().stream().map(QuarantineEntry::reason).toList();
    }

    /** What the routes do with a dropped file. */
    private void drop(String name, byte[] content) {
        intake.assemble(land(name, content));
        normaliseAll();
    }

    private long land(String name, byte[] content) {
        try {
            Path file = home.resolve("dropped").resolve(sender).resolve(name);
            Files.createDirectories(file.getParent());
            return intake.land(Files.write(file, content), sender, name, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
