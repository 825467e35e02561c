package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** Writes steps as orders plan them, with the numbers and the study that they are given, all by a few statements. */
@Component
class Planning {
    private static final String ACCESSION = "AccessionNumber";
    private static final String PROCEDURE = "RequestedProcedureID";
    private static final String STEP = "ScheduledProcedureStepID";

    private final OrderTable table;
    private final Numbers numbers;
    private final Journey journey;
    private final OrderRows rows;

    Planning(OrderTable table, Numbers numbers, Journey journey, Text text, @Value("${vuzol.zone}") ZoneId zone) {
        this.table = table;
        this.numbers = numbers;
        this.journey = journey;
        this.rows = new OrderRows(new SearchForms(text), zone);
    }

    /**
     * A step to make or to change.
     *
     * @param known the row that it has already
     * @param ofOrder the rows of all steps of its order
     */
    record Plan(
            OrderedStep step,
            Optional<OrderTable.Known> known,
            List<OrderTable.Known> ofOrder,
            long patientId,
            StepStatus status) {

        Numbers.Told number(String kind) {
            String told = step.numbers().get(kind);
            return new Numbers.Told(kind, told == null ? given(kind) : told);
        }

        /** What stands for a number that did not come: longer than any number may be, so that a counted one is given. */
        private String given(String kind) {
            String order = "order number " + step.number().value() + " of "
                    + step.number().issuer();
            return kind.equals(STEP) ? order + ", step " + step.stepKey() : order;
        }
    }

    /** What takes time and needs no numbers. */
    void prepare(OrderedStep step) {
        rows.prepare(step);
    }

    void carryOut(List<Plan> plans) {
        if (plans.isEmpty()) {
            return;
        }
        Map<Numbers.Told, String> given = numbers.shortened(plans.stream()
                .flatMap(plan ->
                        Stream.concat(Stream.of(plan.number(PROCEDURE), plan.number(STEP)), accession(plan).stream()))
                .toList());
        Map<String, String> studies = new HashMap<>();
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        ArrayNode changed = JsonNodeFactory.instance.arrayNode();
        List<Journey.Entry> told = new ArrayList<>();
        for (Plan plan : plans) {
            String procedure = given.get(plan.number(PROCEDURE));
            OrderRows.Given all = new OrderRows.Given(
                    plan.patientId(),
                    study(plan, procedure, studies),
                    accession(plan).map(given::get).orElse(""),
                    procedure,
                    given.get(plan.number(STEP)));
            var row = rows.row(plan.step(), all, plan.status());
            if (plan.known().isPresent()) {
                changed.add(row.put("id", plan.known().get().id()));
            } else {
                made.add(row);
            }
            told.add(event(plan, all));
        }
        table.insert(made);
        table.update(changed);
        journey.recordAll(told);
    }

    private static Optional<Numbers.Told> accession(Plan plan) {
        return Optional.ofNullable(plan.step().numbers().get(ACCESSION))
                .map(value -> new Numbers.Told(ACCESSION, value));
    }

    /** As the order says, else as the procedure of the order has it already, else a new one. */
    private static String study(Plan plan, String procedure, Map<String, String> studies) {
        String key = plan.step().number().value() + '\n' + plan.step().number().issuer() + '\n' + procedure;
        String uid = plan.step()
                .studyUid()
                .or(() -> plan.known().map(OrderTable.Known::studyUid))
                .or(() -> plan.ofOrder().stream()
                        .filter(each -> each.procedureId().equals(procedure))
                        .map(OrderTable.Known::studyUid)
                        .findFirst())
                .orElseGet(() -> studies.computeIfAbsent(key, none -> Uid.random()));
        studies.put(key, uid);
        return uid;
    }

    private static Journey.Entry event(Plan plan, OrderRows.Given given) {
        String where = plan.step().stations().isEmpty()
                ? ""
                : " at " + String.join(", ", plan.step().stations());
        return new Journey.Entry(
                Subject.study(given.studyUid()),
                Step.ORDERED,
                plan.step().message().partner(),
                "The order %s %s step %s: %s%s on %s."
                        .formatted(
                                plan.step().number().value(),
                                plan.known().isPresent() ? "changed" : "planned",
                                given.stepId(),
                                plan.step().modality().isEmpty()
                                        ? "modality unknown"
                                        : plan.step().modality(),
                                where,
                                plan.step().start()));
    }
}
