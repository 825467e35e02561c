package ua.vuzol.web;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ua.vuzol.delivery.Deliveries;
import ua.vuzol.delivery.DeliveryCount;
import ua.vuzol.delivery.DeliveryEntry;
import ua.vuzol.delivery.DeliveryQuery;
import ua.vuzol.delivery.DeliveryState;
import ua.vuzol.delivery.DestinationStatus;

/** What goes to other nodes as JSON, for the command line and scripts. */
@RestController
@RequestMapping("/api/deliveries")
class DeliveriesApi {
    private static final int MOST = 1000;

    private final Deliveries deliveries;

    DeliveriesApi(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * @param destinations how it stands with each
     * @param counts of the objects that meet the conditions, by destination and state
     * @param deliveries these objects, dead letters first
     */
    record Overview(List<DestinationStatus> destinations, List<DeliveryCount> counts, List<DeliveryEntry> deliveries) {}

    /** How many objects were concerned. */
    record Changed(int objects) {}

    @GetMapping
    Overview list(
            @RequestParam Optional<String> destination,
            @RequestParam Optional<String> study,
            @RequestParam Optional<DeliveryState> state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        if (limit < 0 || limit > MOST || offset < 0) {
            throw ApiProblems.badRequest("limit must be a number from 0 to " + MOST + ", offset one from 0.");
        }
        DeliveryQuery query = new DeliveryQuery(destination, study, state, Optional.empty());
        return new Overview(deliveries.destinations(), deliveries.counts(query), deliveries.list(query, limit, offset));
    }

    @GetMapping("/{id}")
    DeliveryEntry entry(@PathVariable long id) {
        return deliveries
                .find(id)
                .orElseThrow(() -> ApiProblems.notFound(
                        "There is no delivery " + id + ". GET /api/deliveries lists what there is."));
    }

    /** Has dead letters and what waits after a failure tried again at once; what was cancelled where state=CANCELLED asks for it. */
    @PostMapping("/retry")
    Changed retry(
            @RequestParam Optional<String> destination,
            @RequestParam Optional<String> study,
            @RequestParam Optional<DeliveryState> state,
            @RequestParam Optional<Long> id) {
        return change(new DeliveryQuery(destination, study, state, id), deliveries::retry);
    }

    /** Ends what is not done. */
    @PostMapping("/cancel")
    Changed cancel(
            @RequestParam Optional<String> destination,
            @RequestParam Optional<String> study,
            @RequestParam Optional<DeliveryState> state,
            @RequestParam Optional<Long> id) {
        return change(new DeliveryQuery(destination, study, state, id), deliveries::cancel);
    }

    private static Changed change(DeliveryQuery query, ToIntFunction<DeliveryQuery> action) {
        if (query.destination().isEmpty()
                && query.studyUid().isEmpty()
                && query.id().isEmpty()) {
            throw ApiProblems.badRequest("Say which: destination, study or id must be given.");
        }
        return new Changed(action.applyAsInt(query));
    }
}
