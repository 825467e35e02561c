package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;

class DirectoryRecordTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Path DCMMKDIR = Path.of("/usr/bin/dcmmkdir");

    @TempDir
    Path folder;

    private static DirectoryRecord record(String type) {
        return new DirectoryRecord(new DataSet().put(Tag.DirectoryRecordType, type));
    }

    /** Two patients, of which the first has two studies with one series, and the series two images. */
    private static DataSet directory() {
        DirectoryRecord first = record("PATIENT");
        first.attributes().put(Tag.PatientID, "1").put(Tag.PatientName, "First");
        for (int i = 0; i < 2; i++) {
            DirectoryRecord study = record("STUDY");
            study.attributes()
                    .put(Tag.StudyDate, "20240101")
                    .put(Tag.StudyTime, "1200")
                    .put(Tag.StudyID, "S" + i)
                    .put(Tag.AccessionNumber, "A")
                    .put(Tag.StudyDescription, "D")
                    .put(Tag.StudyInstanceUID, "2.25.1" + i);
            DirectoryRecord series = record("SERIES");
            series.attributes()
                    .put(Tag.Modality, "CT")
                    .put(Tag.SeriesNumber, i)
                    .put(Tag.SeriesInstanceUID, "2.25.2" + i);
            for (int j = 0; j < 2; j++) {
                DirectoryRecord image = record("IMAGE");
                image.attributes()
                        .put(Tag.ReferencedFileID, "CT" + i, "IM" + j)
                        .put(Tag.ReferencedSOPClassUIDInFile, SopClass.CTImageStorage)
                        .put(Tag.ReferencedSOPInstanceUIDInFile, "2.25.3" + i + j)
                        .put(Tag.ReferencedTransferSyntaxUIDInFile, EXPLICIT.uid())
                        .put(Tag.InstanceNumber, j);
                series.lower().add(image);
            }
            study.lower().add(series);
            first.lower().add(study);
        }
        DirectoryRecord second = record("PATIENT");
        second.attributes().put(Tag.PatientID, "2").put(Tag.PatientName, "Second");
        DataSet directory = new DataSet().put(Tag.FileSetID, "TEST").put(Tag.FileSetConsistencyFlag, 0);
        DirectoryRecord.put(directory, List.of(first, second));
        return directory;
    }

    /** Type, identity and depth of all records, in order. */
    private static List<String> listed(DataSet directory) {
        List<String> all = new ArrayList<>();
        for (DirectoryRecord patient : DirectoryRecord.tree(directory)) {
            list("", patient, all);
        }
        return all;
    }

    private static void list(String indent, DirectoryRecord record, List<String> all) {
        DataSet attributes = record.attributes();
        all.add(indent
                + record.type()
                + attributes.string(Tag.PatientID).orElse("")
                + attributes.string(Tag.StudyInstanceUID).orElse("")
                + attributes.string(Tag.SeriesInstanceUID).orElse("")
                + record.referencedFile());
        record.lower().forEach(lower -> list(indent + " ", lower, all));
    }

    private DicomObject rewritten(DicomObject object) throws IOException {
        Path file = folder.resolve("DICOMDIR");
        DicomWriter.write(object, file);
        return DicomReader.read(file);
    }

    private DicomObject written(DataSet directory) throws IOException {
        DataSet meta = new DataSet().put(Tag.MediaStorageSOPClassUID, SopClass.MediaStorageDirectoryStorage);
        return rewritten(new DicomObject(meta.put(Tag.MediaStorageSOPInstanceUID, "2.25.9"), directory, EXPLICIT));
    }

    @Test
    void recordsThatWerePutAreFoundByTheirOffsets() throws IOException {
        DicomObject read = written(directory());
        assertThat(listed(read.dataSet()))
                .containsExactly(
                        "PATIENT1[]",
                        " STUDY2.25.10[]",
                        "  SERIES2.25.20[]",
                        "   IMAGE[CT0, IM0]",
                        "   IMAGE[CT0, IM1]",
                        " STUDY2.25.11[]",
                        "  SERIES2.25.21[]",
                        "   IMAGE[CT1, IM0]",
                        "   IMAGE[CT1, IM1]",
                        "PATIENT2[]");
        byte[] bytes = Files.readAllBytes(folder.resolve("DICOMDIR"));
        for (DataSet record : read.dataSet().items(Tag.DirectoryRecordSequence)) {
            int at = (int) record.offset().orElseThrow();
            assertThat(new byte[] {bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]})
                    .containsExactly(0xFE, 0xFF, 0x00, 0xE0);
        }
    }

    @Test
    void offsetsAreRightAfterAnyEdit() throws IOException {
        DicomObject read = written(directory());
        List<String> before = listed(read.dataSet());
        read.dataSet().put(Tag.FileSetID, "A LONGER ID");
        read.fileMeta().put(Tag.SourceApplicationEntityTitle, "ARCHIVE");
        for (DataSet record : read.dataSet().items(Tag.DirectoryRecordSequence)) {
            record.put(Tag.PatientComments, "something more").delimited(true);
        }
        assertThat(listed(rewritten(read).dataSet())).isEqualTo(before);
        DicomObject implicit =
                new DicomObject(read.fileMeta(), read.dataSet(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(listed(rewritten(implicit).dataSet())).isEqualTo(before);
    }

    @Test
    void recordsCanBeMovedAddedAndTakenOut() throws IOException {
        DataSet directory = written(directory()).dataSet();
        List<DirectoryRecord> tree = new ArrayList<>(DirectoryRecord.tree(directory));
        DirectoryRecord moved = tree.get(0).lower().remove(0);
        tree.get(1).lower().add(moved);
        moved.lower().get(0).lower().remove(0);
        tree.add(0, record("PATIENT"));
        DirectoryRecord.put(directory, tree);
        DataSet read = written(directory).dataSet();
        assertThat(listed(read))
                .containsExactly(
                        "PATIENT[]",
                        "PATIENT1[]",
                        " STUDY2.25.11[]",
                        "  SERIES2.25.21[]",
                        "   IMAGE[CT1, IM0]",
                        "   IMAGE[CT1, IM1]",
                        "PATIENT2[]",
                        " STUDY2.25.10[]",
                        "  SERIES2.25.20[]",
                        "   IMAGE[CT0, IM1]");
        assertThat(DirectoryRecord.tree(read)).allMatch(DirectoryRecord::isInUse);
    }

    @Test
    void anEmptyDirectoryHasNoRecords() throws IOException {
        DataSet directory = new DataSet();
        DirectoryRecord.put(directory, List.of());
        assertThat(DirectoryRecord.tree(written(directory).dataSet())).isEmpty();
        assertThat(DirectoryRecord.tree(new DataSet())).isEmpty();
    }

    @Test
    void aRecordThatIsTwiceInTheTreeIsRefused() {
        DirectoryRecord loop = record("PATIENT");
        loop.lower().add(loop);
        List<DirectoryRecord> tree = List.of(loop);
        DataSet directory = new DataSet();
        assertThatThrownBy(() -> DirectoryRecord.put(directory, tree)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void loopsAndOffsetsToNothingAreRefused() throws IOException {
        for (String next : List.of("self", "7")) {
            DataSet read = written(directory()).dataSet();
            DataSet last = read.items(Tag.DirectoryRecordSequence).get(9);
            String offset = next.equals("self") ? String.valueOf(last.offset().orElseThrow()) : next;
            last.put(Tag.OffsetOfTheNextDirectoryRecord, offset);
            assertThatThrownBy(() -> DirectoryRecord.tree(read))
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageContaining("leads to no record");
        }
    }

    @Test
    void anOffsetToNothingIsWrittenAsNone() throws IOException {
        DicomObject read = written(directory());
        read.dataSet().items(Tag.DirectoryRecordSequence).get(9).put(Tag.OffsetOfTheNextDirectoryRecord, "7");
        assertThat(listed(rewritten(read).dataSet())).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DICOMDIR",
                "DICOMDIR-bigEnd",
                "DICOMDIR-implicit",
                "DICOMDIR-nooffset",
                "DICOMDIR-nopatient",
                "DICOMDIR-reordered"
            })
    void realDirectoriesKeepTheirRecordsAndTheirFilesWhenRewritten(String name) throws IOException {
        Path file = DicomTestSupport.realFile("dicomdir/" + name);
        DicomObject read = DicomReader.read(file);
        List<String> before = listed(read.dataSet());
        read.dataSet().put(Tag.FileSetID, "EDITED");
        assertThat(listed(rewritten(read).dataSet())).isEqualTo(before);
        assertThat(before).as("in two of them nothing leads to most records").isNotEmpty();
    }

    @Test
    void dcmmkdirAndPydicomAgreeOnTheRecords() throws Exception {
        assumeTrue(Files.isExecutable(DCMMKDIR), "skipped: DCMTK's dcmmkdir is not installed");
        DicomTestSupport.assumePydicom();
        Files.createDirectories(folder.resolve("CT0"));
        for (int i = 0; i < 3; i++) {
            DataSet image = DicomTestSupport.image()
                    .put(Tag.SOPClassUID, SopClass.SecondaryCaptureImageStorage)
                    .put(Tag.SOPInstanceUID, "2.25.5" + i)
                    .put(Tag.PatientID, "P" + i / 2)
                    .put(Tag.PatientName, "Name")
                    .put(Tag.StudyInstanceUID, "2.25.6" + i / 2)
                    .put(Tag.StudyID, "1")
                    .put(Tag.StudyDate, "20240101")
                    .put(Tag.StudyTime, "120000")
                    .put(Tag.SeriesInstanceUID, "2.25.7" + i / 2)
                    .put(Tag.SeriesNumber, 1)
                    .put(Tag.Modality, "OT")
                    .put(Tag.InstanceNumber, i);
            DicomWriter.write(
                    DicomObject.of(image, EXPLICIT), folder.resolve("CT0").resolve("IM" + i));
        }
        DicomPeersIT.run(
                DCMMKDIR.toString(),
                "+r",
                "+id",
                folder.toString(),
                "+D",
                folder.resolve("DICOMDIR").toString(),
                "CT0/IM0",
                "CT0/IM1",
                "CT0/IM2");
        DicomObject made = DicomReader.read(folder.resolve("DICOMDIR"));
        List<String> expected = List.of(
                "PATIENTP0[]",
                " STUDY2.25.60[]",
                "  SERIES2.25.70[]",
                "   IMAGE[CT0, IM0]",
                "   IMAGE[CT0, IM1]",
                "PATIENTP1[]",
                " STUDY2.25.61[]",
                "  SERIES2.25.71[]",
                "   IMAGE[CT0, IM2]");
        assertThat(listed(made.dataSet())).isEqualTo(expected);
        made.dataSet().put(Tag.FileSetID, "ANOTHER ID");
        made.dataSet().items(Tag.DirectoryRecordSequence).get(0).put(Tag.PatientComments, "a comment");
        assertThat(listed(rewritten(made).dataSet())).isEqualTo(expected);
        String found = DicomPeersIT.python(
                """
                import sys
                from pydicom.fileset import FileSet
                print(sorted((i.PatientID, i.StudyInstanceUID, i.SOPInstanceUID, i.path[-7:]) for i in FileSet(sys.argv[1])))
                """,
                folder.resolve("DICOMDIR"));
        assertThat(found.strip())
                .isEqualTo("[('P0', '2.25.60', '2.25.50', 'CT0/IM0'), ('P0', '2.25.60', '2.25.51', 'CT0/IM1'),"
                        + " ('P1', '2.25.61', '2.25.52', 'CT0/IM2')]");
    }
}
