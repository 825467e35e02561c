package ua.vuzol.worklist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.hl7.Interest;
import ua.vuzol.hl7.Outbound;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.Registry;

/** Tells the MIS how it stands with its orders, and that images are there; in the transaction of what it tells. */
@Component
class MisReports {
    private final JdbcClient jdbc;
    private final Items items;
    private final Registry registry;
    private final Outbound outbound;
    private final MisMessages messages;

    MisReports(JdbcClient jdbc, Items items, Registry registry, Outbound outbound, MisMessages messages) {
        this.jdbc = jdbc;
        this.items = items;
        this.registry = registry;
        this.outbound = outbound;
        this.messages = messages;
    }

    @EventListener
    void changed(StepsChanged event) {
        Optional<String> code =
                switch (event.status()) {
                    case STARTED -> Optional.of("IP");
                    case COMPLETED -> Optional.of("CM");
                    case DISCONTINUED -> Optional.of("DC");
                    case SCHEDULED -> Optional.of("SC");
                    case ARRIVED, READY, CANCELED -> Optional.empty();
                };
        List<String> partners = outbound.partners(Interest.STATUS);
        if (code.isEmpty() || partners.isEmpty()) {
            return;
        }
        List<OrderRow> orders = items.orders(event.items());
        Map<Long, Patient> patients = patients(orders);
        for (OrderRow order : orders) {
            Patient patient = patients.get(order.item().patientId());
            String message = messages.status(order, patient, code.get());
            partners.forEach(partner -> outbound.send(partner, key(patient), message));
        }
    }

    /** All images of a study are there; each order of it is told of once for a revision of the study. */
    void complete(String studyUid, long revision) {
        List<OrderRow> orders = items.orders(items.imagedBy(studyUid));
        if (orders.isEmpty()) {
            return;
        }
        Map<String, OrderRow> byOrder = new LinkedHashMap<>();
        orders.forEach(order -> byOrder.putIfAbsent(order.item().placerOrder().orElse(""), order));
        Map<Long, Patient> patients = patients(orders);
        for (String partner : outbound.partners(Interest.RESULTS)) {
            told(studyUid, partner, revision).ifPresent(code -> byOrder.values().forEach(order -> {
                Patient patient = patients.get(order.item().patientId());
                outbound.send(partner, key(patient), messages.result(order, patient, studyUid, code));
            }));
        }
    }

    /** F for what is told for the first time, C for a correction; empty if this was told already. */
    private Optional<String> told(String studyUid, String partner, long revision) {
        return jdbc.sql(
                        """
                        insert into worklist_result (study_uid, partner, revision) values (:study, :partner, :revision)
                        on conflict (study_uid, partner) do update
                            set revision = excluded.revision, told_at = clock_timestamp()
                            where worklist_result.revision < excluded.revision
                        returning xmax = 0 as first
                        """)
                .param("study", studyUid)
                .param("partner", partner)
                .param("revision", revision)
                .query(Boolean.class)
                .optional()
                .map(first -> first ? "F" : "C");
    }

    private Map<Long, Patient> patients(List<OrderRow> orders) {
        return registry.findAll(orders.stream()
                .map(order -> order.item().patientId())
                .distinct()
                .toList());
    }

    /** Messages about one patient arrive in the order in which things happened. */
    private static String key(Patient patient) {
        return Long.toString(patient.id());
    }
}
