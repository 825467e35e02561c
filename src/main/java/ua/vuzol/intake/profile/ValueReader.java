package ua.vuzol.intake.profile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.intake.profile.ValueSource.Generator;
import ua.vuzol.mapping.MappingFile;

/** Reads a block of DICOM keywords and the sources of their values. */
final class ValueReader {
    private static final List<String> SOURCES =
            List.of("field", "template", "value", "generate", "name", "code", "items");

    private static final String DATE_MEND = "for instance dd.MM.yyyy: dd day, MM month, yyyy year";
    private static final String TIME_MEND = "for instance HH:mm:ss: HH hour, mm minute, ss second";
    /** Below are commands (PS3.7), the File Meta Information and directories (PS3.10). */
    private static final int FIRST_GROUP_OF_DATA_SETS = 0x0008;

    private static final Pattern TWO_DIGIT_YEAR = Pattern.compile("(?<!u)uu(?!u)");

    /** Afternoon, so that an hour of twelve shows; whole minutes, for seconds may be left out. */
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 11, 25, 21, 43, 0, 0, ZoneOffset.UTC);

    private ValueReader() {}

    static Map<String, ValueSource> values(MappingFile.Entry block) {
        Map<String, ValueSource> values = new LinkedHashMap<>();
        block.members().forEach((keyword, value) -> {
            Dictionary.Entry attribute = Dictionary.standard()
                    .byKeyword(keyword)
                    .orElseThrow(() -> value.error(
                            "is not a keyword of the DICOM dictionary (PS3.6); keywords look like PatientBirthDate"));
            if (Tag.group(attribute.tag()) < FIRST_GROUP_OF_DATA_SETS) {
                throw value.error(
                        "stands outside of data sets: the hub writes commands and the File Meta Information by"
                                + " itself (PS3.10 7.1); take it out");
            }
            values.put(keyword, value(value));
        });
        return values;
    }

    /** {@code NUMBER} and {@code "${NUMBER}"} mean the same. */
    static Template fieldOrTemplate(String text) {
        return Template.of(text.contains("${") ? text : "${" + text + "}");
    }

    private static ValueSource value(MappingFile.Entry entry) {
        if (!entry.node().isObject()) {
            return fixed(entry);
        }
        List<String> sources =
                SOURCES.stream().filter(source -> entry.get(source).present()).toList();
        if (sources.size() != 1) {
            throw entry.error("needs exactly one of " + String.join(", ", SOURCES));
        }
        MappingFile.Entry source = entry.get(sources.get(0));
        return switch (sources.get(0)) {
            case "field" -> fromRecord(entry, Template.of("${" + source.node().asText() + "}"));
            case "template" -> fromRecord(entry, Template.of(source.node().asText()));
            case "value" -> fixed(source);
            case "generate" -> new ValueSource.Generated(Generator.valueOf(
                    source.node().asText().toUpperCase(Locale.ROOT).replace('-', '_')));
            case "name" -> name(source);
            case "code" -> new ValueSource.Coded(
                    source.get("value").node().asText(),
                    source.get("scheme").node().asText(),
                    source.get("meaning").node().asText());
            default -> new ValueSource.Items(
                    source.elements().stream().map(ValueReader::values).toList());
        };
    }

    private static ValueSource fixed(MappingFile.Entry entry) {
        return new ValueSource.Fixed(
                entry.elements().stream().map(value -> value.node().asText()).toList());
    }

    private static ValueSource name(MappingFile.Entry name) {
        Template[] parts = Stream.of("family", "given", "middle", "prefix", "suffix")
                .map(part ->
                        name.get(part).text().map(ValueReader::fieldOrTemplate).orElse(Template.of("")))
                .toArray(Template[]::new);
        return new ValueSource.NameParts(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    private static ValueSource fromRecord(MappingFile.Entry entry, Template template) {
        return new ValueSource.FromRecord(
                template, conversion(entry), entry.get("default").text());
    }

    private static Conversion conversion(MappingFile.Entry entry) {
        if (Stream.of("date", "time", "as", "map")
                        .filter(key -> entry.get(key).present())
                        .count()
                > 1) {
            throw entry.error("can have only one of date, time, as, map");
        }
        if (entry.get("date").present()) {
            return new Conversion.Date(patterns(entry.get("date"), LocalDate::from, DATE_MEND));
        }
        if (entry.get("time").present()) {
            return new Conversion.Time(patterns(entry.get("time"), LocalTime::from, TIME_MEND));
        }
        if (entry.get("map").present()) {
            Map<String, String> table = new LinkedHashMap<>();
            entry.get("map")
                    .members()
                    .forEach((from, to) -> table.put(from, to.node().asText()));
            return new Conversion.Lookup(table);
        }
        return switch (entry.get("as").text().orElse("text")) {
            case "sex" -> new Conversion.Sex();
            case "number" -> new Conversion.Decimal();
            case "name" -> new Conversion.Name();
            default -> new Conversion.Text();
        };
    }

    /** People write {@code yyyy}; strict resolving wants the proleptic {@code uuuu}, else 30.02.2024 would be accepted. */
    private static List<Conversion.Pattern> patterns(MappingFile.Entry patterns, TemporalQuery<?> whole, String mend) {
        List<Conversion.Pattern> read = new ArrayList<>();
        for (MappingFile.Entry entry : patterns.elements()) {
            String text = entry.node().asText();
            String proleptic = text.replace('y', 'u');
            try {
                DateTimeFormatter formatter =
                        DateTimeFormatter.ofPattern(proleptic, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
                if (!roundTrips(formatter, whole)) {
                    throw entry.error(
                            "does not tell all of it: what it writes of a sample it reads as another or not at"
                                    + " all; write " + mend);
                }
                read.add(new Conversion.Pattern(
                        text, formatter, TWO_DIGIT_YEAR.matcher(proleptic).find()));
            } catch (IllegalArgumentException e) {
                throw entry.error("is not a pattern of a date or time; write " + mend);
            }
        }
        return List.copyOf(read);
    }

    private static boolean roundTrips(DateTimeFormatter formatter, TemporalQuery<?> whole) {
        try {
            return whole.queryFrom(SAMPLE).equals(formatter.parse(formatter.format(SAMPLE), whole));
        } catch (DateTimeException e) {
            return false;
        }
    }
}
