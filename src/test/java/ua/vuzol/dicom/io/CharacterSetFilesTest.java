package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.CharacterSetConversion;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.TransferSyntax;

/** The real files in foreign character sets. */
class CharacterSetFilesTest {

    private static final Map<String, String> NOT_IDENTICAL = Map.of(
            "charset/chrJapMulti.dcm", "a wrong group length becomes right when its group is changed",
            "charset/chrKoreanMulti.dcm", "returns to ASCII where nothing needs it",
            "charset/chrSQEncoding.dcm", "two character sets become one",
            "charset/chrSQEncoding1.dcm", "returns to ASCII, where its first term is JIS X 0201",
            "charset/empty_charset_LEI.dcm", "an empty Specific Character Set is left out");

    private static List<Path> files() {
        return DicomTestSupport.realFiles().stream()
                .filter(file -> DicomTestSupport.name(file).startsWith("charset/"))
                .toList();
    }

    @Test
    void goToUtf8AndBackToTheSameBytes() throws IOException {
        TreeSet<String> notIdentical = new TreeSet<>();
        for (Path file : files()) {
            DataSet dataSet = DicomReader.read(file).dataSet();
            byte[] before = DicomTestSupport.encoded(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            String textBefore = text(dataSet);
            SpecificCharacterSet original = dataSet.characterSet();
            assertThat(CharacterSetConversion.toUtf8(dataSet))
                    .as(file.toString())
                    .isEmpty();
            assertThat(text(dataSet)).as(file.toString()).isEqualTo(textBefore);
            byte[] utf8 = DicomTestSupport.encoded(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(text(DicomTestSupport.decoded(utf8, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)))
                    .as(file.toString())
                    .isEqualTo(textBefore);
            boolean whole = CharacterSetConversion.convert(dataSet, original, codePoint -> Optional.empty())
                    .isEmpty();
            byte[] after = DicomTestSupport.encoded(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            if (!whole || !Arrays.equals(before, after)) {
                notIdentical.add(DicomTestSupport.name(file));
            }
        }
        assertThat(notIdentical).containsExactlyInAnyOrderElementsOf(NOT_IDENTICAL.keySet());
    }

    private static String text(DataSet root) {
        StringBuilder text = new StringBuilder();
        for (NestedDataSet nested : NestedDataSet.all(root)) {
            nested.dataSet().stream()
                    .filter(element -> element.vr().isCharsetAffected())
                    .map(Element::text)
                    .forEach(value -> text.append(value).append('\n'));
        }
        return text.toString();
    }
}
