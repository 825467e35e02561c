package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.Archive;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Spool;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreService;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.dicom.net.TestObjects;

class RetrieveCommandsTest extends CommandTestSupport {
    private static final String STUDY = "StudyInstanceUID=" + TestObjects.STUDY_UID;

    private List<FileSource> images;
    private Path into;

    @BeforeEach
    void makeImages() throws IOException {
        images = TestObjects.images(3, Files.createDirectories(folder.resolve("archive")));
        into = folder.resolve("got/into");
    }

    private TestNode archive() {
        return TestNode.of(new Archive(images).services().build());
    }

    @Test
    void objectsAreGotIntoFilesNamedByTheirUids() {
        try (TestNode node = archive()) {
            assertThat(dicom("get", at(node), "-k", STUDY, "--into", into)).isZero();
        }
        assertThat(lines())
                .containsExactly(
                        "0000H, success; 3 completed, 0 with a warning, 0 failed.", "3 file(s) written into " + into);
        assertThat(into).isDirectoryNotContaining("glob:**.part");
        for (FileSource image : images) {
            assertThat(TestObjects.content(into.resolve(image.sopInstanceUid() + ".dcm")))
                    .isEqualTo(TestObjects.content(image.file()));
        }
    }

    @Test
    void oneThatIsThereIsReplacedAndProgramsGetTheFiles() throws IOException {
        Files.createDirectories(into);
        Path file = Files.writeString(into.resolve(TestObjects.instanceUid(2) + ".dcm"), "an unfinished one");
        try (TestNode node = archive()) {
            String key = "SOPInstanceUID=" + TestObjects.instanceUid(2);
            assertThat(dicom("get", "--json", at(node), "-k", STUDY, "-k", key, "--into", into))
                    .isZero();
        }
        assertThat(json().path("status").asText()).isEqualTo("0000H");
        assertThat(json().path("completed").asInt()).isEqualTo(1);
        assertThat(json().path("files")).singleElement().satisfies(name -> assertThat(name.asText())
                .isEqualTo(file.toString()));
        assertThat(TestObjects.content(file))
                .isEqualTo(TestObjects.content(images.get(1).file()));
    }

    @Test
    void whatCannotComeIsListedAndAFinding() {
        try (TestNode node = archive()) {
            // the objects are of another class
            assertThat(dicom("get", at(node), "-k", STUDY, "--into", into, "--sop-class", SopClass.CTImageStorage))
                    .isEqualTo(1);
        }
        assertThat(lines())
                .containsExactly(
                        "failed  2.25.2000.1",
                        "failed  2.25.2000.2",
                        "failed  2.25.2000.3",
                        "A702H, unable to perform the sub-operations; 0 completed, 0 with a warning, 3 failed.",
                        "0 file(s) written into " + into);
        assertThat(err()).contains("name it with --sop-class or --transfer-syntax");
    }

    @Test
    void whatCannotBeWrittenIsAFindingWithItsReason() throws IOException {
        // a folder stands where the file is to be
        Path inTheWay = into.resolve(TestObjects.instanceUid(2) + ".dcm");
        Files.createDirectories(inTheWay.resolve("inside"));
        try (TestNode node = archive()) {
            assertThat(dicom("get", at(node), "-k", STUDY, "--into", into)).isEqualTo(1);
        }
        assertThat(lines())
                .containsExactly(
                        "failed  2.25.2000.2",
                        "B000H, some sub-operations failed or ended with a warning; 2 completed, 0 with a warning, 1 failed.",
                        "2 file(s) written into " + into);
        assertThat(err()).startsWith("An object could not be written: ").contains(inTheWay.toString());
        assertThat(into).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void nothingThatMatchesIsNoFinding() {
        images = List.of();
        try (TestNode node = archive()) {
            assertThat(dicom("get", at(node), "-k", STUDY, "--into", into)).isZero();
        }
        assertThat(lines()).containsExactly("No object matches.", "0 file(s) written into " + into);
    }

    @Test
    void moreContextsThanThereCanBeAreWrongUse() {
        String[] syntaxes = {"JPEG2000", "JPEGBaseline8Bit", "RLELossless"};
        assertThat(dicom(
                        "get",
                        "A@104",
                        "-k",
                        STUDY,
                        "--into",
                        into,
                        "--transfer-syntax=" + syntaxes[0],
                        "--transfer-syntax=" + syntaxes[1],
                        "--transfer-syntax=" + syntaxes[2]))
                .isEqualTo(2);
        assertThat(err()).contains("are more than the 128 of an association; name fewer with --sop-class");
    }

    @Test
    void whatIsNoUidIsNotUsedAsTheNameOfAFile() {
        assertThat(ReceivedFiles.name("1.2.3")).isEqualTo("1.2.3.dcm");
        assertThat(ReceivedFiles.name("../../etc/passwd"))
                .isEqualTo(Uid.derived("../../etc/passwd") + ".dcm")
                .startsWith("2.25.")
                .doesNotContain("/");
    }

    @Test
    void objectsAreMovedToAnotherNode() throws IOException {
        Spool spool = new Spool(Files.createDirectories(folder.resolve("spool")));
        Services storing = Services.builder().store(uid -> true, spool::store).build();
        try (TestNode destination = TestNode.of(storing);
                TestNode node = TestNode.of(new Archive(images)
                        .knows(destination.address())
                        .services()
                        .build())) {
            assertThat(dicom("move", at(node), "--to", TestNode.AE_TITLE, "-k", STUDY))
                    .isZero();
        }
        assertThat(lines()).containsExactly("0000H, success; 3 completed, 0 with a warning, 0 failed.");
        assertThat(spool.instanceUids())
                .containsExactlyElementsOf(
                        images.stream().map(FileSource::sopInstanceUid).toList());
    }

    @Test
    void whatTheDestinationRefusedIsListedAndAFinding() {
        StoreService choosy = (request, dataSet) -> {
            if (request.sopInstanceUid().equals(TestObjects.instanceUid(2))) {
                throw new DimseException(Status.OUT_OF_RESOURCES);
            }
            return Status.SUCCESS;
        };
        Services storing = Services.builder().store(uid -> true, choosy).build();
        try (TestNode destination = TestNode.of(storing);
                TestNode node = TestNode.of(new Archive(images)
                        .knows(destination.address())
                        .services()
                        .build())) {
            assertThat(dicom("move", "--json", at(node), "--to", TestNode.AE_TITLE, "-k", STUDY))
                    .isEqualTo(1);
        }
        assertThat(json().path("status").asText()).isEqualTo("B000H");
        assertThat(json().path("failed").asInt()).isEqualTo(1);
        assertThat(json().path("failedSopInstanceUids")).singleElement().satisfies(uid -> assertThat(uid.asText())
                .isEqualTo(TestObjects.instanceUid(2)));
    }

    @Test
    void anUnknownDestinationIsAFinding() {
        try (TestNode node = archive()) {
            assertThat(dicom("move", at(node), "--to", "NOBODY", "-k", STUDY)).isEqualTo(1);
        }
        assertThat(out()).startsWith("A801H, move destination unknown; 0 completed");
    }
}
