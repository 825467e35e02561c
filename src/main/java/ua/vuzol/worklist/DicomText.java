package ua.vuzol.worklist;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.VR;

/** Makes values that DICOM allows (PS3.5 Table 6.2-1) of text of messages. */
final class DicomText {
    private static final Pattern CODE = Pattern.compile("[A-Z0-9 _]{1,16}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,12}(\\.\\d{0,3})?|\\.\\d{1,3})");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final int ENTITY = 16;

    private DicomText() {}

    /** The value; empty where it cannot be one. Text that is too long is cut; numbers and codes never are. */
    static Optional<String> of(VR vr, String text) {
        String plain = text.replace('\\', '/');
        String value = CONTROLS.matcher(plain).replaceAll(" ").strip();
        return switch (vr) {
            case CS -> Optional.of(value.toUpperCase(Locale.ROOT))
                    .filter(code -> CODE.matcher(code).matches());
            case AE -> Optional.of(value).filter(title -> title.length() <= ENTITY && isAscii(title));
            case DS -> Optional.of(value.replace(',', '.'))
                    .filter(number -> DECIMAL.matcher(number).matches());
            case UI -> Optional.of(value).filter(ua.vuzol.dicom.data.Uid::isValid);
            case SH -> Optional.of(value);
            case PN -> Optional.of(Arrays.stream(value.split("=", -1))
                    .map(group -> cut(group, 64))
                    .collect(Collectors.joining("=")));
            case LO -> Optional.of(cut(value, 64));
            case ST -> Optional.of(cut(value, 1024));
            case LT -> Optional.of(cut(plain.replace('\0', ' ').strip(), 10240));
            default -> Optional.of(value);
        };
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
