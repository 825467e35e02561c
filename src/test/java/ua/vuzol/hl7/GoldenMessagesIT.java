package ua.vuzol.hl7;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.MllpClient;

/**
 * Real messages of many systems ({@code ../shared/testdata/hl7v2}), each sent to a hub without any data: the answer and what
 * became of it in the database are as the golden file says. {@code -Dgolden.write=true} writes the files anew, for a person to
 * look at the difference.
 */
class GoldenMessagesIT extends MllpTestSupport {
    private static final Path MESSAGES = Path.of("../shared/testdata/hl7v2");
    private static final Path GOLDEN = Path.of("src/test/resources/hl7/golden");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    private static final Pattern GIVEN = Pattern.compile("VZ\\d{10}");

    /** What is told of each table, and the order of the rows. */
    private static final Map<String, String> EFFECTS = effects();

    private static Map<String, String> effects() {
        Map<String, String> effects = new LinkedHashMap<>();
        effects.put(
                "message",
                """
                select type || '^' || event || ' ' || version, state, error_code, error_location, error_text, note,
                       charset, patient
                from hl7_message order by id
                """);
        effects.put(
                "patient",
                """
                select p.issuer || ':' || p.pid, p.name, p.latin_name, p.birth_date, p.sex, p.mothers_name, p.address, p.phones,
                       'merged into ' || s.pid
                from patient p left join patient s on s.id = p.merged_into order by p.id
                """);
        effects.put(
                "identifier",
                """
                select p.pid, i.issuer || ':' || i.value
                from patient_identifier i join patient p on p.id = i.patient_id order by p.id, i.issuer, i.value
                """);
        effects.put(
                "visit",
                """
                select p.pid, v.issuer || ':' || v.number, v.patient_class, v.location, v.state
                from patient_visit v join patient p on p.id = v.patient_id order by p.id, v.number
                """);
        effects.put(
                "item",
                """
                select p.pid, w.order_number, w.filler_number, w.accession, w.procedure_id, w.step_id, w.modality,
                       array_to_string(w.stations, ','), w.start_date || ' ' || w.start_time, w.description, w.referring_name,
                       w.status, case when w.study_uid like '2.25.%' then '2.25.*' else w.study_uid end
                from worklist_item w join patient p on p.id = w.patient_id order by w.id
                """);
        return effects;
    }

    @BeforeAll
    static void theMessagesAreThere() {
        assumeTrue(Files.isDirectory(MESSAGES), MESSAGES + " is missing: real messages are not tested");
    }

    static Stream<String> files() throws IOException {
        if (!Files.isDirectory(MESSAGES)) {
            return Stream.of("none");
        }
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @BeforeEach
    void anEmptyHub() {
        String tables = jdbc.sql(
                        """
                        select string_agg(quote_ident(tablename), ', ') from pg_tables
                        where schemaname = 'public' and tablename <> 'flyway_schema_history'
                        """)
                .query(String.class)
                .single();
        jdbc.sql("truncate " + tables + " restart identity cascade").update();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theAnswerAndTheEffectAreTheGoldenOnes(String file) throws Exception {
        byte[] answer;
        try (MllpClient client = connect()) {
            client.write(withoutFrame(Files.readAllBytes(MESSAGES.resolve(file))));
            answer = client.read();
        }
        String found = answer(answer) + "\n" + effects(jdbcRows());
        Path golden = GOLDEN.resolve(file + ".txt");
        if (WRITE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, found);
        }
        assertThat(golden).as("the golden file").exists();
        assertThat(found).isEqualTo(Files.readString(golden));
    }

    @Test
    void everyGoldenFileHasItsMessage() throws Exception {
        try (Stream<Path> golden = Files.list(GOLDEN)) {
            assertThat(golden.map(file -> file.getFileName().toString())
                            .map(name -> name.substring(0, name.length() - ".txt".length())))
                    .containsExactlyInAnyOrderElementsOf(files().toList());
        }
    }

    /** Some files were recorded with their start and end blocks. */
    private static byte[] withoutFrame(byte[] content) {
        Charset bytes = ISO_8859_1;
        return new String(content, bytes).replaceAll("^\\x0B|\\x1C\\s*$", "").getBytes(bytes);
    }

    /** Without what differs each time: MSH-7 and MSH-10 of the acknowledgment. */
    private String answer(byte[] answer) {
        Charset charset = jdbc.sql("select charset from hl7_message order by id limit 1")
                .query(String.class)
                .optional()
                .flatMap(Charsets::find)
                .orElse(UTF_8);
        return new String(answer, charset)
                .lines()
                .flatMap(line -> Stream.of(line.split("\r")))
                .map(line -> line.startsWith("MSH")
                        ? line.replaceAll("\\d{14}[+-]\\d{4}", "TIME").replaceAll("(ACK[^|]*)\\|\\w+\\|", "$1|ID|")
                        : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Map<String, List<String>> jdbcRows() {
        return EFFECTS.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, effect -> jdbc.sql(effect.getValue())
                        .query((row, i) -> {
                            StringBuilder text = new StringBuilder();
                            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                                String value = row.getString(column);
                                text.append(value == null || value.isEmpty() ? "" : " | " + value);
                            }
                            return text.toString();
                        })
                        .list()));
    }

    /** Numbers that the hub gave are told by their order, since it goes on counting. */
    private static String effects(Map<String, List<String>> rows) {
        String effects = EFFECTS.keySet().stream()
                .flatMap(table -> rows.get(table).stream().map(row -> table + row))
                .collect(Collectors.joining("\n", "", "\n"));
        Map<String, String> given = new LinkedHashMap<>();
        return GIVEN.matcher(effects)
                .replaceAll(number -> given.computeIfAbsent(number.group(), none -> "VZ#" + (given.size() + 1)));
    }
}
