package ua.vuzol.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import ua.vuzol.text.Language;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/**
 * A catalogue as a Ukrainian hospital's of three years: persons of common and of rare names, two studies each on the average,
 * two series a study, ten instances a series. Rows only, without files; the same every time.
 */
public final class GeneratedHospital {
    private static final int INSTANCES_OF_A_STUDY = 20;
    private static final int PLACES_OF_A_RARE_NAME = 8;

    /** The most common ones in Ukraine, the first about three in a thousand persons each. */
    private static final List<String> COMMON = List.of(
            "Мельник", "Шевченко", "Коваленко", "Бондаренко", "Бойко", "Ткаченко", "Кравченко", "Ковальчук", "Коваль",
            "Олійник", "Шевчук", "Поліщук", "Іванова", "Ткачук", "Савченко", "Бондар", "Марченко", "Руденко", "Мороз",
            "Лисенко", "Петренко", "Клименко", "Павленко", "Кравчук", "Іванов", "Кузьменко", "Пономаренко", "Савчук",
            "Василенко", "Левченко", "Харченко", "Сидоренко", "Карпенко", "Гаврилюк", "Швець", "Мельничук", "Романюк");

    private static final List<String> ROOTS = List.of(
            "Андр", "Антон", "Бабич", "Біл", "Богдан", "Бур", "Вовч", "Ворон", "Гай", "Голуб", "Гонч", "Гриц", "Дан",
            "Дем", "Дяч", "Жук", "Заб", "Зінч", "Їжак", "Кирил", "Кос", "Кульч", "Лаз", "Лук", "Мак", "Матв", "Мих",
            "Назар", "Нест", "Опан", "Остап", "Пил", "Прок", "Радч", "Сав", "Сем", "Сірк", "Стец", "Тим", "Фед",
            "Хом", "Цимб", "Чорн", "Шульж", "Щерб", "Юрч", "Явор", "Яким", "Ґал");
    private static final List<String> SUFFIXES =
            List.of("енко", "ук", "чук", "юк", "ський", "цький", "ів", "ко", "ик", "ак", "ишин", "ець");
    private static final List<String> GIVEN = List.of(
            "Олександр", "Олена", "Сергій", "Тетяна", "Володимир", "Наталія", "Андрій", "Оксана", "Микола", "Ірина",
            "Іван", "Людмила", "Юрій", "Ольга", "Василь", "Світлана", "Віктор", "Марія", "Михайло", "Ганна", "Петро",
            "Юлія", "Дмитро", "Катерина", "Анатолій", "Галина", "Богдан", "Леся", "Тарас", "Любов");
    private static final List<String> FATHERS = List.of(
            "Олександрович", "Миколаївна", "Іванович", "Петрівна", "Васильович", "Володимирівна", "Григорович",
            "Степанівна", "Андрійович", "Юріївна");

    private final JdbcTemplate database;
    private final SearchForms forms =
            new SearchForms(new Text(Path.of("mappings"), Language.UKRAINIAN));

    private GeneratedHospital(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * Makes the catalogue larger.
     *
     * @param first the number of the first study and person, which no other has
     * @param instances how many there will be more
     */
    public static void fill(JdbcTemplate database, int first, int instances) {
        new GeneratedHospital(database).fill(first, instances / INSTANCES_OF_A_STUDY, Math.max(1, instances / 40));
    }

    private void fill(int first, int studies, int persons) {
        names();
        sql("select setseed(0.42)");
        persons(first, persons);
        studies(first, studies, persons);
        series(first, studies);
        instances(first, studies);
        List.of("patient", "patient_key", "study", "series", "instance").forEach(table -> sql("analyze " + table));
    }

    /** Names drawn by their places: a common one has some by its rank, so that four in a hundred persons have one of those. */
    private void names() {
        List<String> rare = ROOTS.stream()
                .flatMap(root -> SUFFIXES.stream().map(suffix -> root + suffix))
                .toList();
        sql("drop table if exists bench_name");
        sql("create table bench_name (kind text, n int, name text, folded text, latin text)");
        List<String> places = new ArrayList<>();
        IntStream.range(0, PLACES_OF_A_RARE_NAME).forEach(i -> places.addAll(rare));
        IntStream.range(0, COMMON.size())
                .forEach(rank -> IntStream.range(0, 1 + 60 / (rank + 4)).forEach(i -> places.add(COMMON.get(rank))));
        insert("family", places);
        insert("given", GIVEN);
        insert("father", FATHERS);
        sql("create index on bench_name (kind, n)");
        sql("analyze bench_name");
    }

    private void insert(String kind, List<String> names) {
        database.update(
                "insert into bench_name select ?, ordinality - 1, name, lower(name), latin"
                        + " from unnest(?, ?) with ordinality as t(name, latin, ordinality)",
                kind,
                names.toArray(String[]::new),
                names.stream().map(this::latin).toArray(String[]::new));
    }

    private String latin(String name) {
        return forms.of(name).stream().skip(1).findFirst().orElseThrow().toLowerCase(Locale.ROOT);
    }

    private void persons(int first, int persons) {
        sql("drop table if exists bench_person");
        sql(
                """
                create table bench_person as
                select drawn.n, f.name || '^' || g.name || '^' || p.name as name,
                       f.folded || '^' || g.folded || '^' || p.folded as folded,
                       f.latin || '^' || g.latin || '^' || p.latin as latin
                from (select n,
                             floor(random() * (select count(*) from bench_name where kind = 'family'))::int as family,
                             floor(random() * %d)::int as given, floor(random() * %d)::int as father
                      from generate_series(%d, %d) n) drawn
                join bench_name f on f.kind = 'family' and f.n = drawn.family
                join bench_name g on g.kind = 'given' and g.n = drawn.given
                join bench_name p on p.kind = 'father' and p.n = drawn.father
                """
                        .formatted(GIVEN.size(), FATHERS.size(), first, first + persons - 1));
        sql(
                """
                insert into patient (issuer, pid, name, latin_name, birth_date, sex)
                select '', 'H' || lpad(n::text, 7, '0'), name, '', date '1930-01-01' + (random() * 32000)::int,
                       case when random() < 0.45 then 'M' else 'F' end
                from bench_person
                """);
        sql(
                """
                insert into patient_key (patient_id, key)
                select p.id, key from bench_person b
                join patient p on p.issuer = '' and p.pid = 'H' || lpad(b.n::text, 7, '0')
                cross join lateral (values (b.folded), (b.latin)) keys(key)
                """);
    }

    private void studies(int first, int studies, int persons) {
        sql(
                """
                insert into study (uid, patient_id, study_date, study_time, zone_offset, accession, accession_issuer,
                                   study_id, description, referring_name, institution, modalities, sop_classes,
                                   series_count, instance_count, description_keys, referring_keys, institution_keys,
                                   revision, announced)
                select %s, p.id, date '2023-01-01' + (n * 7919::bigint %% 1095)::int,
                       time '07:00' + (n %% 720) * interval '1 minute', '', 'A' || n, '', 'S' || n, 'Органи грудної клітки',
                       'Пирогов^Микола', 'Обласна лікарня', array[m.modality], array[m.sop_class], 2, 20,
                       array['органи грудної клітки', 'orhany hrudnoi klitky'], array['пирогов^микола', 'pyrohov^mykola'],
                       array['обласна лікарня', 'oblasna likarnia'], 1, 1
                from generate_series(%d, %d) n
                join patient p on p.issuer = ''
                     and p.pid = 'H' || lpad((%d + n * 104729::bigint %% %d)::text, 7, '0')
                join (values (0, 'CR', '1.2.840.10008.5.1.4.1.1.1'), (1, 'CT', '1.2.840.10008.5.1.4.1.1.2'),
                             (2, 'MR', '1.2.840.10008.5.1.4.1.1.4'), (3, 'US', '1.2.840.10008.5.1.4.1.1.6.1'))
                     m(k, modality, sop_class) on m.k = n %% 4
                """
                        .formatted(study("n"), first, first + studies - 1, first, persons));
    }

    private void series(int first, int studies) {
        sql(
                """
                insert into series (uid, study_uid, number, modality, description, body_part, laterality,
                                    performing_name, operators_name, instance_count, description_keys, performing_keys,
                                    operators_keys)
                select %s, s.uid, k, s.modalities[1], 'Серія', 'CHEST', '', '', '', 10, array['серія', 'seriia'],
                       array[]::text[], array[]::text[]
                from generate_series(%d, %d) n join study s on s.uid = %s cross join generate_series(1, 2) k
                """
                        .formatted(uid("2", "n * 2 + k"), first, first + studies - 1, study("n")));
    }

    private void instances(int first, int studies) {
        sql(
                """
                insert into instance (uid, series_uid, number, sop_class, transfer_syntax, image_type, frames, sha256,
                                      size, location, row_count, column_count)
                select %s, %s, i, '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1', 'ORIGINAL\\PRIMARY\\AXIAL', 1,
                       md5(n || '-' || k || '-' || i) || md5(i || '-' || n || '-' || k), 526000,
                       'ab/cd/' || n || '/' || k || '-' || i || '.dcm', 512, 512
                from generate_series(%d, %d) n cross join generate_series(1, 2) k cross join generate_series(1, 10) i
                """
                        .formatted(uid("3", "(n * 2 + k) * 16 + i"), uid("2", "n * 2 + k"), first, first + studies - 1));
    }

    /** The UID of a study by its number: in no order, as devices make them. */
    private static String study(String number) {
        return uid("1", number);
    }

    private static String uid(String kind, String number) {
        return "('1.2.826.0.1.3680043.9.99." + kind + ".' || ('x' || substr(md5('" + kind + "-' || (" + number
                + ")), 1, 15))::bit(60)::bigint || '.' || (" + number + "))";
    }

    private void sql(String text) {
        database.execute(text);
    }
}
