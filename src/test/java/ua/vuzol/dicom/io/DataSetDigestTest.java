package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

class DataSetDigestTest {
    private static final Path DCMCONV = Path.of("/usr/bin/dcmconv");

    @TempDir
    private Path folder;

    private static DataSet object() {
        DataSet dataSet = DicomTestSupport.image();
        dataSet.put(0x00090010, VR.LO, "ACME 1.1");
        dataSet.put(0x00091001, VR.LO, "private");
        dataSet.put(
                Element.of(0x00091002, VR.SQ, new Value.Items(List.of(new DataSet().put(Tag.CodeValue, "1")), false)));
        return dataSet.put(Tag.SmallestImagePixelValue, VR.US, "258");
    }

    private static String digest(DataSet dataSet) throws IOException {
        return DataSetDigest.sha256(dataSet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"})
    void anObjectHasOneDigestInEachNativeTransferSyntax(String uid) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(uid);
        DataSet again = DicomTestSupport.decoded(DicomTestSupport.encoded(object(), syntax), syntax);
        assertThat(digest(again)).isEqualTo(digest(object()));
    }

    @Test
    void whatIsInAFileByReferenceCountsAsInTheHeap() throws IOException {
        DataSet large = object().putBytes(Tag.PixelData, VR.OW, new byte[200_000]);
        Path file = folder.resolve("large.dcm");
        DicomWriter.write(DicomObject.of(large, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN), file);
        assertThat(DataSetDigest.sha256(file)).isEqualTo(digest(large));
    }

    @Test
    void groupLengthsDelimitersAndPaddingDoNotCount() throws IOException {
        DataSet other = object();
        other.put(0x00080000, VR.UL, "0");
        other.putBytes(Tag.DataSetTrailingPadding, VR.OB, new byte[10]);
        other.putBytes(Tag.SOPInstanceUID, VR.UI, "2.25.1\0\0".getBytes());
        other.putBytes(Tag.CodeMeaning, VR.LO, new byte[0]).remove(Tag.CodeMeaning);
        List<DataSet> items = other.items(Tag.ProcedureCodeSequence);
        items.forEach(item -> item.delimited(true));
        other.put(Element.of(Tag.ProcedureCodeSequence, VR.SQ, new Value.Items(items, true)));
        assertThat(digest(other)).isEqualTo(digest(object()));
    }

    @Test
    void everyDifferenceInWhatIsSaidCounts() throws IOException {
        Set<String> digests = new HashSet<>(Set.of(digest(object())));
        List<DataSet> others = List.of(
                object().put(Tag.PatientName, "Шевченко^Тарас^Григорівна"),
                object().putEmpty(Tag.PatientID),
                object().put(Tag.PatientID, "1"),
                object().put(Tag.SmallestImagePixelValue, VR.US, "0"),
                object().putBytes(Tag.SmallestImagePixelValue, VR.US, new byte[0]),
                object().putBytes(Tag.PixelData, VR.OW, new byte[12]),
                object().putBytes(Tag.PixelData, VR.OW, new byte[14]),
                object().put(0x00091001, VR.LO, "privat"),
                object().put(0x00091001, VR.LO, "private!"),
                object().putItems(Tag.ProcedureCodeSequence),
                object().putItems(Tag.ProcedureCodeSequence, new DataSet()),
                object().putItems(Tag.ProcedureCodeSequence, new DataSet(), new DataSet()),
                object().remove(Tag.ProcedureCodeSequence));
        for (DataSet other : others) {
            assertThat(digests.add(digest(other))).as(other.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+ti", "+te", "+tb", "+td"})
    void whatDcmconvMakesOfARealFileIsTheSameObject(String option) throws Exception {
        assumeTrue(Files.isExecutable(DCMCONV), "skipped: DCMTK's dcmconv is not installed");
        int compared = 0;
        for (Path file : DicomTestSupport.realFiles()) {
            if (!isNativeImage(file)) {
                continue;
            }
            Path theirs = folder.resolve("theirs.dcm");
            DicomPeersIT.run(DCMCONV.toString(), "-q", "-e", option, file.toString(), theirs.toString());
            assertThat(DataSetDigest.sha256(theirs)).as(file.toString()).isEqualTo(DataSetDigest.sha256(file));
            compared++;
        }
        assertThat(compared).isGreaterThan(10);
    }

    private static boolean isNativeImage(Path file) throws IOException {
        try {
            DicomObject object = DicomReader.read(file);
            return !object.transferSyntax().encapsulated()
                    && object.dataSet().contains(Tag.SOPInstanceUID)
                    && object.fileMeta().contains(Tag.TransferSyntaxUID)
                    && !object.dataSet().contains(Tag.DirectoryRecordSequence);
        } catch (DicomFormatException e) {
            return false;
        }
    }
}
