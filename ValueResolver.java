package ua.vuzol.intake.convert;

import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.profile.Conversion;
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
            return text.isEmpty() ? said : conversions.apply(source.conversion(), text);
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

    List<String> generated(String keyword, ValueSource.Generator generator, PixelForm pixels, int frames) {
        return switch (generator) {
            case WINDOW_CENTER -> List.of(String.valueOf(1 << pixels.bitsStored() - 1));
            case WINDOW_WIDTH -> List.of(String.valueOf(1 << pixels.bitsStored()));
            case FRAME_NUMBERS -> IntStream.rangeClosed(1, frames).mapToObj(String::valueOf).toList();
            default -> List.of(generated(keyword, generator));
        };
    }

    private static String described(Template template) {
        return template.fields().size() == 1 ? "The field " + template.fields().get(0) : "The text " + template;
    }
}
