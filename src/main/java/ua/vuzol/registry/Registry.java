package ua.vuzol.registry;

import static java.util.Comparator.comparing;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The patients. A person is one row for one issuer and Patient ID; what is learnt later fills and renews the row. */
@Service
public class Registry {
    private static final String COLUMNS = "select id, issuer, pid, name, latin_name, birth_date, sex from patient ";

    private final JdbcClient jdbc;
    private final PatientKeys keys;

    Registry(JdbcClient jdbc, PatientKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /**
     * Finds or makes the row of a person and renews it with what the given record says; what the record leaves out stays.
     *
     * @return the person with the registry's key
     * @throws PatientConflictException if the number belongs to someone with another birth date or sex
     */
    @Transactional
    public Patient register(Patient patient) {
        Registration registration = enter(patient);
        if (registration instanceof Registration.Refused refused) {
            throw refused.reason();
        }
        return patient.withId(((Registration.Registered) registration).patient().id());
    }

    /**
     * As {@link #register}, for many records; one that is refused does not keep the others. Rows are locked in the order of
     * their numbers, so that two batches never wait for each other.
     */
    @Transactional
    public Map<Patient, Registration> registerAll(Collection<Patient> patients) {
        Map<Patient, Registration> registrations = new LinkedHashMap<>();
        patients.stream()
                .distinct()
                .sorted(comparing((Patient patient) -> patient.pid().issuer())
                        .thenComparing(patient -> patient.pid().value()))
                .forEach(patient -> registrations.put(patient, enter(patient)));
        return registrations;
    }

    private Registration enter(Patient given) {
        Optional<Patient> known = known(given.pid());
        if (known.isEmpty()) {
            Optional<Patient> added = insert(given);
            if (added.isPresent()) {
                addOtherIds(added.get().id(), given.otherIds());
                keys.renew(added.get());
                return new Registration.Registered(added.get());
            }
            // somebody else was faster, and has committed
            known = known(given.pid());
        }
        return renew(known.orElseThrow(), given);
    }

    private Registration renew(Patient known, Patient given) {
        try {
            requireSamePerson(known, given);
        } catch (PatientConflictException e) {
            return new Registration.Refused(e);
        }
        Patient renewed = known.renewedBy(given);
        if (!renewed.equals(known)) {
            update(renewed);
            addOtherIds(known.id(), given.otherIds());
            keys.renew(renewed);
        }
        return new Registration.Registered(renewed);
    }

    private Optional<Patient> insert(Patient patient) {
        return jdbc.sql(
                        """
                        insert into patient (issuer, pid, name, latin_name, birth_date, sex)
                        values (:issuer, :pid, :name, :latin, :birth, :sex)
                        on conflict (issuer, pid) do nothing
                        returning id
                        """)
                .param("issuer", patient.pid().issuer())
                .param("pid", patient.pid().value())
                .param("name", patient.name())
                .param("latin", patient.latinName().orElse(""))
                .param("birth", patient.birthDate().orElse(null), java.sql.Types.DATE)
                .param("sex", patient.sex().orElse(""))
                .query(Long.class)
                .optional()
                .map(patient::withId);
    }

    private void update(Patient patient) {
        jdbc.sql(
                        """
                        update patient set name = :name, latin_name = :latin, birth_date = :birth, sex = :sex,
                                           updated_at = clock_timestamp()
                        where id = :id
                        """)
                .param("id", patient.id())
                .param("name", patient.name())
                .param("latin", patient.latinName().orElse(""))
                .param("birth", patient.birthDate().orElse(null), java.sql.Types.DATE)
                .param("sex", patient.sex().orElse(""))
                .update();
    }

    private void addOtherIds(long id, List<PatientId> others) {
        for (PatientId other : others) {
            jdbc.sql(
                            """
                            insert into patient_identifier (patient_id, issuer, value) values (:id, :issuer, :value)
                            on conflict do nothing
                            """)
                    .param("id", id)
                    .param("issuer", other.issuer())
                    .param("value", other.value())
                    .update();
        }
    }

    private Optional<Patient> known(PatientId pid) {
        return jdbc.sql(COLUMNS + "where issuer = :issuer and pid = :pid for update")
                .param("issuer", pid.issuer())
                .param("pid", pid.value())
                .query((row, i) -> patient(row))
                .optional();
    }

    /** Names are corrected and change by marriage; a birth date and a sex that both are known and differ are two people. */
    private static void requireSamePerson(Patient known, Patient given) {
        if (differ(known.birthDate(), given.birthDate())) {
            throw new PatientConflictException("birth date");
        }
        if (differ(known.sex(), given.sex())) {
            throw new PatientConflictException("sex");
        }
    }

    private static boolean differ(Optional<?> known, Optional<?> given) {
        return known.isPresent() && given.isPresent() && !known.equals(given);
    }

    public Optional<Patient> find(long id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    /** The people with these keys, by key. */
    public Map<Long, Patient> findAll(List<Long> ids) {
        return jdbc
                .sql(COLUMNS + "where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query((row, i) -> patient(row))
                .list()
                .stream()
                .collect(toMap(Patient::id, identity()));
    }

    /**
     * The people who bear a number, as Patient ID or as one of their other numbers.
     *
     * @param issuer of the number; absent means any
     */
    public List<Patient> findByIdentifier(String value, Optional<String> issuer) {
        return jdbc.sql(
                        COLUMNS
                                + """
                        where (pid = :value and (:any or issuer = :issuer))
                           or id in (select patient_id from patient_identifier
                                     where value = :value and (:any or issuer = :issuer))
                        order by id
                        """)
                .param("value", value)
                .param("any", issuer.isEmpty())
                .param("issuer", issuer.orElse(""))
                .query((row, i) -> patient(row))
                .list();
    }

    private Patient patient(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new Patient(
                id,
                new PatientId(row.getString("pid"), row.getString("issuer")),
                row.getString("name"),
                present(row.getString("latin_name")),
                Optional.ofNullable(row.getObject("birth_date", LocalDate.class)),
                present(row.getString("sex")),
                otherIds(id));
    }

    private List<PatientId> otherIds(long patientId) {
        return jdbc.sql("select value, issuer from patient_identifier where patient_id = :id order by issuer, value")
                .param("id", patientId)
                .query((row, i) -> new PatientId(row.getString("value"), row.getString("issuer")))
                .list();
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
