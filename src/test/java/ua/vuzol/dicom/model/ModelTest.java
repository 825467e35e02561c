package ua.vuzol.dicom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.model.ModelTestSupport.JSON;
import static ua.vuzol.dicom.model.ModelTestSupport.XML;
import static ua.vuzol.dicom.model.ModelTestSupport.encoded;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.ReadOptions;

/** What DICOM JSON and XML look like, and what they refuse. */
class ModelTest {

    private static final int PRIVATE_CREATOR = 0x00090010;
    private static final int PRIVATE = 0x00091001;

    private static DataSet sample() {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 144")
                .put(Tag.ImageType, "ORIGINAL", "", "AXIAL")
                .putEmpty(Tag.AccessionNumber)
                .putItems(Tag.ProcedureCodeSequence, new DataSet().put(Tag.CodeValue, "1"), new DataSet())
                .put(PRIVATE_CREATOR, VR.LO, "MAKER")
                .put(PRIVATE, VR.LO, "a\"b<c>&", "d")
                .put(Tag.PatientName, "Шевченко^Тарас=字^名")
                .put(Tag.PatientWeight, "70.50")
                .put(Tag.FrameIncrementPointer, "(0018,1063)")
                .put(Tag.Rows, 65535)
                .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4});
    }

    private static DataSet utf8Sample() {
        return sample().put(Tag.SpecificCharacterSet, "ISO_IR 192");
    }

    @Test
    void jsonIsAsTheStandardHasIt() {
        assertThat(JSON.text(utf8Sample()))
                .isEqualTo("{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},"
                        + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"ORIGINAL\",null,\"AXIAL\"]},"
                        + "\"00080050\":{\"vr\":\"SH\"},"
                        + "\"00081032\":{\"vr\":\"SQ\",\"Value\":[{\"00080100\":{\"vr\":\"SH\",\"Value\":[\"1\"]}},{}]},"
                        + "\"00090010\":{\"vr\":\"LO\",\"Value\":[\"MAKER\"]},"
                        + "\"00091001\":{\"vr\":\"LO\",\"Value\":[\"a\\\"b<c>&\",\"d\"]},"
                        + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Шевченко^Тарас\",\"Ideographic\":\"字^名\"}]},"
                        + "\"00101030\":{\"vr\":\"DS\",\"Value\":[70.50]},"
                        + "\"00280009\":{\"vr\":\"AT\",\"Value\":[\"00181063\"]},"
                        + "\"00280010\":{\"vr\":\"US\",\"Value\":[65535]},"
                        + "\"7FE00010\":{\"vr\":\"OW\",\"InlineBinary\":\"AQIDBA==\"}}");
    }

    @Test
    void xmlIsAsTheStandardHasIt() {
        assertThat(XML.text(new DataSet()
                        .put(Tag.ImageType, "ORIGINAL", "")
                        .put(PRIVATE_CREATOR, VR.LO, "MAKER")
                        .put(PRIVATE, VR.LO, "a\"b<c>& d")
                        .put(Tag.PatientName, "Adams^John^^Rev.")
                        .putItems(Tag.ProcedureCodeSequence, new DataSet())
                        .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2})))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><NativeDicomModel"
                        + " xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\" xml:space=\"preserve\">"
                        + "<DicomAttribute tag=\"00080008\" vr=\"CS\" keyword=\"ImageType\">"
                        + "<Value number=\"1\">ORIGINAL</Value><Value number=\"2\"/></DicomAttribute>"
                        + "<DicomAttribute tag=\"00081032\" vr=\"SQ\" keyword=\"ProcedureCodeSequence\">"
                        + "<Item number=\"1\"/></DicomAttribute>"
                        + "<DicomAttribute tag=\"00090010\" vr=\"LO\"><Value number=\"1\">MAKER</Value></DicomAttribute>"
                        + "<DicomAttribute tag=\"00090001\" vr=\"LO\" privateCreator=\"MAKER\">"
                        + "<Value number=\"1\">a&quot;b&lt;c&gt;&amp; d</Value></DicomAttribute>"
                        + "<DicomAttribute tag=\"00100010\" vr=\"PN\" keyword=\"PatientName\"><PersonName number=\"1\">"
                        + "<Alphabetic><FamilyName>Adams</FamilyName><GivenName>John</GivenName>"
                        + "<NamePrefix>Rev.</NamePrefix></Alphabetic></PersonName></DicomAttribute>"
                        + "<DicomAttribute tag=\"7FE00010\" vr=\"OW\" keyword=\"PixelData\">"
                        + "<InlineBinary>AQI=</InlineBinary></DicomAttribute></NativeDicomModel>\n");
    }

    @ParameterizedTest
    @EnumSource(ModelTestSupport.class)
    void aDataSetReturnsAsItWas(ModelTestSupport model) {
        assertThat(encoded(model.read(model.text(utf8Sample())))).isEqualTo(encoded(utf8Sample()));
    }

    @ParameterizedTest
    @EnumSource(ModelTestSupport.class)
    void anIndentedDocumentSaysTheSame(ModelTestSupport model) {
        byte[] indented = model.written(utf8Sample(), ModelOptions.defaults().withIndentation());
        String text = new String(indented, StandardCharsets.UTF_8);
        assertThat(text).contains("\n    ");
        assertThat(encoded(model.read(text))).isEqualTo(encoded(utf8Sample()));
    }

    @ParameterizedTest
    @EnumSource(ModelTestSupport.class)
    void textIsUnicodeWhateverItWas(ModelTestSupport model) {
        DataSet cyrillic = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 144")
                .putBytes(Tag.PatientName, VR.PN, new byte[] {(byte) 0xB8, (byte) 0xD2}); // Ив
        assertThat(model.text(cyrillic)).contains("ISO_IR 192").contains("Ив");
        byte[] kept = model.written(cyrillic, ModelOptions.defaults().withCharacterSetKept());
        assertThat(new String(kept, StandardCharsets.UTF_8))
                .contains("ISO_IR 144")
                .contains("Ив");
        DataSet back = model.read(new String(kept, StandardCharsets.UTF_8));
        assertThat(encoded(back)).as("goes out in the set it names").isEqualTo(encoded(cyrillic));
    }

    @ParameterizedTest
    @EnumSource(ModelTestSupport.class)
    void textWhoseBytesMeanNothingIsNotLost(ModelTestSupport model) {
        DataSet broken = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .putBytes(Tag.PatientName, VR.PN, new byte[] {(byte) 0xC8, (byte) 0xE2});
        DataSet back = model.read(model.text(broken));
        Element name = back.get(Tag.PatientName).orElseThrow();
        assertThat(name.vr()).isEqualTo(VR.UN);
        assertThat(name.bytes()).containsExactly(0xC8, 0xE2);
    }

    @Test
    void charactersThatXmlDoesNotHaveAreNotLost() {
        DataSet dataSet = new DataSet().put(Tag.PatientComments, VR.LT, "a\u0001b\r\n c ");
        assertThat(JSON.read(JSON.text(dataSet)).string(Tag.PatientComments)).contains("a\u0001b\r\n c");
        Element back = XML.read(XML.text(dataSet)).get(Tag.PatientComments).orElseThrow();
        assertThat(back.vr()).isEqualTo(VR.UN);
        assertThat(back.string()).contains("a\u0001b\r\n c");
        DataSet lines = new DataSet().put(Tag.PatientComments, VR.LT, " a\r\n\tb");
        assertThat(XML.read(XML.text(lines)).string(Tag.PatientComments)).contains(" a\r\n\tb");
    }

    @ParameterizedTest
    @CsvSource({
        "DS,1.5,1.5",
        "DS,-0,-0",
        "DS,+1,'\"+1\"'",
        "DS,.5,'\".5\"'",
        "DS,1e400,'\"1e400\"'",
        "DS,abc,'\"abc\"'",
        "DS,0.1234567890123456,0.1234567890123456",
        "DS,01,'\"01\"'",
        "IS,12,12",
        "IS,-7,-7",
        "IS,1A,'\"1A\"'",
        "IS,007,'\"007\"'"
    })
    void aNumberThatJsonWouldChangeIsAString(VR vr, String text, String json) {
        int tag = vr == VR.DS ? Tag.PatientWeight : Tag.InstanceNumber;
        byte[] bytes = (text.length() % 2 == 0 ? text : text + " ").getBytes(StandardCharsets.US_ASCII);
        DataSet dataSet = new DataSet().putBytes(tag, vr, bytes);
        assertThat(JSON.text(dataSet)).contains("\"Value\":[" + json + "]");
        assertThat(JSON.read(JSON.text(dataSet)).string(tag)).contains(text);
    }

    @Test
    void bigAndSpecialNumbersKeepTheirValue() {
        DataSet dataSet = new DataSet()
                .put(0x00090010, VR.LO, "X")
                .put(0x00091001, VR.UV, "18446744073709551615", "9007199254740991")
                .put(0x00091002, VR.SV, "-9223372036854775808", "-1")
                .put(0x00091003, VR.FD, "NaN", "Infinity", "-Infinity", "-0.0", "1.0E-300")
                .put(0x00091004, VR.FL, "3.4028235E38", "0.1");
        assertThat(JSON.text(dataSet))
                .contains("[\"18446744073709551615\",9007199254740991]")
                .contains("[\"-9223372036854775808\",-1]")
                .contains("[\"NaN\",\"Infinity\",\"-Infinity\",-0.0,1.0E-300]");
        for (ModelTestSupport model : ModelTestSupport.values()) {
            assertThat(encoded(model.read(model.text(dataSet)))).isEqualTo(encoded(dataSet));
        }
    }

    @ParameterizedTest
    @EnumSource(ModelTestSupport.class)
    void bulkDataIsReferredToAndResolved(ModelTestSupport model) throws IOException {
        ModelTestSupport.Elsewhere elsewhere = new ModelTestSupport.Elsewhere();
        DataSet item = new DataSet().putBytes(Tag.PixelData, VR.OB, new byte[200]);
        DataSet dataSet = new DataSet()
                .putItems(Tag.IconImageSequence, new DataSet(), item)
                .putFragments(Tag.PixelData, List.of(BulkData.of(new byte[] {1, 2})));
        byte[] document = model.written(dataSet, ModelOptions.defaults().withBulkData(elsewhere));
        assertThat(new String(document, StandardCharsets.UTF_8))
                .contains("http://localhost/00880200/2/7FE00010")
                .contains("http://localhost/7FE00010");
        DataSet back = model.read(document, ReadOptions.defaults(), elsewhere);
        assertThat(back.get(Tag.PixelData).orElseThrow().value()).isInstanceOf(Value.Fragments.class);
        assertThat(back.items(Tag.IconImageSequence)
                        .get(1)
                        .get(Tag.PixelData)
                        .orElseThrow()
                        .bytes())
                .hasSize(200);
        assertThatThrownBy(() -> model.read(document, ReadOptions.defaults(), BulkDataResolver.none()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("not followed")
                .hasMessageContaining("element 00880200/2/7FE00010");
    }

    @ParameterizedTest
    @EnumSource(ModelTestSupport.class)
    void encapsulatedPixelDataHasNoInlineForm(ModelTestSupport model) {
        DataSet dataSet = new DataSet().putFragments(Tag.PixelData, List.of(BulkData.of(new byte[2])));
        assertThatThrownBy(() -> model.text(dataSet))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("URI");
    }

    @ParameterizedTest
    @EnumSource(ModelTestSupport.class)
    void groupLengthsAreLeftOut(ModelTestSupport model) {
        DataSet dataSet = new DataSet().put(0x00080000, VR.UL, "0").put(Tag.Modality, "CT");
        assertThat(model.text(dataSet)).doesNotContain("00080000").contains("00080060");
    }

    @Test
    void anArrayIsWrittenAsItsDataSetsComeAndReadSo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomJsonArray array = DicomJson.array(out, ModelOptions.defaults());
        array.add(new DataSet().put(Tag.PatientID, "1"));
        assertThat(out.toString()).isEqualTo("[{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"1\"]}}");
        array.add(new DataSet());
        array.finish();
        List<DataSet> read = new ArrayList<>();
        DicomJson.readAll(
                new ByteArrayInputStream(out.toByteArray()),
                ReadOptions.defaults(),
                BulkDataResolver.none(),
                read::add);
        assertThat(read).extracting(DataSet::size).containsExactly(1, 0);
    }

    @Test
    void membersMayBeInAnyOrderAndUnknownOnesArePassedOver() {
        DataSet dataSet = JSON.read(
                "{\"00100020\":{\"Value\":[\"1\"],\"x\":{\"y\":[1,{},\"]\"]},\"vr\":\"LO\"},"
                        + "\"00080005\":{\"Value\":[\"ISO_IR 192\"],\"vr\":\"CS\"},"
                        + "\"0040a730\":{\"Value\":[{\"00100010\":{\"Value\":[{\"Alphabetic\":\"Ї\"}],\"vr\":\"PN\"}}],\"vr\":\"SQ\"}}");
        assertThat(dataSet.string(Tag.PatientID)).contains("1");
        assertThat(dataSet.items(0x0040A730).get(0).string(Tag.PatientName)).contains("Ї");
    }

    @Test
    void textWithoutACharacterSetIsDeclaredAsUtf8() {
        assertThat(JSON.read("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"Ї\"]}}").characterSet())
                .isEqualTo(SpecificCharacterSet.ISO_IR_192);
        assertThat(JSON.read("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"I\"]}}").contains(Tag.SpecificCharacterSet))
                .isFalse();
    }

    @Test
    void aPrivateAttributeGetsABlockOfItsCreator() {
        String attribute =
                "<DicomAttribute tag=\"00090001\" vr=\"LO\" privateCreator=\"%s\"><Value>1</Value></DicomAttribute>";
        String model = "<NativeDicomModel><DicomAttribute tag=\"00090010\" vr=\"LO\"><Value>A</Value></DicomAttribute>"
                + attribute.formatted("A") + attribute.formatted("B") + "</NativeDicomModel>";
        DataSet dataSet = XML.read(model);
        assertThat(dataSet.string(0x00091001)).contains("1");
        assertThat(dataSet.string(0x00090011)).contains("B");
        assertThat(dataSet.string(0x00091101)).contains("1");
    }

    @Test
    void xmlIsReadInTheEncodingThatItDeclares() throws IOException {
        String model =
                "<?xml version=\"1.0\" encoding=\"%s\"?><NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\">"
                        + "<Value>Ї</Value></DicomAttribute></NativeDicomModel>";
        for (String encoding : List.of("UTF-8", "ISO-8859-5", "windows-1251", "UTF-16")) {
            byte[] document = model.formatted(encoding).getBytes(encoding);
            assertThat(XML.read(document, ReadOptions.defaults(), BulkDataResolver.none())
                            .string(Tag.PatientID))
                    .as(encoding)
                    .contains("Ї");
        }
        assertThatThrownBy(() -> XML.read(model.formatted("KLINGON")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("encoding");
    }

    @Test
    void aPrivateAttributeThatEndsInZerosIsNoGroupLength() {
        DataSet dataSet = new DataSet().put(PRIVATE_CREATOR, VR.LO, "A").put(0x00091000, VR.LO, "1");
        assertThat(XML.text(dataSet)).contains("tag=\"00090000\"");
        assertThat(encoded(XML.read(XML.text(dataSet)))).isEqualTo(encoded(dataSet));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "{\"0010\":{}}",
                "{\"00100020\":{}}",
                "{\"00100020\":{\"vr\":\"ZZ\"}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[true]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\"],\"InlineBinary\":\"\"}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[\"x\"]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[70000]}}",
                "{\"7FE00010\":{\"vr\":\"OW\",\"InlineBinary\":\"A\"}}",
                "{\"7FE00010\":{\"vr\":\"OW\",\"Value\":[1]}}",
                "{\"00081032\":{\"vr\":\"SQ\",\"Value\":[1]}}",
                "{\"00100020\":{\"vr\":\"LO\"},\"00100020\":{\"vr\":\"LO\"}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"\\x\"]}}",
                "{} x"
            })
    void whatIsNoDicomJsonIsRefused(String document) {
        assertThatThrownBy(() -> JSON.read(document))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a/>",
                "<NativeDicomModel>",
                "<NativeDicomModel>text</NativeDicomModel>",
                "<NativeDicomModel><Item/></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute vr=\"LO\"/></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\"/></NativeDicomModel>",
                "<!DOCTYPE a [<!ENTITY e \"x\">]><NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>&e;</Value>"
                        + "</DicomAttribute></NativeDicomModel>",
                "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><NativeDicomModel/>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"2\">a</Value><Value number=\"1\">b"
                        + "</Value></DicomAttribute></NativeDicomModel>"
            })
    void whatIsNoNativeModelIsRefused(String document) {
        assertThatThrownBy(() -> XML.read(document)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void limitsHold() {
        String deep = "{\"00081032\":{\"vr\":\"SQ\",\"Value\":[".repeat(100_000);
        assertThatThrownBy(() -> JSON.read(deep))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("nested deeper than 64");
        String deepXml = "<NativeDicomModel>" + "<DicomAttribute tag=\"00081032\" vr=\"SQ\"><Item>".repeat(100_000);
        assertThatThrownBy(() -> XML.read(deepXml))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("nested deeper than 64");
        ReadOptions small =
                ReadOptions.defaults().withMaxHeapBytes(1000).withMaxItems(10).withMaxElements(20);
        String long1 = "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"" + "x".repeat(2000) + "\"]}}";
        assertThatThrownBy(() -> JSON.read(long1, small)).isInstanceOf(ModelFormatException.class);
        String binary = "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"" + "AAAA".repeat(2000) + "\"}}";
        assertThatThrownBy(() -> JSON.read(binary, small)).isInstanceOf(ModelFormatException.class);
        String many = "{\"00081032\":{\"vr\":\"SQ\",\"Value\":[" + "{},".repeat(20) + "{}]}}";
        assertThatThrownBy(() -> JSON.read(many, small))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("more than 10 items");
        String xml = "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>" + "x".repeat(5000);
        assertThatThrownBy(() -> XML.read(xml, small)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void messagesTellThePlaceAndNoValue() {
        assertThatThrownBy(() -> JSON.read("{\"00081032\":{\"vr\":\"SQ\",\"Value\":[{},\n{\"00280010\":{\"vr\":\"US\","
                        + "\"Value\":[\"Secret\"]}}]}}"))
                .isInstanceOfSatisfying(ModelFormatException.class, e -> {
                    assertThat(e.path()).isEqualTo("00081032/2/00280010");
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.getMessage()).doesNotContain("Secret");
                });
        assertThatThrownBy(() -> XML.read("<NativeDicomModel><Secret")).hasMessageNotContaining("Secret");
    }
}
