package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

class DicomValidatorTest {

    @TempDir
    Path folder;

    private final DataSet dataSet = secondaryCapture();

    /** Everything that Secondary Capture demands. */
    private static DataSet secondaryCapture() {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, SopClass.SecondaryCaptureImageStorage)
                .put(Tag.SOPInstanceUID, "2.25.1")
                .put(Tag.StudyDate, "20260131")
                .put(Tag.StudyTime, "0830")
                .putEmpty(Tag.AccessionNumber)
                .put(Tag.Modality, "OT")
                .put(Tag.ConversionType, "WSD")
                .putEmpty(Tag.Manufacturer)
                .putEmpty(Tag.ReferringPhysicianName)
                .put(Tag.PatientName, "Шевченко^Тарас")
                .put(Tag.PatientID, "1")
                .putEmpty(Tag.PatientBirthDate)
                .putEmpty(Tag.PatientSex)
                .put(Tag.StudyInstanceUID, "2.25.2")
                .put(Tag.SeriesInstanceUID, "2.25.3")
                .putEmpty(Tag.StudyID)
                .putEmpty(Tag.SeriesNumber)
                .putEmpty(Tag.InstanceNumber)
                .put(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .put(Tag.Rows, 2)
                .put(Tag.Columns, 3)
                .put(Tag.BitsAllocated, 8)
                .put(Tag.BitsStored, 8)
                .put(Tag.HighBit, 7)
                .put(Tag.PixelRepresentation, 0)
                .putBytes(Tag.PixelData, VR.OB, new byte[6]);
    }

    private List<String> found(TransferSyntax syntax) throws IOException {
        Path file = folder.resolve("object.dcm");
        DicomWriter.write(DicomObject.of(dataSet, syntax), file);
        return DicomValidator.validate(file).findings().stream()
                .map(Finding::toString)
                .toList();
    }

    private List<String> found() throws IOException {
        return found(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    /** Puts bytes as they would be read, however wrong. */
    private void raw(int tag, VR vr, String bytes) {
        dataSet.put(Element.of(
                tag,
                vr,
                new Value.Bytes(bytes.getBytes(StandardCharsets.ISO_8859_1)),
                SpecificCharacterSet.ISO_IR_192));
    }

    @Test
    void aGoodFileHasNoFindings() throws IOException {
        assertThat(found()).isEmpty();
        assertThat(found(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)).isEmpty();
        assertThat(found(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)).isEmpty();
        assertThat(found(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)).isEmpty();
    }

    @Test
    void whatIsNoDicomHasThatAsItsOnlyError() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "This is a letter and no image.");
        ValidationReport report = DicomValidator.validate(file);
        assertThat(report.hasErrors()).isTrue();
        assertThat(report.findings()).singleElement().satisfies(finding -> assertThat(finding.problem())
                .contains("not a DICOM file"));
    }

    @Test
    void missingAndEmptyAttributesOfMandatoryModules() throws IOException {
        dataSet.remove(Tag.PatientSex).remove(Tag.Modality).putEmpty(Tag.StudyInstanceUID);
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "error (0010,0040): PatientSex is missing (Patient Module, type 2)",
                        "error (0008,0060): Modality is missing (General Series Module, type 1)",
                        "error (0020,000D): StudyInstanceUID is empty (General Study Module, type 1)");
    }

    @Test
    void missingAttributesOfItems() throws IOException {
        dataSet.putItems(
                Tag.ReferencedPatientSequence,
                new DataSet().put(Tag.ReferencedSOPClassUID, "1.2").put(Tag.ReferencedSOPInstanceUID, "1.2.3"),
                new DataSet().put(Tag.ReferencedSOPClassUID, "1.2"));
        assertThat(found()).singleElement().asString().startsWith("error (0008,1120)[2]/(0008,1155): ");
    }

    @Test
    void aClassWithoutIodIsAWarning() throws IOException {
        dataSet.put(Tag.SOPClassUID, "1.2.3.4");
        assertThat(found()).singleElement().asString().startsWith("warning (0008,0016): no IOD");
    }

    @Test
    void valuesThatBreakTheRulesOfTheirVr() throws IOException {
        raw(Tag.StudyDate, VR.DA, "20260230");
        raw(Tag.StudyTime, VR.TM, "08:30 ");
        raw(Tag.StudyInstanceUID, VR.UI, "1.02");
        raw(Tag.Modality, VR.CS, "ct");
        raw(Tag.PatientID, VR.LO, "a\nb ");
        raw(Tag.PatientName, VR.PN, "\u00C0\u00C1");
        raw(Tag.SeriesNumber, VR.IS, "99999999999 ");
        raw(Tag.StationName, VR.SH, "12345678901234567 ");
        raw(Tag.ImageType, VR.CS, "ORIGINAL");
        raw(Tag.AcquisitionDateTime, VR.DT, "2026-2027 ");
        assertThat(found())
                .extracting(finding -> finding.substring(0, finding.indexOf(':')))
                .containsExactly(
                        "error (0008,0008)",
                        "error (0008,0020)",
                        "error (0008,002A)",
                        "error (0008,0030)",
                        "error (0008,0060)",
                        "error (0008,1010)",
                        "error (0010,0010)",
                        "error (0010,0020)",
                        "error (0020,000D)",
                        "error (0020,0011)");
        assertThat(found())
                .contains(
                        "error (0008,0008): it has 1 value, but the dictionary says 2-n",
                        "error (0008,1010): 17 characters, but VR SH allows 16",
                        "error (0010,0010): its bytes are not all text in ISO_IR 192");
        assertThat(found().toString()).doesNotContain("20260230", "1.02", "9999", "1234567");
    }

    @Test
    void anUndefinedCharacterSetCannotBeTrusted() throws IOException {
        dataSet.put(Tag.SpecificCharacterSet, "WINDOWS 1251");
        dataSet.put(Element.of(
                Tag.PatientName,
                VR.PN,
                new Value.Bytes(new byte[] {(byte) 0xC0, (byte) 0xC1}),
                SpecificCharacterSet.of("WINDOWS 1251")));
        assertThat(found()).singleElement().asString().contains("(0010,0010)", "not defined");
    }

    @Test
    void aVrThatIsNotTheDictionarys() throws IOException {
        dataSet.put(Tag.StationName, VR.LO, "X").put(Element.ofUnknownVr(0x00181030, "ZZ", bytes("AB")));
        dataSet.putBytes(Tag.StudyDescription, VR.UN, "AB".getBytes());
        assertThat(found())
                .containsExactly(
                        "error (0008,1010): VR LO, but the dictionary says SH",
                        "warning (0008,1030): VR UN, though the dictionary says LO",
                        "error (0018,1030): the standard has no such VR");
    }

    private static Value bytes(String text) {
        return new Value.Bytes(text.getBytes());
    }

    @Test
    void oddLengthsAndHalfNumbers() throws IOException {
        raw(Tag.PatientID, VR.LO, "123");
        raw(Tag.Rows, VR.US, "\u0002\u0000\u0001");
        assertThat(found())
                .contains(
                        "error (0010,0020): an odd length of 3",
                        "error (0028,0010): an odd length of 3",
                        "error (0028,0010): its length is no multiple of 2, the bytes of one US");
    }

    @Test
    void elementsOutOfPlace() throws IOException {
        DataSet item = new DataSet().putBytes(0x00020010, VR.UI, "1.2 ".getBytes());
        item.put(Tag.ReferencedSOPClassUID, "1.2").put(Tag.ReferencedSOPInstanceUID, "1.2.3");
        dataSet.putItems(Tag.ReferencedPatientSequence, item)
                .putBytes(0x00091001, VR.LO, "x ".getBytes())
                .put(0x00110010, VR.LO, "VUZOL")
                .put(0x00111001, VR.LO, "x")
                .put(0x00110001, VR.LO, "x")
                .put(0x00070010, VR.LO, "x")
                .put(0x00081155 + 0x7000, VR.LO, "x")
                .putBytes(0x00200000, VR.UL, new byte[4]);
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "error (0007,0010): no private element may be in this group",
                        "warning (0008,8155): the dictionary does not have it",
                        "error (0008,1120)[1]/(0002,0010): an element of this group has no place here",
                        "error (0009,1001): its block has no Private Creator (0009,0010)",
                        "error (0011,0001): a private element must be from (gggg,1000) on",
                        "warning (0020,0000): a group length, which is retired");
    }

    @Test
    void theFileMetaInformationMustBeWholeAndAgree() throws IOException {
        Path file = folder.resolve("object.dcm");
        DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
        DicomObject object = DicomReader.read(file);
        object.fileMeta()
                .put(Tag.MediaStorageSOPInstanceUID, "2.25.9")
                .put(Tag.TransferSyntaxUID, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid())
                .remove(Tag.ImplementationClassUID);
        assertThat(DicomValidator.validate(object).findings())
                .extracting(Finding::toString)
                .anySatisfy(finding -> assertThat(finding).startsWith("error (0002,0000): a group length of "))
                .contains(
                        "error (0002,0012): it is missing (type 1)",
                        "error (0002,0003): it differs from (0008,0018) SOPInstanceUID of the data set",
                        "error (0002,0010): the data set is encoded otherwise, as in Explicit VR Little Endian")
                .hasSize(4);
    }

    @Test
    void aBareDataSetIsNoFile() throws IOException {
        Path file = Files.write(
                folder.resolve("bare"), DicomTestSupport.encoded(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        assertThat(DicomValidator.validate(file).findings())
                .extracting(Finding::problem)
                .containsExactly(
                        "there is no preamble with the prefix DICM at byte 128", "there is no File Meta Information");
    }

    @Test
    void nativePixelDataHasTheSizeThatItsAttributesSay() throws IOException {
        dataSet.put(Tag.Rows, 3);
        assertThat(found())
                .containsExactly(
                        "error (7FE0,0010): it has 6 bytes, but rows, columns, samples, bits and frames make 10");
        dataSet.put(Tag.NumberOfFrames, 3).put(Tag.Rows, 16).put(Tag.Columns, 1).put(Tag.BitsAllocated, 1);
        dataSet.put(Tag.BitsStored, 1).put(Tag.HighBit, 0);
        assertThat(found()).as("48 bits are 6 bytes").isEmpty();
        dataSet.put(Tag.BitsStored, 2);
        assertThat(found())
                .containsExactly(
                        "error (0028,0101): more than Bits Allocated (0028,0100)",
                        "error (0028,0101): High Bit (0028,0102) is not one less");
    }

    @Test
    void fragmentsBelongToEncapsulatedSyntaxesAlone() throws IOException {
        assertThat(found(TransferSyntax.JPEG_BASELINE))
                .containsExactly("error (7FE0,0010): no fragments, though the transfer syntax wants them");
    }

    private void fragments(byte[] basicOffsets, int... lengths) {
        List<BulkData> all = new ArrayList<>(List.of(BulkData.of(basicOffsets)));
        for (int length : lengths) {
            all.add(BulkData.of(new byte[length]));
        }
        dataSet.put(Element.of(Tag.PixelData, VR.OB, new Value.Fragments(all))).put(Tag.NumberOfFrames, 2);
    }

    private static byte[] offsets(int... offsets) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset : offsets) {
            bytes.putInt(offset);
        }
        return bytes.array();
    }

    private static byte[] longs(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return bytes.array();
    }

    @Test
    void offsetTablesPointAtFragments() throws IOException {
        fragments(offsets(0, 12), 4, 6, 2);
        assertThat(found(TransferSyntax.JPEG_BASELINE)).isEmpty();
        fragments(new byte[0], 4, 6);
        assertThat(found(TransferSyntax.JPEG_BASELINE)).isEmpty();
        fragments(offsets(0, 10), 4, 6);
        assertThat(found(TransferSyntax.JPEG_BASELINE))
                .containsExactly(
                        "error (7FE0,0010): offset 2 of the Basic Offset Table is not where a frame can begin");
        fragments(offsets(0, 12, 26), 4, 6, 2);
        assertThat(found(TransferSyntax.JPEG_BASELINE))
                .containsExactly("error (7FE0,0010): the Basic Offset Table has 3 offsets for 2 frames");
        fragments(new byte[0], 4);
        assertThat(found(TransferSyntax.JPEG_BASELINE)).containsExactly("error (7FE0,0010): 1 fragment for 2 frames");
        assertThat(found(TransferSyntax.MPEG4_AVC_HIGH_PROFILE_4_1))
                .as("a video is one stream")
                .isEmpty();
        fragments(new byte[0], 4, 6, 2);
        assertThat(found(TransferSyntax.RLE_LOSSLESS))
                .containsExactly("error (7FE0,0010): 3 fragments for 2 frames, where RLE has one for each");
    }

    @Test
    void theExtendedOffsetTableStandsAlone() throws IOException {
        fragments(new byte[0], 4, 6);
        dataSet.putBytes(Tag.ExtendedOffsetTable, VR.OV, longs(0, 12))
                .putBytes(Tag.ExtendedOffsetTableLengths, VR.OV, longs(4, 6));
        assertThat(found(TransferSyntax.JPEG_BASELINE)).isEmpty();
        fragments(offsets(0, 12), 4, 6);
        dataSet.remove(Tag.ExtendedOffsetTableLengths);
        assertThat(found(TransferSyntax.JPEG_BASELINE))
                .extracting(finding -> finding.substring(0, 17))
                .containsExactly("error (7FE0,0001)", "error (7FE0,0002)");
    }

    @Test
    void findingsAreCountedBeyondTheLimit() throws IOException {
        for (int tag = 0x00091000; tag < 0x00091000 + DicomValidator.MAX_FINDINGS + 5; tag++) {
            dataSet.putBytes(tag, VR.LO, new byte[0]);
        }
        ValidationReport report =
                DicomValidator.validate(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        assertThat(report.findings()).hasSize(DicomValidator.MAX_FINDINGS);
        assertThat(report.omitted()).isPositive();
        assertThat(report.hasErrors()).isTrue();
    }

    @Test
    void nestingDoesNotUseTheStackOfTheThread() throws IOException {
        DataSet deep = new DataSet().put(Tag.CodeMeaning, "x");
        for (int i = 0; i < 20_000; i++) {
            deep = new DataSet().putItems(Tag.ProcedureCodeSequence, deep);
        }
        dataSet.putItems(Tag.ProcedureCodeSequence, deep);
        DicomObject object = DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(DicomValidator.validate(object).findings()).isNotEmpty();
    }

    @Test
    void warningsAreNoErrors() throws IOException {
        dataSet.put(Tag.SOPClassUID, "1.2.3.4");
        ValidationReport report =
                DicomValidator.validate(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        assertThat(report.findings())
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.ERROR, Finding.Severity.WARNING);
        Path file = folder.resolve("object.dcm");
        DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
        assertThat(DicomValidator.validate(file).hasErrors()).isFalse();
    }

    @Property(tries = 500)
    void aDamagedFileHasFindingsAndNothingElse(@ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0) Integer> at)
            throws IOException {
        byte[] bytes =
                DicomTestSupport.file(DicomObject.of(secondaryCapture(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        for (int place : at) {
            bytes[132 + place % (bytes.length - 132)] ^= (byte) (place >> 16 | 1);
        }
        Path file = Files.createTempFile("damaged", ".dcm");
        try {
            assertThat(DicomValidator.validate(Files.write(file, bytes)).findings())
                    .hasSizeLessThanOrEqualTo(DicomValidator.MAX_FINDINGS);
        } finally {
            Files.delete(file);
        }
    }
}
