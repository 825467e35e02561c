package ua.vuzol.dicom.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PS3.5 6.2 and the dictionary demand of a stored value: length, characters, form and multiplicity. Unlike when a value is
 * put, what only queries may hold (ranges, wildcards) does not pass. Sentences tell no value.
 */
public final class ValueRules {

    private static final Pattern MULTIPLICITY = Pattern.compile("(\\d+)(?:-(\\d*)(n?))?");
    /** Text of a referenced value longer than this is not looked into. */
    private static final long MAX_TEXT_BYTES = 16L << 20;

    private ValueRules() {}

    /** Each rule that the value breaks, as a sentence, once; none for an empty value, items and fragments. */
    public static List<String> violations(Element element) {
        if (element.isEmpty() || element.value().length() < 0) {
            return List.of();
        }
        VR vr = element.meant();
        List<String> violations = new ArrayList<>();
        OptionalLong count = OptionalLong.empty();
        if (vr.isNumeric()) {
            long length = element.value().length();
            if (length % vr.valueSize() != 0) {
                violations.add("its length is no multiple of " + vr.valueSize() + ", the bytes of one " + vr);
            }
            count = OptionalLong.of(length / vr.valueSize());
        } else if (vr.isText() && element.value().length() <= MAX_TEXT_BYTES) {
            List<String> values = element.strings();
            if (!element.characterSet().isKnown() && !SpecificCharacterSet.isPlainAscii(element.bytes())) {
                violations.add("it is not ASCII, and its Specific Character Set has a term that is not defined");
            } else if (element.text().indexOf(SpecificCharacterSet.REPLACEMENT) >= 0) {
                violations.add("its bytes are not all text in " + element.characterSet());
            }
            values.stream()
                    .flatMap(value -> problem(vr, value).stream())
                    .distinct()
                    .forEach(violations::add);
            // nothing but spaces is no value
            count = values.isEmpty() ? count : OptionalLong.of(values.size());
        }
        if (count.isPresent()) {
            multiplicity(element.tag(), count.getAsLong()).ifPresent(violations::add);
        }
        return violations;
    }

    private static Optional<String> problem(VR vr, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> stricter =
                switch (vr) {
                    case DA -> unless(
                            DicomDate.of(value).filter(DicomDate::isStandard).isPresent(),
                            "a value is no date that exists, as YYYYMMDD");
                    case TM -> unless(
                            DicomTime.of(value).filter(DicomTime::isStandard).isPresent(),
                            "a value is no time that exists, as HHMMSS.FFFFFF");
                    case DT -> unless(
                            DicomDateTime.of(value)
                                    .filter(DicomDateTime::isStandard)
                                    .isPresent(),
                            "a value is no date and time that exists, as YYYYMMDDHHMMSS.FFFFFF&ZZXX");
                    case IS -> unless(
                            IntegerString.of(value).isPresent(), "a value is no whole number from -2^31 to 2^31 - 1");
                    case UI -> unless(
                            Uid.isValid(value),
                            "a value is no UID: at most 64 characters of numbers without leading zeros, joined by dots");
                    case CS -> unless(
                            value.indexOf('*') < 0 && value.indexOf('?') < 0, "a wildcard, which only queries have");
                    default -> Optional.empty();
                };
        if (stricter.isPresent()) {
            return stricter;
        }
        return value.chars().anyMatch(c -> isForbiddenControl(vr, c))
                ? Optional.of("a control character, which VR " + vr + " cannot have")
                : ValueLimits.problem(vr, value);
    }

    /** PS3.5 6.1.3 and Table 6.2-1: ESC in code extensions only, which decoding consumes; TAB, LF, FF, CR in paragraphs. */
    private static boolean isForbiddenControl(VR vr, int c) {
        boolean paragraph = vr == VR.LT || vr == VR.ST || vr == VR.UT;
        boolean layout = c == '\t' || c == '\n' || c == '\f' || c == '\r';
        return (c < ' ' || c == 0x7F) && !(paragraph && layout);
    }

    private static Optional<String> unless(boolean fulfilled, String sentence) {
        return fulfilled ? Optional.empty() : Optional.of(sentence);
    }

    private static Optional<String> multiplicity(int tag, long count) {
        return Dictionary.standard()
                .lookup(tag)
                .map(Dictionary.Entry::vm)
                .filter(vm -> !allows(vm, count))
                .map(vm -> "it has " + count + (count == 1 ? " value" : " values") + ", but the dictionary says " + vm);
    }

    /** As PS3.6 prints it: 1, 1-3, 1-n, 2-2n. */
    private static boolean allows(String vm, long count) {
        Matcher parts = MULTIPLICITY.matcher(vm);
        if (!parts.matches()) {
            return true;
        }
        int least = Integer.parseInt(parts.group(1));
        if (parts.group(2) == null) {
            return count == least;
        }
        if (parts.group(3).isEmpty()) {
            return count >= least && count <= Integer.parseInt(parts.group(2));
        }
        int step = parts.group(2).isEmpty() ? 1 : Integer.parseInt(parts.group(2));
        return count >= least && count % step == 0;
    }
}
