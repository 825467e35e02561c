package ua.vuzol.registry;

import static java.util.stream.Collectors.joining;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes ADT messages of HL7 2.5.1 with the delimiters {@code |^~\\&}; MSH is completed by who sends them. */
final class AdtMessage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmssZ");
    /** In a PN, which has the prefix before the suffix; an XPN has it after. */
    private static final int[] XPN_ORDER = {0, 1, 2, 4, 3};

    private final String time;

    AdtMessage(ZonedDateTime now) {
        this.time = TIME.format(now);
    }

    /** ADT^A08: what is known of a person. */
    String update(Patient patient) {
        return message(header("A08", "ADT_A01"), event("A08"), pid(patient), "PV1|1|N");
    }

    /** ADT^A40: what was a person's under a prior number is theirs under the present one. */
    String merge(Patient survivor, PatientId prior) {
        return message(header("A40", "ADT_A39"), event("A40"), pid(survivor), "MRG|" + number(prior));
    }

    private static String message(String... segments) {
        return Arrays.stream(segments).map(segment -> segment + '\r').collect(joining());
    }

    private static String header(String event, String structure) {
        return "MSH|^~\\&|||||||ADT^" + event + '^' + structure + "||P|2.5.1";
    }

    private String event(String code) {
        return "EVN|" + code + '|' + time;
    }

    private static String pid(Patient patient) {
        return String.join(
                "|",
                "PID",
                "1",
                "",
                Stream.concat(
                                Stream.of(patient.pid()),
                                patient.otherIds().stream()
                                        .filter(number -> IdentifierKind.of(number) != IdentifierKind.MIS))
                        .map(AdtMessage::number)
                        .collect(joining("~")),
                "",
                names(patient),
                patient.contacts().mothersName().map(AdtMessage::name).orElse(""),
                patient.birthDate()
                        .map(DateTimeFormatter.BASIC_ISO_DATE::format)
                        .orElse(""),
                patient.sex().orElse(""),
                "",
                "",
                patient.contacts().address().map(AdtMessage::escaped).orElse(""),
                "",
                patient.contacts().phones().stream().map(AdtMessage::escaped).collect(joining("~")));
    }

    private static String number(PatientId number) {
        String type =
                switch (IdentifierKind.of(number)) {
                    case MIS -> "MR";
                    case RNOKPP -> "TAX";
                    case UNZR -> "NI";
                    case PASSPORT -> "PPN";
                    case ID_CARD -> "NNUKR";
                };
        return escaped(number.value()) + "^^^" + escaped(number.issuer()) + '^' + type;
    }

    /** The legal name, and its Latin form as a repetition in alphabetic representation (table 0465). */
    private static String names(Patient patient) {
        Optional<String> latin = patient.latinName().map(name -> name(name) + "^^L^A");
        return Stream.concat(Stream.of(name(patient.name()) + "^^L"), latin.stream())
                .collect(joining("~"));
    }

    /** Five components of a PN's first group as those of an XPN. */
    private static String name(String pn) {
        String[] parts = pn.split("=", 2)[0].split("\\^", -1);
        return Arrays.stream(XPN_ORDER)
                .mapToObj(part -> part < parts.length ? escaped(parts[part]) : "")
                .collect(joining("^"));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(
                    switch (c) {
                        case '\\' -> "\\E\\";
                        case '|' -> "\\F\\";
                        case '^' -> "\\S\\";
                        case '&' -> "\\T\\";
                        case '~' -> "\\R\\";
                        case '\r', '\n' -> " ";
                        default -> Character.toString(c);
                    });
        }
        return escaped.toString();
    }
}
