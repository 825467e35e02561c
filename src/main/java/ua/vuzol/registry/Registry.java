package ua.vuzol.registry;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.mapping.MappingProblem;

/**
 * The patients. A person is one row for one issuer and Patient ID; what is learnt later fills and renews the row. After a
 * merge, the numbers of the merged record stand for the one that goes on.
 */
@Service
public class Registry {
    private final JdbcClient jdbc;
    private final Registering registering;
    private final VisitTable visits;

    Registry(JdbcClient jdbc, Registering registering, VisitTable visits) {
        this.jdbc = jdbc;
        this.registering = registering;
        this.visits = visits;
    }

    /** What is wrong with {@code hl7/patient.yaml} among the mappings; empty when it can be used. */
    public static List<MappingProblem> check(Path mappings) {
        return MappingProblem.in(() -> PatientMapping.load(mappings));
    }

    /**
     * Finds or makes the row of a person and renews it with what the given record says; what the record leaves out stays, and
     * so does what the MIS has told.
     *
     * @return the given record with the registry's key: that of the survivor, where the number was merged
     * @throws PatientConflictException if the number belongs to someone with another birth date or sex
     */
    @Transactional
    public Patient register(Patient patient) {
        Registration registration = registering.enterOne(new ImageAccount(patient));
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
        registering
                .enter(patients.stream().distinct().map(ImageAccount::new).toList())
                .registrations()
                .forEach((account, registration) -> registrations.put(((ImageAccount) account).said(), registration));
        return registrations;
    }

    /** The person with a key; one that was merged names its survivor. */
    public Optional<Patient> find(long id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    /** The people with these keys, by key. */
    public Map<Long, Patient> findAll(List<Long> ids) {
        return jdbc
                .sql("select " + Rows.COLUMNS + "from patient p where p.id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(Rows::patient)
                .list()
                .stream()
                .collect(toMap(Patient::id, identity()));
    }

    /**
     * Who bears these Patient IDs now: the survivor, where a number was merged.
     *
     * @return by number; those that nobody has are absent
     */
    public Map<PatientId, Patient> current(Collection<PatientId> numbers) {
        Map<PatientId, Patient> current = new HashMap<>();
        jdbc.sql(
                        "select n.issuer as asked_issuer, n.pid as asked_pid, " + Rows.COLUMNS
                                + """
                        from unnest(:issuers, :pids) n (issuer, pid)
                        join patient a on a.issuer = n.issuer and a.pid = n.pid
                        join patient p on p.id = coalesce(a.merged_into, a.id)
                        """)
                .param("issuers", numbers.stream().map(PatientId::issuer).toArray(String[]::new))
                .param("pids", numbers.stream().map(PatientId::value).toArray(String[]::new))
                .query((row, i) -> Map.entry(
                        new PatientId(row.getString("asked_pid"), row.getString("asked_issuer")), Rows.patient(row, i)))
                .list()
                .forEach(each -> current.put(each.getKey(), each.getValue()));
        return current;
    }

    /**
     * The people who bear a number, as Patient ID or as one of their other numbers; those who were merged are not among them,
     * but who took their place.
     *
     * @param issuer of the number; absent means any
     */
    public List<Patient> findByIdentifier(String value, Optional<String> issuer) {
        return jdbc.sql(
                        "select " + Rows.COLUMNS
                                + """
                        from patient p
                        where p.merged_into is null
                          and (p.id in (select coalesce(merged_into, id) from patient
                                        where pid = :value and (:any or issuer = :issuer))
                               or p.id in (select patient_id from patient_identifier
                                           where value = :value and (:any or issuer = :issuer)))
                        order by p.id
                        """)
                .param("value", value)
                .param("any", issuer.isEmpty())
                .param("issuer", issuer.orElse(""))
                .query(Rows::patient)
                .list();
    }

    /** The visits of people, by the registry's key, the newest first. */
    public Map<Long, List<Visit>> visits(Collection<Long> patientIds) {
        return visits.of(patientIds);
    }
}
