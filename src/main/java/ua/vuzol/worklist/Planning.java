package ua.vuzol.worklist;

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

    Planning(OrderTable table, Numbers numbers, Journey journey, @Value("${vuzol.zone}") ZoneId zone) {
        this.table = table;
        this.numbers = numbers;
        this.journey = journey;
        this.rows = new OrderRows(zone);
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
        Optional<Numbers.Told> told(String kind) {
            return Optional.ofNullable(step.numbers().get(kind)).map(value -> new Numbers.Told(kind, value));
        }
    }

    void carryOut(List<Plan> plans) {
        if (plans.isEmpty()) {
            return;
        }
        Map<Numbers.Told, String> numbersTold = numbers.shortened(plans.stream()
                .flatMap(plan -> Stream.of(ACCESSION, PROCEDURE, STEP).flatMap(kind -> plan.told(kind).stream()))
                .toList());
        Map<String, String> studies = new HashMap<>();
        Map<OrderedStep.OrderNumber, String> procedures = new HashMap<>();
        List<OrderTable.Row> made = new ArrayList<>();
        List<OrderTable.Row> changed = new ArrayList<>();
        List<Journey.Entry> told = new ArrayList<>();
        for (Plan plan : plans) {
            String procedure = plan.told(PROCEDURE).map(numbersTold::get).orElseGet(() -> procedure(plan, procedures));
            OrderRows.Given given = new OrderRows.Given(
                    plan.patientId(),
                    study(plan, procedure, studies),
                    plan.told(ACCESSION).map(numbersTold::get).orElse(""),
                    procedure,
                    plan.told(STEP).map(numbersTold::get).orElseGet(() -> stepId(plan)));
            Optional<Long> key = plan.known().map(OrderTable.Known::id);
            (key.isPresent() ? changed : made).add(rows.row(plan.step(), key, given, plan.status()));
            told.add(event(plan, given));
        }
        table.insert(made);
        table.update(changed);
        journey.recordAll(told);
    }

    /** Where the order tells none: as it has one already, else one for all of its steps. */
    private String procedure(Plan plan, Map<OrderedStep.OrderNumber, String> procedures) {
        return plan.known()
                .or(() -> plan.ofOrder().stream().findFirst())
                .map(OrderTable.Known::procedureId)
                .orElseGet(() -> procedures.computeIfAbsent(plan.step().number(), none -> numbers.next()));
    }

    private String stepId(Plan plan) {
        return plan.known().map(OrderTable.Known::stepId).orElseGet(numbers::next);
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
