package ua.vuzol.dicom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.model.ModelTestSupport.XML;
import static ua.vuzol.dicom.model.ModelTestSupport.encoded;
import static ua.vuzol.dicom.model.ModelTestSupport.raw;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.ReadOptions;

class DicomXmlTest {

    private static final int CREATOR = 0x00090010;
    private static final int PRIVATE = 0x00091001;
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><NativeDicomModel"
            + " xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\" xml:space=\"preserve\">";
    private static final String FOOT = "</NativeDicomModel>\n";

    private static String content(DataSet dataSet) {
        String document = XML.text(dataSet);
        assertThat(document).startsWith(HEAD).endsWith(FOOT);
        return document.substring(HEAD.length(), document.length() - FOOT.length());
    }

    private static DataSet read(String content) {
        return XML.read(HEAD + content + FOOT);
    }

    @Test
    void valuesAreNumberedAndElementsHaveTheirKeyword() {
        DataSet dataSet = new DataSet()
                .put(raw(Tag.ImageType, VR.CS, "A\\\\B"))
                .put(Tag.Rows, 512)
                .putEmpty(Tag.PatientSex)
                .put(raw(Tag.SliceThickness, VR.DS, "1.50"))
                .put(Tag.FrameIncrementPointer, "(0018,1063)");
        assertThat(content(dataSet))
                .isEqualTo(
                        "<DicomAttribute tag=\"00080008\" vr=\"CS\" keyword=\"ImageType\"><Value number=\"1\">A</Value><Value number=\"2\"/><Value number=\"3\">B</Value></DicomAttribute>"
                                + "<DicomAttribute tag=\"00100040\" vr=\"CS\" keyword=\"PatientSex\"/>"
                                + "<DicomAttribute tag=\"00180050\" vr=\"DS\" keyword=\"SliceThickness\"><Value number=\"1\">1.50</Value></DicomAttribute>"
                                + "<DicomAttribute tag=\"00280009\" vr=\"AT\" keyword=\"FrameIncrementPointer\"><Value number=\"1\">00181063</Value></DicomAttribute>"
                                + "<DicomAttribute tag=\"00280010\" vr=\"US\" keyword=\"Rows\"><Value number=\"1\">512</Value></DicomAttribute>");
        assertThat(encoded(XML.read(XML.text(dataSet)))).isEqualTo(encoded(dataSet));
    }

    @Test
    void aPersonNameIsItsComponents() {
        DataSet dataSet = new DataSet().put(raw(Tag.PatientName, VR.PN, "Ш^Т^Г^^мол.=И\\\\==^Т", "ISO_IR 192"));
        assertThat(content(dataSet))
                .isEqualTo(
                        "<DicomAttribute tag=\"00100010\" vr=\"PN\" keyword=\"PatientName\"><PersonName number=\"1\">"
                                + "<Alphabetic><FamilyName>Ш</FamilyName><GivenName>Т</GivenName><MiddleName>Г</MiddleName><NameSuffix>мол.</NameSuffix></Alphabetic>"
                                + "<Ideographic><FamilyName>И</FamilyName></Ideographic></PersonName><PersonName number=\"2\"/>"
                                + "<PersonName number=\"3\"><Phonetic><GivenName>Т</GivenName></Phonetic></PersonName></DicomAttribute>");
        assertThat(XML.read(XML.text(dataSet)).strings(Tag.PatientName)).containsExactly("Ш^Т^Г^^мол.=И", "", "==^Т");
    }

    @Test
    void whatANameHasTooMuchComesBack() {
        DataSet dataSet = new DataSet().put(raw(Tag.PatientName, VR.PN, "a^b^c^d^e^f=g=h=i"));
        assertThat(XML.read(XML.text(dataSet)).strings(Tag.PatientName)).containsExactly("a^b^c^d^e^f=g=h=i");
    }

    @Test
    void itemsAreNumbered() {
        DataSet dataSet = new DataSet()
                .putItems(Tag.ProcedureCodeSequence)
                .putItems(Tag.ReferencedImageSequence, new DataSet(), new DataSet().put(Tag.CodeValue, "1"));
        assertThat(content(dataSet))
                .isEqualTo(
                        "<DicomAttribute tag=\"00081032\" vr=\"SQ\" keyword=\"ProcedureCodeSequence\"/>"
                                + "<DicomAttribute tag=\"00081140\" vr=\"SQ\" keyword=\"ReferencedImageSequence\"><Item number=\"1\"/>"
                                + "<Item number=\"2\"><DicomAttribute tag=\"00080100\" vr=\"SH\" keyword=\"CodeValue\"><Value number=\"1\">1</Value></DicomAttribute></Item></DicomAttribute>");
        assertThat(encoded(XML.read(XML.text(dataSet)))).isEqualTo(encoded(dataSet));
    }

    @Test
    void aPrivateElementIsKnownByItsCreator() {
        DataSet dataSet = new DataSet()
                .put(raw(CREATOR, VR.LO, "ACME <&\">"))
                .put(raw(0x00091010, VR.LO, "x"))
                .put(raw(0x00092001, VR.LO, "of nobody"));
        assertThat(content(dataSet))
                .isEqualTo(
                        "<DicomAttribute tag=\"00090010\" vr=\"LO\"><Value number=\"1\">ACME &lt;&amp;&quot;&gt;</Value></DicomAttribute>"
                                + "<DicomAttribute tag=\"00090010\" vr=\"LO\" privateCreator=\"ACME &lt;&amp;&quot;&gt;\"><Value number=\"1\">x</Value></DicomAttribute>"
                                + "<DicomAttribute tag=\"00092001\" vr=\"LO\"><Value number=\"1\">of nobody</Value></DicomAttribute>");
        assertThat(encoded(XML.read(XML.text(dataSet)))).isEqualTo(encoded(dataSet));
    }

    @Test
    void aCreatorWithTwoBlocksKeepsThemApart() {
        DataSet dataSet = new DataSet()
                .put(raw(CREATOR, VR.LO, "ACME"))
                .put(raw(0x00090011, VR.LO, "ACME"))
                .put(raw(0x00091001, VR.LO, "x "))
                .put(raw(0x00091101, VR.LO, "y "));
        assertThat(encoded(XML.read(XML.text(dataSet)))).isEqualTo(encoded(dataSet));
    }

    @Test
    void aCreatorThatIsNotThereGetsAFreeBlock() {
        DataSet read = read(
                "<DicomAttribute tag=\"00090010\" vr=\"LO\"><Value>OTHER</Value></DicomAttribute>"
                        + "<DicomAttribute tag=\"00090002\" vr=\"LO\" privateCreator=\"ACME\"><Value>x</Value></DicomAttribute>"
                        + "<DicomAttribute tag=\"00091003\" vr=\"LO\" privateCreator=\"ACME\"><Value>y</Value></DicomAttribute>"
                        + "<DicomAttribute tag=\"00095004\" vr=\"LO\" privateCreator=\"THIRD\"><Value>z</Value></DicomAttribute>");
        assertThat(read.string(0x00090011)).contains("ACME");
        assertThat(read.string(0x00091102)).contains("x");
        assertThat(read.string(0x00091103)).contains("y");
        assertThat(read.string(0x00090050)).contains("THIRD");
        assertThat(read.string(0x00095004)).contains("z");
    }

    @Test
    void lineEndsAndMarkUpComeBackAsTheyWere() {
        DataSet dataSet = new DataSet().put(raw(Tag.PatientComments, VR.LT, " <a>\r\n&\t\"']]>\n\r."));
        assertThat(encoded(XML.read(XML.text(dataSet)))).isEqualTo(encoded(dataSet));
    }

    @Test
    void whatXmlHasNoCharacterForKeepsItsBytesUnderUnknown() {
        DataSet dataSet = new DataSet()
                .put(raw(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 144"))
                .put(raw(Tag.PatientComments, VR.LT, "Ї\f", "ISO_IR 144"))
                .put(raw(Tag.PatientName, VR.PN, "A\0B"));
        DataSet read = XML.read(XML.text(dataSet));
        assertThat(XML.text(dataSet)).contains("tag=\"00104000\" vr=\"UN\"", "<InlineBinary>0IcMIA==</InlineBinary>");
        assertThat(read.get(Tag.PatientName).orElseThrow().bytes())
                .isEqualTo("A\0B ".getBytes(StandardCharsets.US_ASCII));
        assertThat(read.string(Tag.PatientComments)).contains("Ї\f");
    }

    @Test
    void notANumberAndInfinitiesComeBack() {
        DataSet dataSet = new DataSet()
                .put(Element.of(PRIVATE, VR.FD, List.of("NaN", "Infinity", "-Infinity", "-0.0", "4.9E-324")))
                .put(Element.of(0x00091002, VR.SV, List.of("-9223372036854775808")));
        assertThat(encoded(XML.read(XML.text(dataSet)))).isEqualTo(encoded(dataSet));
    }

    @Test
    void bulkDataIsReferredToAndResolved() throws IOException {
        DataSet dataSet = new DataSet().putFragments(Tag.PixelData, List.of(BulkData.of(new byte[2])));
        assertThatThrownBy(() -> XML.text(dataSet)).isInstanceOf(DicomValueException.class);
        String document = XML.text(
                dataSet,
                ModelOptions.defaults().withBulkData(BulkDataPolicy.longerThan(10, path -> "b?a=1&p=" + path)));
        assertThat(document).contains("<BulkData uri=\"b?a=1&amp;p=7FE00010\"/>");
        assertThatThrownBy(() -> XML.read(document)).isInstanceOf(ModelFormatException.class);
        BulkDataResolver resolver = (tag, vr, uri) -> uri.equals("b?a=1&p=7FE00010")
                ? Optional.of(new Value.Bulk(BulkData.of(new byte[3])))
                : Optional.empty();
        DataSet read = DicomXml.read(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), ReadOptions.defaults(), resolver);
        assertThat(read.get(Tag.PixelData).orElseThrow().value().length()).isEqualTo(4);
    }

    @Test
    void indentedFormPutsEachThingOnALine() {
        DataSet dataSet = new DataSet()
                .putItems(Tag.ReferencedImageSequence, new DataSet())
                .put(Tag.PatientID, " 1");
        String document = XML.text(dataSet, ModelOptions.defaults().withIndentation());
        assertThat(document)
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM" xml:space="preserve">
                          <DicomAttribute tag="00081140" vr="SQ" keyword="ReferencedImageSequence">
                            <Item number="1"/>
                          </DicomAttribute>
                          <DicomAttribute tag="00100020" vr="LO" keyword="PatientID">
                            <Value number="1">1</Value>
                          </DicomAttribute>
                        </NativeDicomModel>
                        """);
        assertThat(XML.read(document).string(Tag.PatientID)).contains("1");
    }

    @Test
    void otherEncodingsAndNamespacesAreRead() throws IOException {
        String document =
                "<?xml version=\"1.0\" encoding=\"windows-1251\"?><!-- x --><d:NativeDicomModel xmlns:d=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\">"
                        + "<d:DicomAttribute tag=\"00100020\" vr=\"LO\"><d:Value number=\"2\"><![CDATA[Ї]]>&#x407;&lt;</d:Value></d:DicomAttribute></d:NativeDicomModel>";
        DataSet read = XML.read(
                document.getBytes(Charset.forName("windows-1251")), ReadOptions.defaults(), BulkDataResolver.none());
        assertThat(read.strings(Tag.PatientID)).containsExactly("", "ЇЇ<");
        assertThat(read.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "KOI8-U"})
    void theEncodingIsFound(String encoding) throws IOException {
        String document = "<?xml version='1.0' encoding='" + encoding + "'?><NativeDicomModel>"
                + "<DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"1\">Ї</Value></DicomAttribute></NativeDicomModel>";
        assertThat(XML.read(
                                document.getBytes(Charset.forName(encoding)),
                                ReadOptions.defaults(),
                                BulkDataResolver.none())
                        .string(Tag.PatientID))
                .contains("Ї");
        assertThat(XML.read("\uFEFF" + document.replace(encoding, "UTF-8")).size())
                .isEqualTo(2);
    }

    @Test
    void bytesThatAreNotInTheEncodingAreRefused() {
        byte[] document = (HEAD + "<!-- Ї -->" + FOOT).getBytes(Charset.forName("windows-1251"));
        assertThatThrownBy(() -> XML.read(document, ReadOptions.defaults(), BulkDataResolver.none()))
                .isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> XML.read("<?xml version=\"1.0\" encoding=\"x-none\"?><NativeDicomModel/>"))
                .isInstanceOf(ModelFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<DicomAttribute vr=\"LO\"/>",
                "<DicomAttribute tag=\"0010001\" vr=\"LO\"/>",
                "<DicomAttribute tag=\"00100020\"/>",
                "<DicomAttribute tag=\"00100020\" vr=\"lo\"/>",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\"/><DicomAttribute tag=\"00100020\" vr=\"LO\"/>",
                "<Value>x</Value>",
                "x",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\">x</DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"x\"/></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"2\"/><Value number=\"2\"/></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"0\"/></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"999999999\"/></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\"><Value><b/></Value></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>&unknown;</Value></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>&#1;</Value></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"OB\"><Value>1</Value><InlineBinary>AAAA</InlineBinary></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"OB\"><InlineBinary>AAA!</InlineBinary></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"OB\"><BulkData/></DicomAttribute>",
                "<DicomAttribute tag=\"00100020\" vr=\"OB\"><BulkData uuid=\"1\"/></DicomAttribute>",
                "<NativeDicomModel/>",
                "<DicomAttribute>",
            })
    void whatIsNotTheModelIsRefused(String content) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(ModelFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE NativeDicomModel [<!ENTITY a \"aaaa\">]><NativeDicomModel/>",
                "<!DOCTYPE NativeDicomModel SYSTEM \"file:///etc/passwd\"><NativeDicomModel/>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>&e;</Value></DicomAttribute></NativeDicomModel>",
                "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY c \"&b;&b;\">]><NativeDicomModel>&c;</NativeDicomModel>",
                "",
                "<?xml version=\"1.0\"?>",
                "<Other/>",
                "no XML at all",
            })
    void whatIsNoSuchDocumentIsRefused(String document) {
        assertThatThrownBy(() -> XML.read(document)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void aFailureNamesThePlaceAndNoValue() {
        assertThatThrownBy(
                        () -> read(
                                "\n<DicomAttribute tag=\"00280010\" vr=\"US\"><Value number=\"1\">Secret</Value></DicomAttribute>"))
                .isInstanceOfSatisfying(ModelFormatException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.path()).isEqualTo("00280010");
                    assertThat(e.toString() + e.getCause()).doesNotContain("Secret");
                });
    }

    @Test
    void whatTheStreamFailsWithIsPassedOn() {
        IOException failure = new IOException("disk");
        assertThatThrownBy(() -> DicomXml.read(
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw failure;
                            }
                        },
                        ReadOptions.defaults(),
                        BulkDataResolver.none()))
                .isSameAs(failure);
    }
}
