package ua.vuzol.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of the table {@code patient} as records, and the reverse. */
final class Rows {
    /** What a statement has to select, from {@code patient p}. */
    static final String COLUMNS =
            """
            p.id, p.issuer, p.pid, p.name, p.latin_name, p.birth_date, p.sex, p.mothers_name, p.address, p.phones,
            p.told, p.withdrawn, p.merged_into,
            array(select o.issuer from patient_identifier o where o.patient_id = p.id order by o.issuer, o.value) as issuers,
            array(select o.value from patient_identifier o where o.patient_id = p.id order by o.issuer, o.value) as numbers
            """;

    /** Between several values of an attribute (PS3.5 6.2). */
    private static final String NEXT_VALUE = "\\";

    private Rows() {}

    static PatientRow row(ResultSet row, int index) throws SQLException {
        return new PatientRow(patient(row, index), told(row.getString("told")), row.getBoolean("withdrawn"));
    }

    static Patient patient(ResultSet row, int index) throws SQLException {
        return new Patient(
                row.getLong("id"),
                new PatientId(row.getString("pid"), row.getString("issuer")),
                row.getString("name"),
                present(row.getString("latin_name")),
                Optional.ofNullable(row.getObject("birth_date", LocalDate.class)),
                present(row.getString("sex")),
                otherIds(row),
                new Patient.Contacts(
                        present(row.getString("mothers_name")),
                        present(row.getString("address")),
                        present(row.getString("phones")).stream()
                                .flatMap(phones -> Stream.of(phones.split("\\\\")))
                                .toList()),
                Optional.ofNullable(row.getObject("merged_into", Long.class)));
    }

    private static List<PatientId> otherIds(ResultSet row) throws SQLException {
        String[] issuers = (String[]) row.getArray("issuers").getArray();
        String[] numbers = (String[]) row.getArray("numbers").getArray();
        List<PatientId> all = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            all.add(new PatientId(numbers[i], issuers[i]));
        }
        all.sort(PatientId.ORDER);
        return all;
    }

    static String phones(Patient patient) {
        return String.join(NEXT_VALUE, patient.contacts().phones());
    }

    /** As in {@code NAME=1700000000000 SEX=1700000000000}: milliseconds since 1970. */
    static String told(Map<PatientField, Instant> told) {
        return told.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + "=" + each.getValue().toEpochMilli())
                .collect(Collectors.joining(" "));
    }

    private static Map<PatientField, Instant> told(String text) {
        Map<PatientField, Instant> told = new EnumMap<>(PatientField.class);
        for (String each : text.isEmpty() ? new String[0] : text.split(" ")) {
            int equals = each.indexOf('=');
            told.put(
                    PatientField.valueOf(each.substring(0, equals)),
                    Instant.ofEpochMilli(Long.parseLong(each.substring(equals + 1))));
        }
        return told;
    }

    static Optional<String> present(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}
