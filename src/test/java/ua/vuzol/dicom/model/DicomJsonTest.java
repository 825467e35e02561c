package ua.vuzol.dicom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.model.ModelTestSupport.JSON;
import static ua.vuzol.dicom.model.ModelTestSupport.raw;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.ReadOptions;

class DicomJsonTest {

    private static final int PRIVATE = 0x00091001;

    private static String shown(Element element) {
        String json = JSON.text(new DataSet().put(element));
        return json.substring("{\"00091001\":".length(), json.length() - 1);
    }

    private static String shown(VR vr, String text) {
        return shown(raw(PRIVATE, vr, text));
    }

    private static String shown(VR vr, byte[] bytes) {
        return shown(Element.of(PRIVATE, vr, new Value.Bytes(bytes)));
    }

    private static String numbers(VR vr, String... numbers) {
        return shown(Element.of(PRIVATE, vr, List.of(numbers)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AE | 'AE 1\\B '  | ["AE 1","B"]
                    AS | 042Y        | ["042Y"]
                    CS | 'A\\\\B'    | ["A",null,"B"]
                    CS | '\\'        | [null,null]
                    DA | 20260724    | ["20260724"]
                    DT | 2026+0300   | ["2026+0300"]
                    LO | ' a\\ b '   | ["a","b"]
                    LT | '  a\\b '   | ["  a\\\\b"]
                    SH | '"/'        | ["\\"/"]
                    ST | a           | ["a"]
                    TM | 1200.5      | ["1200.5"]
                    UC | ' a\\b'     | [" a","b"]
                    UI | 1.2\\3      | ["1.2","3"]
                    UR | http://a/b  | ["http://a/b"]
                    UT | a\\b        | ["a\\\\b"]
                    """)
    void textIsAnArrayOfStringsWithNullForAnEmptyValue(VR vr, String text, String values) {
        assertThat(shown(vr, text)).isEqualTo("{\"vr\":\"" + vr + "\",\"Value\":" + values + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "DS,1.50,1.50",
        "DS,' 7 ',7",
        "DS,-1.5E-3,-1.5E-3",
        "DS,1e5,1e5",
        "DS,123456789012.345,123456789012.345",
        "DS,+2,'\"+2\"'",
        "DS,007,'\"007\"'",
        "DS,.5,'\".5\"'",
        "DS,5.,'\"5.\"'",
        "DS,1e400,'\"1e400\"'",
        "DS,1e-400,'\"1e-400\"'",
        "DS,0.12345678901234567,'\"0.12345678901234567\"'",
        "DS,'1,5','\"1,5\"'",
        "DS,abc,'\"abc\"'",
        "IS,-12,-12",
        "IS,+2,'\"+2\"'",
        "IS,007,'\"007\"'",
        "IS,1.0,'\"1.0\"'",
        "IS,9007199254740991,9007199254740991",
        "IS,9007199254740992,'\"9007199254740992\"'",
    })
    void aNumberAsTextIsANumberIfADoubleGetsItWhole(VR vr, String text, String value) {
        assertThat(shown(vr, text)).isEqualTo("{\"vr\":\"" + vr + "\",\"Value\":[" + value + "]}");
        assertThat(JSON.read("{\"00091001\":" + shown(vr, text) + "}").string(PRIVATE))
                .contains(text.strip());
    }

    @Test
    void binaryNumbersAreNumbersAndNotANumberIsAString() {
        assertThat(numbers(VR.US, "0", "65535")).isEqualTo("{\"vr\":\"US\",\"Value\":[0,65535]}");
        assertThat(numbers(VR.SS, "-32768")).isEqualTo("{\"vr\":\"SS\",\"Value\":[-32768]}");
        assertThat(numbers(VR.UL, "4294967295")).isEqualTo("{\"vr\":\"UL\",\"Value\":[4294967295]}");
        assertThat(numbers(VR.SL, "-1")).isEqualTo("{\"vr\":\"SL\",\"Value\":[-1]}");
        assertThat(numbers(VR.FL, "0.1", "1e20", "NaN")).isEqualTo("{\"vr\":\"FL\",\"Value\":[0.1,1.0E20,\"NaN\"]}");
        assertThat(numbers(VR.FD, "-0.0", "Infinity", "-Infinity", "4.9E-324"))
                .isEqualTo("{\"vr\":\"FD\",\"Value\":[-0.0,\"Infinity\",\"-Infinity\",4.9E-324]}");
        assertThat(numbers(VR.AT, "(0018,1063)", "(7FE0,0010)"))
                .isEqualTo("{\"vr\":\"AT\",\"Value\":[\"00181063\",\"7FE00010\"]}");
    }

    @Test
    void longNumbersBeyondWhatADoubleHoldsAreStrings() {
        assertThat(numbers(VR.SV, "-9007199254740991", "-9007199254740992"))
                .isEqualTo("{\"vr\":\"SV\",\"Value\":[-9007199254740991,\"-9007199254740992\"]}");
        assertThat(numbers(VR.UV, "1", "18446744073709551615"))
                .isEqualTo("{\"vr\":\"UV\",\"Value\":[1,\"18446744073709551615\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
    void bytesAreInBase64AsTheyAreInLittleEndian(VR vr) {
        assertThat(shown(vr, new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) 0xFF}))
                .isEqualTo("{\"vr\":\"" + vr + "\",\"InlineBinary\":\"AQIDBAUGB/8=\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AE", "DS", "PN", "US", "FD", "OB", "UN", "UT", "AT", "SQ"})
    void anEmptyElementHasOnlyItsVr(VR vr) {
        assertThat(shown(vr, new byte[0])).isEqualTo("{\"vr\":\"" + vr + "\"}");
        assertThat(JSON.read("{\"00091001\":{\"vr\":\"" + vr + "\"}}")
                        .get(PRIVATE)
                        .orElseThrow()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void anEmptySequenceHasNoValueAndAnEmptyItemIsAnEmptyObject() {
        DataSet dataSet = new DataSet()
                .putItems(Tag.ProcedureCodeSequence)
                .putItems(Tag.ReferencedImageSequence, new DataSet(), new DataSet().put(Tag.CodeValue, "1"));
        assertThat(JSON.text(dataSet))
                .isEqualTo(
                        "{\"00081032\":{\"vr\":\"SQ\"},\"00081140\":{\"vr\":\"SQ\",\"Value\":[{},{\"00080100\":{\"vr\":\"SH\",\"Value\":[\"1\"]}}]}}");
    }

    @Test
    void aPersonNameIsItsComponentGroups() {
        assertThat(shown(VR.PN, "A^B==C^D")).isEqualTo(pn("{\"Alphabetic\":\"A^B\",\"Phonetic\":\"C^D\"}"));
        assertThat(shown(VR.PN, "=I\\\\A==")).isEqualTo(pn("{\"Ideographic\":\"I\"},null,{\"Alphabetic\":\"A\"}"));
        assertThat(shown(VR.PN, "A=B=C=D"))
                .isEqualTo(pn("{\"Alphabetic\":\"A\",\"Ideographic\":\"B\",\"Phonetic\":\"C=D\"}"));
        assertThat(JSON.read("{\"00091001\":" + shown(VR.PN, "A=B=C=D") + "}").string(PRIVATE))
                .contains("A=B=C=D");
    }

    private static String pn(String values) {
        return "{\"vr\":\"PN\",\"Value\":[" + values + "]}";
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(shown(VR.LT, "a\t\r\n\f\0b")).isEqualTo("{\"vr\":\"LT\",\"Value\":[\"a\\t\\r\\n\\u000c\\u0000b\"]}");
    }

    @Test
    void groupLengthsAndFileMetaInformationAreLeftOutInBothDirections() {
        DataSet dataSet = new DataSet()
                .put(Tag.TransferSyntaxUID, "1.2.840.10008.1.2")
                .put(0x00080000, 4)
                .put(Tag.PatientID, "1");
        assertThat(JSON.text(dataSet)).isEqualTo("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"1\"]}}");
        assertThat(JSON.read(
                                "{\"00020010\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]},\"00080000\":{\"vr\":\"UL\",\"Value\":[4]},\"00100020\":{\"vr\":\"LO\"}}")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void anyCharacterSetBecomesUnicodeAndSaysSo() {
        DataSet dataSet = new DataSet()
                .put(raw(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 144"))
                .put(raw(Tag.PatientName, VR.PN, "Іванко", "ISO_IR 144"));
        String document =
                "{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"%s\"]},\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Іванко\"}]}}";
        assertThat(JSON.text(dataSet)).isEqualTo(document.formatted("ISO_IR 192"));
        String kept = JSON.text(dataSet, ModelOptions.defaults().withCharacterSetKept());
        assertThat(kept).isEqualTo(document.formatted("ISO_IR 144"));
        assertThat(ModelTestSupport.encoded(JSON.read(kept))).isEqualTo(ModelTestSupport.encoded(dataSet));
    }

    @Test
    void textThatDoesNotDecodeKeepsItsBytesUnderUnknown() {
        byte[] cyrillic = {(byte) 0xC8, (byte) 0xE2, (byte) 0xE0, (byte) 0xED};
        DataSet dataSet = new DataSet().put(Element.of(Tag.PatientName, VR.PN, new Value.Bytes(cyrillic)));
        assertThat(JSON.text(dataSet)).isEqualTo("{\"00100010\":{\"vr\":\"UN\",\"InlineBinary\":\"yOLg7Q==\"}}");
        assertThat(JSON.read(JSON.text(dataSet))
                        .get(Tag.PatientName)
                        .orElseThrow()
                        .bytes())
                .isEqualTo(cyrillic);
    }

    @Test
    void theReplacementCharacterItselfIsText() {
        assertThat(shown(raw(PRIVATE, VR.LO, "a\uFFFD", "ISO_IR 192")))
                .isEqualTo("{\"vr\":\"LO\",\"Value\":[\"a\uFFFD\"]}");
    }

    @Test
    void numbersWithBytesLeftOverKeepThemUnderUnknown() {
        assertThat(shown(VR.US, new byte[] {1, 0, 2})).isEqualTo("{\"vr\":\"UN\",\"InlineBinary\":\"AQAC\"}");
    }

    @Test
    void textUnderUnknownIsInTheCharacterSetThatTheDocumentNames() {
        byte[] name = SpecificCharacterSet.of("ISO_IR 144").encode("Ян", VR.PN);
        DataSet dataSet = new DataSet()
                .put(raw(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 144"))
                .put(Element.of(Tag.PatientName, VR.UN, new Value.Bytes(name), SpecificCharacterSet.of("ISO_IR 144")));
        assertThat(JSON.read(JSON.text(dataSet)).string(Tag.PatientName)).contains("Ян");
        DataSet kept = JSON.read(JSON.text(dataSet, ModelOptions.defaults().withCharacterSetKept()));
        assertThat(kept.get(Tag.PatientName).orElseThrow().bytes()).isEqualTo(name);
        assertThat(kept.string(Tag.PatientName)).contains("Ян");
    }

    @Test
    void aSequenceUnderUnknownIsASequence() {
        DataSet dataSet = new DataSet()
                .put(Element.of(PRIVATE, VR.UN, new Value.Items(List.of(new DataSet().put(Tag.PatientID, "1")), true)));
        assertThat(JSON.text(dataSet))
                .isEqualTo(
                        "{\"00091001\":{\"vr\":\"SQ\",\"Value\":[{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"1\"]}}]}}");
    }

    @Test
    void indentedFormPutsEachThingOnALine() {
        DataSet dataSet = new DataSet()
                .put(Tag.PatientID, "1")
                .putItems(Tag.ReferencedImageSequence, new DataSet())
                .putEmpty(Tag.PatientSex);
        assertThat(JSON.text(dataSet, ModelOptions.defaults().withIndentation()))
                .isEqualTo(
                        """
                        {
                          "00081140": {
                            "vr": "SQ",
                            "Value": [
                              {}
                            ]
                          },
                          "00100020": {
                            "vr": "LO",
                            "Value": [
                              "1"
                            ]
                          },
                          "00100040": {
                            "vr": "CS"
                          }
                        }
                        """);
    }

    @Test
    void aPolicyDecidesWhatIsReferredToByPath() {
        DataSet dataSet = new DataSet()
                .put(raw(Tag.PatientName, VR.PN, "a".repeat(50)))
                .putItems(
                        Tag.ReferencedImageSequence,
                        new DataSet(),
                        new DataSet().putBytes(PRIVATE, VR.OB, new byte[50]))
                .putFragments(Tag.PixelData, List.of(BulkData.of(new byte[2])));
        ModelOptions options =
                ModelOptions.defaults().withBulkData(BulkDataPolicy.longerThan(40, path -> "bulk/" + path));
        assertThat(JSON.text(dataSet, options))
                .isEqualTo(
                        "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[{},{\"00091001\":{\"vr\":\"OB\",\"BulkDataURI\":\"bulk/00081140/2/00091001\"}}]},"
                                + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"" + "a".repeat(50)
                                + "\"}]},"
                                + "\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"bulk/7FE00010\"}}");
    }

    @Test
    void aResolverGivesWhatIsReferredTo() throws IOException {
        String document =
                "{\"00091001\":{\"vr\":\"UT\",\"BulkDataURI\":\"u1\"},\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":[\"u2\"]}}";
        BulkDataResolver resolver = (tag, vr, uri) -> Optional.of(
                uri.equals("u1")
                        ? new Value.Bulk(BulkData.of("Ї!!".getBytes(StandardCharsets.UTF_8)))
                        : new Value.Fragments(List.of(BulkData.of(new byte[0]), BulkData.of(new byte[2]))));
        DataSet read = DicomJson.read(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), ReadOptions.defaults(), resolver);
        assertThat(read.string(PRIVATE)).contains("Ї!!");
        assertThat(read.get(Tag.PixelData).orElseThrow().value()).isInstanceOf(Value.Fragments.class);
        assertThatThrownBy(() -> JSON.read(document))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("element 00091001")
                .hasMessageNotContaining("u1");
    }

    @Test
    void longValuesPassThroughSmallBuffers() throws IOException {
        long length = 1L << 30;
        BulkData zeros = BulkData.of(length, () -> new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                return count;
            }
        });
        DataSet dataSet = new DataSet()
                .put(Element.of(PRIVATE, VR.US, new Value.Bulk(BulkData.of(1 << 24, zeros::open))))
                .put(Element.of(Tag.PixelData, VR.OW, new Value.Bulk(zeros)));
        Counting out = new Counting();
        DicomJson.write(dataSet, out, ModelOptions.defaults());
        assertThat(out.count).isGreaterThan(length / 3 * 4 + (1 << 24));
    }

    private static final class Counting extends OutputStream {
        long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }

    @Test
    void membersComeInAnyOrder() {
        DataSet read = JSON.read(
                """
                { "00100010" : { "Value" : [ { "Alphabetic" : "A", "Comment" : {"x":[1,{}]} }, null ], "vr" : "PN" },
                  "00081140" : { "Value" : [ { "00080100" : { "Value" : [ "1" ], "vr" : "SH" } }, { }, null ], "vr" : "SQ" },
                  "0040a043" : { "vr" : "SQ", "Value" : [ ] } }
                """);
        assertThat(read.strings(Tag.PatientName)).containsExactly("A", "");
        assertThat(read.items(Tag.ReferencedImageSequence)).hasSize(3);
        assertThat(read.items(Tag.ReferencedImageSequence).get(0).string(Tag.CodeValue))
                .contains("1");
        assertThat(read.get(0x0040A043).orElseThrow().isEmpty()).isTrue();
    }

    @Test
    void numbersAreReadInTheFormsThatOthersWrite() {
        DataSet read = JSON.read(
                """
                {"00091001":{"vr":"FD","Value":[NaN,-Infinity,"inf","1.5",2]},
                 "00091002":{"vr":"US","Value":["5",6.0,7e1]},
                 "00091003":{"vr":"UV","Value":["18446744073709551615"]},
                 "00091004":{"vr":"DS","Value":[1.50,"2.50",null]},
                 "00091005":{"vr":"LO","Value":[5]}}
                """);
        assertThat(read.strings(PRIVATE)).containsExactly("NaN", "-Infinity", "Infinity", "1.5", "2.0");
        assertThat(read.strings(0x00091002)).containsExactly("5", "6", "70");
        assertThat(read.strings(0x00091003)).containsExactly("18446744073709551615");
        assertThat(read.strings(0x00091004)).containsExactly("1.50", "2.50", "");
        assertThat(read.strings(0x00091005)).containsExactly("5");
    }

    @Test
    void valuesBeyondTheLimitsOfTheirVrAreReadAsTheyAre() {
        String document = "{\"00080060\":{\"vr\":\"CS\",\"Value\":[\"not a code string at all\"]}}";
        assertThat(JSON.text(JSON.read(document))).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "[]",
                "[{},{}]",
                "{}x",
                "{\"0010\":{}}",
                "{\"00100010\":{}}",
                "{\"00100010\":{\"vr\":\"XX\"}}",
                "{\"00100010\":{\"vr\":5}}",
                "{\"00100010\":{\"vr\":\"PN\"},}",
                "{\"00100010\":{\"vr\":\"PN\"},\"00100010\":{\"vr\":\"PN\"}}",
                "{\"00100010\":{\"vr\":\"PN\",\"vr\":\"PN\"}}",
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[true]}}",
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"A=B\"}]}}",
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"00100010\":{\"vr\":\"PN\"}}]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\\\\b\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"\\ud800\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"\\x\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\nb\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[01]}}",
                "{\"00104000\":{\"vr\":\"LT\",\"Value\":[\"a\",\"b\"]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[65536]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1.5]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1e999999]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1,null]}}",
                "{\"00189087\":{\"vr\":\"FL\",\"Value\":[1e39]}}",
                "{\"00091001\":{\"vr\":\"AT\",\"Value\":[\"PatientName\"]}}",
                "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[\"x\"]}}",
                "{\"00081140\":{\"vr\":\"SQ\",\"InlineBinary\":\"AAAA\"}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"Value\":[1]}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"AAA\"}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"A===\"}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"AA==AA==\"}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"AA==\",\"BulkDataURI\":\"x\"}}",
                "{\"FFFEE000\":{\"vr\":\"OB\"}}",
            })
    void whatIsNotTheModelIsRefusedWithThePlace(String document) {
        assertThatThrownBy(() -> JSON.read(document))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageMatching("(?s).*\\(at line \\d+, column \\d+.*");
    }

    @Test
    void aFailureNamesLineColumnAndElement() {
        assertThatThrownBy(
                        () -> JSON.read(
                                "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[{},\n{\"00080100\":{\"vr\":\"SH\",\"Value\":[tru]}}]}}"))
                .isInstanceOfSatisfying(ModelFormatException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(36);
                    assertThat(e.path()).isEqualTo("00081140/2/00080100");
                });
    }
}
