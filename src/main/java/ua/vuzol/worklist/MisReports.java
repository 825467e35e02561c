package ua.vuzol.worklist;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        Map<Long, Patient> patients = patients(orders);
        for (String partner : outbound.partners(Interest.RESULTS)) {
            byOrder(orders).forEach((number, order) -> told(studyUid, number, partner, revision)
                    .ifPresent(result -> send(partner, order, patients, studyUid, result)));
        }
    }

    /** The images of a study are not of these steps, whatever was told. */
    void takeBack(String studyUid, Set<Long> steps) {
        Map<OrderedStep.OrderNumber, OrderRow> orders = byOrder(items.orders(List.copyOf(steps)));
        byOrder(items.orders(items.imagedBy(studyUid))).keySet().forEach(orders::remove);
        Map<Long, Patient> patients = patients(orders.values());
        for (String partner : outbound.partners(Interest.RESULTS)) {
            orders.forEach((number, order) -> {
                if (forget(studyUid, number, partner)) {
                    send(partner, order, patients, studyUid, ResultStatus.WRONG);
                }
            });
        }
    }

    private void send(
            String partner, OrderRow order, Map<Long, Patient> patients, String studyUid, ResultStatus result) {
        Patient patient = patients.get(order.item().patientId());
        outbound.send(partner, key(patient), messages.result(order, patient, studyUid, result));
    }

    private static Map<OrderedStep.OrderNumber, OrderRow> byOrder(List<OrderRow> steps) {
        Map<OrderedStep.OrderNumber, OrderRow> orders = new LinkedHashMap<>();
        steps.forEach(step -> orders.putIfAbsent(step.number(), step));
        return orders;
    }

    /** Empty if this was told already. */
    private Optional<ResultStatus> told(
            String studyUid, OrderedStep.OrderNumber number, String partner, long revision) {
        return jdbc.sql(
                        """
                        insert into worklist_result (study_uid, order_number, order_issuer, partner, revision)
                        values (:study, :number, :issuer, :partner, :revision)
                        on conflict (study_uid, order_number, order_issuer, partner) do update
                            set revision = excluded.revision, told_at = clock_timestamp()
                            where worklist_result.revision < excluded.revision
                        returning xmax = 0 as first
                        """)
                .param("study", studyUid)
                .param("number", number.value())
                .param("issuer", number.issuer())
                .param("partner", partner)
                .param("revision", revision)
                .query(Boolean.class)
                .optional()
                .map(first -> first ? ResultStatus.FINAL : ResultStatus.CORRECTED);
    }

    /** @return whether a result had been told */
    private boolean forget(String studyUid, OrderedStep.OrderNumber number, String partner) {
        return jdbc.sql(
                                """
                        delete from worklist_result
                        where study_uid = :study and order_number = :number and order_issuer = :issuer and partner = :partner
                        """)
                        .param("study", studyUid)
                        .param("number", number.value())
                        .param("issuer", number.issuer())
                        .param("partner", partner)
                        .update()
                > 0;
    }

    private Map<Long, Patient> patients(Collection<OrderRow> orders) {
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
