package ua.vuzol.intake.convert;

import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.profile.Template;
import ua.vuzol.intake.profile.ValueSource;

/** Gives the values that sources of values mean for one examination. */
final class ValueResolver {
    /** In templates and fields of a profile: the key of the examination. */
    private static final String EXAMINATION = "@examination";

    private static final BigInteger TWELVE_DIGITS = BigInteger.TEN.pow(12);

    private final ExaminationInput input;
    private final SourceProfile profile;
    private final ZonedDateTime received;
    private final Conversions conversions;

    ValueResolver(ExaminationInput input, SourceProfile profile) {
        this.input = input;
        this.profile = profile;
        this.received = input.receivedAt().atZone(profile.zone());
        this.conversions = new Conversions(received.toLocalDate());
    }

    /** The receipt where the device stands. */
    ZonedDateTime received() {
        return received;
    }

    /** The value of a field or template, empty when the device left it empty. */
    String fromRecord(String keyword, ValueSource.FromRecord source) {
        boolean optional = source.fallback().isPresent();
        String text = source.template().fill(field -> field(field, keyword, optional));
        String said = text.isEmpty() ? source.fallback().orElse("") : text;
        try {
            return text.isEmpty() ? said : conversions.apply(keyword, source.conversion(), text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableInputException(
                    described(source.template()) + " holds \"" + text + "\" for " + keyword + ", which is "
                            + e.getMessage() + ".",
                    e);
        }
    }

    /** The PN of separate fields. */
    String name(String keyword, ValueSource.NameParts parts) {
        Function<Template, String> value = template -> template.fill(field -> field(field, keyword, false));
        return PersonNames.of(
                value.apply(parts.family()),
                value.apply(parts.given()),
                value.apply(parts.middle()),
                value.apply(parts.prefix()),
                value.apply(parts.suffix()));
    }

    /** What the hub makes for the examination; generators of object tables have no meaning here. */
    String generated(String keyword, ValueSource.Generator generator) {
        return switch (generator) {
            case UID -> derived(keyword);
            case NUMBER -> number(keyword);
            case RECEIVED_DATE -> received.format(DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT));
            case RECEIVED_TIME -> received.format(DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT));
            case WINDOW_CENTER, WINDOW_WIDTH, FRAME_NUMBERS -> throw new IllegalArgumentException(
                    keyword + " cannot be generated from an examination");
        };
    }

    /** Patient and study date have a part in it, as in {@link InstanceUids}: the counters of devices begin again. */
    private String derived(String... what) {
        Stream<String> examination =
                Stream.of(input.source(), input.key(), fromRecord("PatientID"), fromRecord("StudyDate"));
        return Uid.derived(Stream.concat(examination, Arrays.stream(what)).toArray(String[]::new));
    }

    private String fromRecord(String keyword) {
        return profile.header().get(keyword) instanceof ValueSource.FromRecord source
                ? fromRecord(keyword, source)
                : "";
    }

    private String number(String keyword) {
        String uid = derived(keyword, "number");
        BigInteger last = new BigInteger(uid.substring(uid.lastIndexOf('.') + 1));
        return String.format(Locale.ROOT, "%012d", last.mod(TWELVE_DIGITS));
    }

    private String field(String field, String keyword, boolean optional) {
        if (field.equals(EXAMINATION)) {
            return input.key();
        }
        boolean known = input.record().fields().keySet().stream()
                .anyMatch(name -> name.strip().equalsIgnoreCase(field.strip()));
        if (!known && !optional) {
            throw new UnreadableInputException("The metadata has no field " + field + ", which the profile "
                    + profile.source() + " names for " + keyword + "; it has "
                    + String.join(", ", input.record().fields().keySet()) + ".");
        }
        return input.record().field(field).orElse("");
    }

    private static String described(Template template) {
        return template.fields().size() == 1 ? "The field " + template.fields().get(0) : "The text " + template;
    }
}
