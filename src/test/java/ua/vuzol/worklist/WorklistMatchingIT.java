package ua.vuzol.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.text.Language;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** For random steps and random keys, the database finds what a plain filter in Java finds (PS3.4 C.2.2.2). */
class WorklistMatchingIT extends WorklistTestSupport {
    private static final int STEPS = 80;
    private static final int QUERIES = 400;
    private static final List<String> NAMES =
            List.of("Шевченко^Тарас", "Шевчук^Олена", "Ґалаґан^Їжак", "Melnyk^Ivan", "Коваль^Ольга");
    private static final List<String> TITLES = List.of("CT1", "CT2", "MR1");

    private final SearchForms forms = new SearchForms(new Text(Path.of("mappings"), Language.UKRAINIAN));
    private final Random random = new Random(20261126);

    private record Row(
            String id, String name, String physician, List<String> stations, String modality, int day, int minute) {}

    /** What is asked, put into an identifier, and what it means. */
    private record Asked(String text, Predicate<Row> meaning) {}

    @Test
    void theDatabaseMatchesAsTheStandardSays() {
        List<Row> rows = IntStream.range(0, STEPS).mapToObj(this::row).toList();
        rows.forEach(this::plan);
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            DataSet step = new DataSet().putEmpty(Tag.ScheduledProcedureStepID);
            DataSet identifier = query();
            List<Asked> keys = new ArrayList<>();
            for (int n = random.nextInt(3); n >= 0; n--) {
                keys.add(key(identifier, step));
            }
            // of two keys with the same tag the later one is asked
            identifier.putItems(Tag.ScheduledProcedureStepSequence, step);
            Set<String> expected = rows.stream()
                    .filter(row ->
                            last(keys).stream().allMatch(key -> key.meaning().test(row)))
                    .map(Row::id)
                    .collect(Collectors.toSet());
            found += expected.size();
            assertThat(find(identifier))
                    .as(keys.toString())
                    .extracting(answer ->
                            step(answer).string(Tag.ScheduledProcedureStepID).orElse(""))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        // a test in which nothing is ever found, or all, would prove nothing
        assertThat(found).isBetween(QUERIES, QUERIES * STEPS / 2);
    }

    private static List<Asked> last(List<Asked> keys) {
        return List.copyOf(keys.stream()
                .collect(Collectors.toMap(
                        key -> key.text().substring(0, key.text().indexOf('=')), key -> key, (one, other) -> other))
                .values());
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Row row(int i) {
        List<String> stations = random.nextInt(4) == 0 ? List.of("CT1", "MR1") : List.of(any(TITLES));
        return new Row(
                "S" + i,
                any(NAMES),
                any(NAMES),
                stations,
                any(List.of("CT", "MR")),
                random.nextInt(4),
                random.nextInt(24 * 60));
    }

    private void plan(Row row) {
        String start = day(row.day()) + "%02d%02d00".formatted(row.minute() / 60, row.minute() % 60);
        take(message(
                "OMI^O23^OMI_O23",
                Instant.now(),
                pid(number(), row.name()),
                "ORC|NW|O" + row.id(),
                "TQ1|1||||||" + start,
                "OBR|1|O" + row.id() + "||X^Обстеження^L||||||||||||||||||||||||||||||9^" + row.physician(),
                "IPC|A|R|1.2.3|" + row.id() + "|" + row.modality() + "||||" + String.join("~", row.stations())));
    }

    private static String day(int later) {
        return java.time.format.DateTimeFormatter.BASIC_ISO_DATE.format(TODAY.plusDays(later));
    }

    private Asked key(DataSet identifier, DataSet step) {
        switch (random.nextInt(6)) {
            case 0 -> {
                String asked = disturbed(any(NAMES));
                identifier.put(Tag.PatientName, asked);
                return new Asked("name=" + asked, row -> matches(asked, row.name()));
            }
            case 1 -> {
                String asked = disturbed(any(NAMES));
                step.put(Tag.ScheduledPerformingPhysicianName, asked);
                return new Asked("physician=" + asked, row -> matches(asked, row.physician()));
            }
            case 2 -> {
                String asked = any(TITLES);
                step.put(Tag.ScheduledStationAETitle, asked);
                return new Asked("station=" + asked, row -> row.stations().contains(asked));
            }
            case 3 -> {
                String asked = any(List.of("CT", "MR", "?T", "US"));
                step.put(Tag.Modality, asked);
                return new Asked(
                        "modality=" + asked,
                        row -> pattern(asked).matcher(row.modality()).matches());
            }
            case 4 -> {
                int from = random.nextInt(4);
                int to = from + random.nextInt(2);
                step.put(Tag.ScheduledProcedureStepStartDate, day(from) + "-" + day(to));
                return new Asked("date=" + from + "-" + to, row -> row.day() >= from && row.day() <= to);
            }
            default -> {
                int from = random.nextInt(24);
                int to = random.nextInt(24);
                step.put(Tag.ScheduledProcedureStepStartTime, "%02d00-%02d00".formatted(from, to));
                return new Asked(
                        "time=" + from + "-" + to,
                        row -> from <= to
                                ? row.minute() >= from * 60 && row.minute() <= to * 60
                                : row.minute() >= from * 60 || row.minute() <= to * 60);
            }
        }
    }

    private String disturbed(String name) {
        String cut = name.substring(0, 2 + random.nextInt(name.length() - 2)) + "*";
        return random.nextBoolean() ? cut : cut.toUpperCase(java.util.Locale.ROOT);
    }

    private boolean matches(String asked, String name) {
        return forms.ofNameQuery(asked).stream().anyMatch(form -> forms.ofName(name).stream()
                .anyMatch(value -> pattern(form).matcher(value).matches()));
    }

    private static Pattern pattern(String wildcards) {
        return Pattern.compile(
                Pattern.quote(wildcards).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
    }
}
