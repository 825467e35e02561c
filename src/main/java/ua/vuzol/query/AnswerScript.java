package ua.vuzol.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.CharacterSetConversion;
import ua.vuzol.dicom.data.CyrillicReplacements;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.peers.Answers;
import ua.vuzol.text.Text;

/** Writes answers in the script and the character set that the asking peer can show. */
public final class AnswerScript {
    /** Characters of one value, of PN of one group (PS3.5 Table 6.2-1); what has none of these has no limit of its own here. */
    private static final int SHORT_STRING = 16;

    private static final int LONG_STRING = 64;

    private final Text text;

    public AnswerScript(Text text) {
        this.text = text;
    }

    /** Changes an answer in UTF-8 to what the peer wants. */
    public DataSet write(DataSet answer, Answers wanted) {
        if (wanted.equals(Answers.UTF_8)) {
            return answer;
        }
        if (wanted.latin()) {
            transliterate(answer);
        }
        if (isAscii(answer)) {
            answer.remove(Tag.SpecificCharacterSet);
        } else if (wanted.characterSet() == Answers.CharacterSet.CYRILLIC) {
            CharacterSetConversion.convert(
                    answer, SpecificCharacterSet.of(wanted.characterSet().definedTerm()), new CyrillicReplacements());
        }
        return answer;
    }

    private void transliterate(DataSet dataSet) {
        for (Element element : dataSet.stream().toList()) {
            if (element.value() instanceof Value.Items items) {
                items.dataSets().forEach(this::transliterate);
            } else if (element.isCharsetAffected() && !isAscii(element.text())) {
                String latin = element.strings().stream()
                        .map(value -> latin(value, element.vr()))
                        .collect(Collectors.joining("\\"));
                dataSet.putBytes(element.tag(), element.vr(), latin.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Latin letters are more: Щ becomes Shch, so that lengths are looked at again. */
    private String latin(String value, VR vr) {
        String latin = text.latin(value);
        return switch (vr) {
            case SH -> cut(latin, SHORT_STRING);
            case LO -> cut(latin, LONG_STRING);
            case PN -> Arrays.stream(latin.split("=", -1))
                    .map(group -> cut(group, LONG_STRING))
                    .collect(Collectors.joining("="));
            default -> latin;
        };
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static boolean isAscii(DataSet dataSet) {
        return dataSet.stream()
                .allMatch(element -> element.value() instanceof Value.Items items
                        ? items.dataSets().stream().allMatch(AnswerScript::isAscii)
                        : isAscii(element.text()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
