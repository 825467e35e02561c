package ua.vuzol.registry;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** The registry for people who look somebody up. */
@Service
public class People {
    private final JdbcClient jdbc;
    private final Registry registry;
    private final SearchForms forms;
    private final Warnings warnings;

    People(JdbcClient jdbc, Registry registry, Text text) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.forms = new SearchForms(text);
        this.warnings = new Warnings(text);
    }

    /**
     * Looks people up; those who were merged are found as who took their place.
     *
     * @param identifier any of their numbers, whole
     * @param name the beginning of the name in either script, family name first, with spaces; {@code *} and {@code ?} are
     *     wildcards
     * @param limit the most to tell
     * @return the last who changed first
     */
    public List<Patient> search(Optional<String> identifier, Optional<String> name, int limit) {
        String[] patterns = name.stream()
                .flatMap(text -> forms.ofNameQuery(text.strip().replaceAll("\\s+", "^") + '*').stream())
                .map(People::like)
                .toArray(String[]::new);
        return jdbc.sql(
                        "select " + Rows.COLUMNS
                                + """
                        from patient p
                        where p.merged_into is null
                          and (:anyNumber
                               or p.id in (select coalesce(merged_into, id) from patient where pid = :number)
                               or p.id in (select patient_id from patient_identifier where value = :number))
                          and (:anyName
                               or p.id in (select k.patient_id from patient_key k
                                           join unnest(:patterns::text[]) n (pattern) on k.key like n.pattern))
                        order by p.updated_at desc, p.id desc limit :limit
                        """)
                .param("anyNumber", identifier.isEmpty())
                .param("number", identifier.orElse(""))
                .param("anyName", name.isEmpty())
                .param("patterns", patterns)
                .param("limit", limit)
                .query(Rows::patient)
                .list();
    }

    private static String like(String query) {
        return query.replaceAll("([\\\\%_])", "\\\\$1").replace('*', '%').replace('?', '_');
    }

    /** All that is known of a person; one who was merged names the survivor and has nothing else. */
    public Optional<Person> find(long id) {
        return registry.find(id).map(this::person);
    }

    private Person person(Patient patient) {
        return new Person(
                patient,
                Stream.concat(warnings.of(patient).stream(), sharedNumbers(patient).stream())
                        .toList(),
                withdrawn(patient.id()),
                merges(patient.id()),
                registry.visits(List.of(patient.id())).getOrDefault(patient.id(), List.of()));
    }

    /** Two records with one number of the state are most often one person whom the MIS has twice. */
    private List<String> sharedNumbers(Patient patient) {
        List<String> shared = new ArrayList<>();
        for (PatientId number : patient.otherIds()) {
            IdentifierKind kind = IdentifierKind.of(number);
            if (kind != IdentifierKind.MIS) {
                jdbc.sql(
                                """
                                select patient_id from patient_identifier
                                where value = :value and issuer = any(:issuers) and patient_id <> :id order by patient_id
                                """)
                        .param("value", number.value())
                        .param("issuers", kind.issuers().toArray(String[]::new))
                        .param("id", patient.id())
                        .query(Long.class)
                        .list()
                        .forEach(other -> shared.add("%s is that of patient %d too.".formatted(kind, other)));
            }
        }
        return shared;
    }

    private boolean withdrawn(long id) {
        return jdbc.sql("select withdrawn from patient where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private List<Person.Merge> merges(long id) {
        return jdbc.sql(
                        """
                        select id, pid, issuer, merged_at, merged_by from patient where merged_into = :id
                        order by merged_at, id
                        """)
                .param("id", id)
                .query((row, i) -> new Person.Merge(
                        row.getLong("id"),
                        new PatientId(row.getString("pid"), row.getString("issuer")),
                        row.getObject("merged_at", OffsetDateTime.class).toInstant(),
                        row.getLong("merged_by")))
                .list();
    }
}
