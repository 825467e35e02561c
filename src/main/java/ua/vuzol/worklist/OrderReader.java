package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.hl7.Hl7Error;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7RejectedException;
import ua.vuzol.hl7.Hl7Times;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.query.JsonItems;
import ua.vuzol.text.RecentForms;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** Reads the steps that an order plans, by the tables in {@code mappings/hl7}. */
@Component
class OrderReader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final HotMapping<OrderMapping> mapping;
    private final HotMapping<ServiceTable> services;
    private final HotMapping<OrderControl> controls;
    private final StepForms forms;
    private final ZoneId zone;

    OrderReader(@Value("${vuzol.mappings}") Path mappings, Text text, @Value("${vuzol.zone}") ZoneId zone) {
        this.mapping = OrderMapping.load(mappings);
        this.services = ServiceTable.load(mappings);
        this.controls = OrderControl.load(mappings);
        this.forms = new StepForms(new RecentForms(new SearchForms(text)));
        this.zone = zone;
    }

    /**
     * The steps of a message.
     *
     * @throws Hl7RejectedException if it has no order, no number of it, or an order control that is not known
     */
    List<OrderedStep> read(Hl7Message message) {
        return read(message, new Tables(mapping.recent(), services.recent(), controls.recent()));
    }

    private record Tables(OrderMapping mapping, ServiceTable services, OrderControl controls) {}

    private List<OrderedStep> read(Hl7Message message, Tables tables) {
        List<StepSegments> segments = StepSegments.of(message);
        if (segments.isEmpty()) {
            throw Hl7RejectedException.error(Hl7Error.REQUIRED_FIELD_MISSING, "ORC^1", "An order needs a segment ORC.");
        }
        Map<OrderedStep.OrderNumber, Integer> counts = new HashMap<>();
        List<OrderedStep> steps = new ArrayList<>();
        for (StepSegments step : segments) {
            OrderedStep.OrderNumber number = number(step);
            steps.add(read(step, number, counts.merge(number, 1, Integer::sum), tables));
        }
        return steps;
    }

    private OrderedStep read(StepSegments step, OrderedStep.OrderNumber number, int ordinal, Tables tables) {
        OrderMapping rules = tables.mapping();
        Optional<ServiceTable.Service> service = rules.service().stream()
                .flatMap(place -> place.text(step).stream())
                .flatMap(code -> tables.services().service(code).stream())
                .findFirst();
        String modality = modality(step, tables, service);
        Optional<ServiceTable.Service> ofModality = tables.services().modality(modality);
        List<String> stations = stations(step, rules, service, ofModality);
        Instant start = FieldPlace.first(rules.start(), step)
                .flatMap(text -> Hl7Times.instant(text, zone))
                .or(() -> step.message().time())
                .orElseGet(Instant::now);

        Map<String, String> numbers = new LinkedHashMap<>();
        AttributeMaker maker = new AttributeMaker(step, rules.requisition(), zone, numbers);
        ObjectNode attributes = JSON.objectNode();
        rules.procedure().forEach(rule -> maker.put(attributes, rule));
        ObjectNode item = JSON.objectNode();
        rules.step().forEach(rule -> maker.put(item, rule));
        AttributeMaker.put(item, Tag.Modality, modality.isEmpty() ? List.of() : List.of(modality));
        AttributeMaker.put(item, Tag.ScheduledStationAETitle, stations);
        AttributeMaker.put(item, Tag.ScheduledProcedureStepStartDate, List.of(AttributeMaker.date(start.atZone(zone))));
        AttributeMaker.put(item, Tag.ScheduledProcedureStepStartTime, List.of(AttributeMaker.time(start.atZone(zone))));
        room(item, service, ofModality);
        service.flatMap(ServiceTable.Service::procedure).ifPresent(code -> procedure(attributes, code));
        ArrayNode items = attributes.putArray(JsonItems.key(Tag.ScheduledProcedureStepSequence));
        items.add(item);
        return new OrderedStep(
                step.message(),
                step.orc().text(1).orElse(""),
                effect(step, tables.controls()),
                number,
                step.text("ORC", 3, 1).or(() -> step.text("OBR", 3, 1)).orElse(""),
                Optional.ofNullable(numbers.get("ScheduledProcedureStepID")),
                ordinal,
                studyUid(step, rules),
                numbers,
                modality,
                stations,
                start,
                attributes,
                forms.of(attributes).toString(),
                step.orc().position(),
                ToldFields.of(step).toString());
    }

    private static OrderControl.Effect effect(StepSegments step, OrderControl controls) {
        String control = step.orc().text(1).orElse("");
        return controls.effect(control, step.orc().text(5).orElse(""))
                .orElseThrow(
                        () -> Hl7RejectedException.error(
                                Hl7Error.TABLE_VALUE,
                                "ORC^" + step.orc().position() + "^1",
                                "This order control with this order status is none that mappings/hl7/order-control.yaml knows."));
    }

    private static OrderedStep.OrderNumber number(StepSegments step) {
        for (int field : new int[] {2, 3}) {
            for (String segment : List.of("ORC", "OBR")) {
                Optional<String> value = step.text(segment, field, 1);
                if (value.isPresent()) {
                    return new OrderedStep.OrderNumber(
                            value.get(), step.text(segment, field, 2).orElse(""));
                }
            }
        }
        throw Hl7RejectedException.error(
                Hl7Error.REQUIRED_FIELD_MISSING,
                "ORC^" + step.orc().position() + "^2",
                "An order needs the placer's or the filler's order number.");
    }

    /** What the order says, if it is a modality or called one; else by the service. */
    private static String modality(StepSegments step, Tables tables, Optional<ServiceTable.Service> service) {
        return tables.mapping().modality().stream()
                .flatMap(place -> place.text(step).stream())
                .flatMap(told -> tables.services().modality(told).stream())
                .findFirst()
                .or(() -> service)
                .map(ServiceTable.Service::modality)
                .orElse("");
    }

    private static List<String> stations(
            StepSegments step,
            OrderMapping rules,
            Optional<ServiceTable.Service> service,
            Optional<ServiceTable.Service> modality) {
        List<String> told = rules.stations().stream()
                .map(place -> place.texts(step).toList())
                .filter(all -> !all.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<String> titles = told.stream()
                .flatMap(title -> DicomText.of(VR.AE, title).stream())
                .distinct()
                .toList();
        if (titles.size() < told.size()) {
            step.message()
                    .note("A station of the order is no AE title of DICOM (16 characters of ASCII) and is left out.");
        }
        if (!titles.isEmpty()) {
            return titles;
        }
        return service.map(ServiceTable.Service::stations)
                .filter(all -> !all.isEmpty())
                .or(() -> modality.map(ServiceTable.Service::stations))
                .orElse(List.of());
    }

    private static void room(
            ObjectNode item, Optional<ServiceTable.Service> service, Optional<ServiceTable.Service> modality) {
        if (!item.has(JsonItems.key(Tag.ScheduledProcedureStepLocation))) {
            service.flatMap(ServiceTable.Service::room)
                    .or(() -> modality.flatMap(ServiceTable.Service::room))
                    .ifPresent(room -> AttributeMaker.put(item, Tag.ScheduledProcedureStepLocation, List.of(room)));
        }
    }

    private static void procedure(ObjectNode attributes, ServiceTable.Code code) {
        ObjectNode item = JSON.objectNode();
        AttributeMaker.put(item, Tag.CodeValue, List.of(code.value()));
        AttributeMaker.put(item, Tag.CodingSchemeDesignator, List.of(code.scheme()));
        AttributeMaker.put(item, Tag.CodeMeaning, List.of(code.meaning()));
        attributes.putArray(JsonItems.key(Tag.RequestedProcedureCodeSequence)).add(item);
    }

    private static Optional<String> studyUid(StepSegments step, OrderMapping rules) {
        Optional<String> told = FieldPlace.first(rules.studyUid(), step);
        if (told.isPresent() && !Uid.isValid(told.get())) {
            step.message().note("The Study Instance UID of the order is no UID (PS3.5 9); the hub gives one.");
        }
        return told.filter(Uid::isValid);
    }
}
