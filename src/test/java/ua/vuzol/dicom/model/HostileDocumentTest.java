package ua.vuzol.dicom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.model.ModelTestSupport.JSON;
import static ua.vuzol.dicom.model.ModelTestSupport.XML;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.ReadOptions;

/** A document that does not end, or is nested without end, costs what the limits allow and no more. */
class HostileDocumentTest {

    private static final ReadOptions LIMITS = ReadOptions.defaults();

    /** A beginning, and then the same for ever. */
    private static InputStream endless(String head, String again) {
        byte[] run = again.repeat(1000).getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(
                new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        at = (at + 1) % run.length;
                        return run[(at + run.length - 1) % run.length];
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        int count = Math.min(length, run.length - at);
                        System.arraycopy(run, at, bytes, from, count);
                        at = (at + count) % run.length;
                        return count;
                    }
                });
    }

    private static final String IN_JSON = "{\"00104000\":{\"vr\":\"LT\",";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[|{\"00081140\":{\"vr\":\"SQ\",\"Value\":[",
                "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[{}|,{}",
                "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[{\"00080100\":{\"vr\":\"SH\"}}|,{\"00080100\":{\"vr\":\"SH\"}}",
                IN_JSON + "\"Value\":[\"|aaaa",
                IN_JSON + "\"Value\":[\"\"|,\"\"",
                IN_JSON + "\"Value\":[{|\"Alphabetic\":\"a\",",
                IN_JSON + "\"Value\":[1|1",
                IN_JSON + "\"InlineBinary\":\"|AAAA",
                IN_JSON + "\"BulkDataURI\":\"|a",
                IN_JSON + "\"x\":|[",
                IN_JSON + "\"|x",
                "|[",
                "{\"|0",
            })
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endlessJsonIsRefused(String document) {
        String[] parts = document.split("\\|");
        assertThatThrownBy(() -> DicomJson.read(endless(parts[0], parts[1]), LIMITS, BulkDataResolver.none()))
                .isInstanceOf(ModelFormatException.class);
    }

    private static final String IN_XML = "<NativeDicomModel><DicomAttribute tag=\"00104000\" vr=\"SQ\">";

    @ParameterizedTest
    @ValueSource(
            strings = {
                IN_XML + "|<Item number=\"1\"><DicomAttribute tag=\"00104000\" vr=\"SQ\">",
                IN_XML + "|<Item/>",
                IN_XML + "<Value>|aaaa",
                IN_XML + "|<Value/>",
                IN_XML + "<InlineBinary>|AAAA",
                IN_XML + "<PersonName><Alphabetic>|<FamilyName>a</FamilyName>",
                IN_XML + "<BulkData uri=\"|aaaa",
                IN_XML + "<!--|aaaa",
                IN_XML + "<?a |aaaa",
                IN_XML + "<|aaaa",
                IN_XML + "<Value | a='' ",
                "<!DOCTYPE x [|<!-- -->",
                "|aaaa",
            })
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endlessXmlIsRefused(String document) {
        String[] parts = document.split("\\|");
        ReadOptions options = LIMITS.withMaxHeapBytes(4 << 20).withMaxElements(100_000);
        assertThatThrownBy(() -> DicomXml.read(endless(parts[0], parts[1]), options, BulkDataResolver.none()))
                .isInstanceOf(ModelFormatException.class);
    }

    @Test
    void limitsAreThoseOfTheOptions() {
        String nested =
                "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[{\"00081140\":{\"vr\":\"SQ\",\"Value\":[{\"00080100\":{\"vr\":\"SH\",\"Value\":[\"12345678\"]}}]}}]}}";
        String json = nested;
        String xml = XML.text(JSON.read(nested));
        ReadOptions[] enough = {
            LIMITS.withMaxDepth(2), LIMITS.withMaxItems(1), LIMITS.withMaxElements(5), LIMITS.withMaxHeapBytes(100)
        };
        ReadOptions[] tooFew = {
            LIMITS.withMaxDepth(1), LIMITS.withMaxItems(0), LIMITS.withMaxElements(4), LIMITS.withMaxHeapBytes(7)
        };
        for (ReadOptions options : enough) {
            assertThat(JSON.read(json, options).size()).isEqualTo(1);
            assertThat(XML.read(xml, options).size()).isEqualTo(1);
        }
        for (ReadOptions options : tooFew) {
            assertThatThrownBy(() -> JSON.read(json, options)).isInstanceOf(ModelFormatException.class);
            assertThatThrownBy(() -> XML.read(xml, options)).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void theLimitsOfAStreamOfDataSetsHoldForEach() throws IOException {
        String many = "[" + "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"1\"]}},".repeat(100) + "{}]";
        int[] count = {0};
        DicomJson.readAll(
                new ByteArrayInputStream(many.getBytes(StandardCharsets.UTF_8)),
                LIMITS.withMaxElements(1).withMaxHeapBytes(100),
                BulkDataResolver.none(),
                dataSet -> count[0]++);
        assertThat(count[0]).isEqualTo(101);
    }

    @Test
    void depthCostsNoStack() {
        DataSet deep = new DataSet();
        for (int i = 0; i < 5_000; i++) {
            deep = new DataSet().putItems(Tag.ReferencedImageSequence, deep);
        }
        ReadOptions options = LIMITS.withMaxDepth(5_000);
        String json = JSON.text(deep);
        String xml = XML.text(deep);
        assertThat(JSON.text(JSON.read(json, options))).isEqualTo(json);
        assertThat(XML.text(XML.read(xml, options))).isEqualTo(xml);
    }
}
