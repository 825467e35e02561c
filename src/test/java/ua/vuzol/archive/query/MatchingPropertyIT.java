package ua.vuzol.archive.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ua.vuzol.archive.ArchiveTestSupport;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomDate;
import ua.vuzol.dicom.data.DicomTime;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.text.Language;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** For random studies and random keys, the database finds what a plain reading of PS3.4 C.2.2.2 in Java finds. */
class MatchingPropertyIT extends ArchiveTestSupport {
    private static final String STUDY_ROOT = SopClass.StudyRootQueryRetrieveInformationModelFind;
    private static final long SEED = 20261126;
    private static final int STUDIES = 150;
    private static final int QUERIES = 1500;
    private static final List<String> CODES = List.of("A", "AB", "a", "A%", "A_", "A\u00AE", "ABBA", "%", "B_A");
    private static final List<String> NAMES = List.of(
            "Шевченко^Тарас",
            "ШЕВЧУК^ОЛЕНА",
            "Shevchenko^Andrii",
            "Ґалаґан^Їжак",
            "Юрчук^Яким",
            "Petriuk^Oksana",
            "Григор'єв^Іван",
            "Grigoriev^Ivan",
            "Шмідт",
            "O'Brien^John",
            "Петрюк^Оксана^Іванівна",
            "");

    private final SearchForms forms = new SearchForms(new Text(Path.of("mappings"), Language.UKRAINIAN));
    private final Random random = new Random(SEED);

    private record Row(
            String uid,
            String name,
            String accession,
            String description,
            Optional<LocalDate> date,
            Optional<LocalTime> time,
            Set<String> modalities) {}

    /** A key with what it means. */
    private record Asked(int tag, VR vr, String value, Predicate<Row> meaning) {}

    @Test
    void theDatabaseMatchesAsTheStandardSays() {
        List<Row> rows = IntStream.range(0, STUDIES).mapToObj(this::row).toList();
        rows.forEach(this::store);
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            List<Asked> keys = Stream.generate(this::key)
                    .limit(1 + random.nextInt(3))
                    .collect(Collectors.toMap(Asked::tag, key -> key, (one, other) -> one))
                    .values()
                    .stream()
                    .toList();
            Set<String> expected = rows.stream()
                    .filter(row -> keys.stream().allMatch(key -> key.meaning().test(row)))
                    .map(Row::uid)
                    .collect(Collectors.toSet());
            found += expected.size();
            assertThat(find(keys))
                    .as(keys.stream()
                            .map(key -> Tag.format(key.tag()) + "=" + key.value())
                            .toList()
                            .toString())
                    .isEqualTo(expected);
        }
        // a test in which nothing is ever found, or all, would prove nothing
        assertThat(found).isBetween(QUERIES, QUERIES * STUDIES / 2);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Row row(int i) {
        return new Row(
                "1.2.826.0.1.97." + i,
                any(NAMES),
                any(CODES),
                any(List.of("Грудна клітка", "ГРУДНА", "Chest 100%", "Hrudna klitka", "_", "")),
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(LocalDate.of(2026, 1, 1 + random.nextInt(28))),
                random.nextInt(5) == 0
                        ? Optional.empty()
                        : Optional.of(LocalTime.of(random.nextInt(24), random.nextInt(4) * 15, random.nextInt(60))),
                Set.copyOf(Stream.generate(() -> any(List.of("CT", "MR", "SR", "US")))
                        .limit(1 + random.nextInt(2))
                        .toList()));
    }

    private void store(Row row) {
        List<String> modalities = List.copyOf(row.modalities());
        archive.storeAll(IntStream.range(0, modalities.size())
                .mapToObj(i -> {
                    DataSet dataSet = object(row.uid(), row.uid() + "." + i);
                    dataSet.put(Tag.PatientName, row.name());
                    dataSet.put(Tag.PatientID, row.uid());
                    putRaw(dataSet, Tag.AccessionNumber, VR.SH, row.accession());
                    dataSet.put(Tag.StudyDescription, row.description());
                    dataSet.put(
                            Tag.StudyDate,
                            row.date().map(date -> DicomDate.of(date).text()).orElse(""));
                    dataSet.put(
                            Tag.StudyTime,
                            row.time().map(time -> DicomTime.of(time).text()).orElse(""));
                    dataSet.put(Tag.Modality, modalities.get(i));
                    return dataSet;
                })
                .map(this::staged)
                .toList());
    }

    private Set<String> find(List<Asked> keys) {
        DataSet query =
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.QueryRetrieveLevel, "STUDY");
        query.putEmpty(Tag.StudyInstanceUID);
        keys.forEach(key -> putRaw(query, key.tag(), key.vr(), key.value()));
        try (Stream<DataSet> found = archive.find(query, STUDY_ROOT, "READER").dataSets()) {
            return found.map(answer -> text(answer, Tag.StudyInstanceUID)).collect(Collectors.toSet());
        }
    }

    private static void putRaw(DataSet dataSet, int tag, VR vr, String text) {
        dataSet.putBytes(tag, vr, text.getBytes(StandardCharsets.UTF_8));
    }

    // ---- keys and what they mean ----

    private Asked key() {
        return switch (random.nextInt(7)) {
            case 0 -> name();
            case 1 -> accession();
            case 2 -> description();
            case 3 -> date();
            case 4 -> time();
            case 5 -> modalities();
            default -> uids();
        };
    }

    /** A value of a row with wildcards in it, in another case, in another script, or cut off. */
    private String disturbed(String value) {
        StringBuilder disturbed = new StringBuilder(value);
        for (int i = random.nextInt(3); i > 0 && disturbed.length() > 0; i--) {
            int at = random.nextInt(disturbed.length());
            switch (random.nextInt(4)) {
                case 0 -> disturbed.replace(at, disturbed.length(), "*");
                case 1 -> disturbed.replace(0, at, "*");
                case 2 -> disturbed.setCharAt(at, '?');
                default -> disturbed.replace(at, at + 1, "*");
            }
        }
        return disturbed.toString();
    }

    private Asked name() {
        String value = disturbed(any(NAMES));
        String asked = random.nextBoolean() ? value : value.toUpperCase(java.util.Locale.ROOT);
        Set<String> patterns = forms.ofNameQuery(asked);
        return new Asked(
                Tag.PatientName,
                VR.PN,
                asked,
                row -> isUniversal(asked) || patterns.isEmpty() || matchesAny(patterns, forms.ofName(row.name())));
    }

    private Asked description() {
        String asked = disturbed(any(List.of("грудна клітка", "CHEST 100%", "Грудна", "_", "hrudna klitka")));
        return new Asked(
                Tag.StudyDescription,
                VR.LO,
                asked,
                row -> isUniversal(asked) || matchesAny(forms.ofQuery(asked), forms.of(row.description())));
    }

    private Asked accession() {
        List<String> values = Stream.generate(() -> disturbed(any(CODES)))
                .limit(1 + random.nextInt(2))
                .toList();
        return new Asked(Tag.AccessionNumber, VR.SH, String.join("\\", values), row -> values.stream()
                .anyMatch(value -> isUniversal(value) || matches(value, row.accession())));
    }

    private Asked modalities() {
        List<String> values = new ArrayList<>(List.of(any(List.of("CT", "MR", "S?", "*R", "XA"))));
        if (random.nextBoolean()) {
            values.add("US");
        }
        return new Asked(Tag.ModalitiesInStudy, VR.CS, String.join("\\", values), row -> row.modalities().stream()
                .anyMatch(modality -> values.stream().anyMatch(value -> matches(value, modality))));
    }

    private Asked uids() {
        List<String> uids = IntStream.range(0, 1 + random.nextInt(40))
                .mapToObj(i -> "1.2.826.0.1.97." + random.nextInt(STUDIES * 2))
                .toList();
        return new Asked(Tag.StudyInstanceUID, VR.UI, String.join("\\", uids), row -> uids.contains(row.uid()));
    }

    private Asked date() {
        LocalDate one = LocalDate.of(2026, 1, 1 + random.nextInt(28));
        LocalDate other = one.plusDays(random.nextInt(10));
        String from = DicomDate.of(one).text();
        String to = DicomDate.of(other).text();
        return switch (random.nextInt(4)) {
            case 0 -> date(from, date -> date.equals(one));
            case 1 -> date(from + "-", date -> !date.isBefore(one));
            case 2 -> date("-" + to, date -> !date.isAfter(other));
            default -> date(from + "-" + to, date -> !date.isBefore(one) && !date.isAfter(other));
        };
    }

    private static Asked date(String value, Predicate<LocalDate> meaning) {
        return new Asked(
                Tag.StudyDate, VR.DA, value, row -> row.date().filter(meaning).isPresent());
    }

    /** Of hours, or of hours and minutes: each stands for all of the hour, or of the minute. */
    private Asked time() {
        int first = random.nextInt(24 * 60);
        int last = random.nextInt(24 * 60);
        String from = "%02d%02d".formatted(first / 60, first % 60);
        String to = "%02d".formatted(last / 60);
        return switch (random.nextInt(4)) {
            case 0 -> time(to, time -> time.getHour() == last / 60);
            case 1 -> time(from + "-", time -> minute(time) >= first);
            case 2 -> time("-" + to, time -> time.getHour() <= last / 60);
            default -> last / 60 * 60 + 59 >= first
                    ? time(from + "-" + to, time -> minute(time) >= first && time.getHour() <= last / 60)
                    : time(from + "-" + to, time -> minute(time) >= first || time.getHour() <= last / 60);
        };
    }

    private static int minute(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    private static Asked time(String value, Predicate<LocalTime> meaning) {
        return new Asked(
                Tag.StudyTime, VR.TM, value, row -> row.time().filter(meaning).isPresent());
    }

    private static boolean isUniversal(String value) {
        return value.replace("*", "").isEmpty();
    }

    private static boolean matchesAny(Set<String> patterns, Set<String> values) {
        return patterns.stream().anyMatch(pattern -> values.stream().anyMatch(value -> matches(pattern, value)));
    }

    /** Wild card matching (C.2.2.2.4), by the book: the places in the value that the pattern so far can end at. */
    private static boolean matches(String pattern, String value) {
        boolean[] reached = new boolean[value.length() + 1];
        reached[0] = true;
        for (char c : pattern.toCharArray()) {
            boolean[] next = new boolean[reached.length];
            for (int at = 0; at < reached.length; at++) {
                if (c == '*') {
                    next[at] = reached[at] || at > 0 && next[at - 1];
                } else {
                    next[at] = at > 0 && reached[at - 1] && (c == '?' || c == value.charAt(at - 1));
                }
            }
            reached = Arrays.copyOf(next, next.length);
        }
        return reached[value.length()];
    }
}
