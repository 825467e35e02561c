package ua.vuzol.web;

import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ua.vuzol.hl7.OutboundEntry;
import ua.vuzol.hl7.Sending;

/** HL7 messages to partners, as JSON, for the command line and scripts. */
@RestController
@RequestMapping("/api/hl7/outbound")
class OutboundApi {
    private static final int MOST = 1000;

    private final Sending sending;

    OutboundApi(Sending sending) {
        this.sending = sending;
    }

    /** How many messages were concerned. */
    record Changed(int messages) {}

    @GetMapping
    List<OutboundEntry> list(
            @RequestParam Optional<String> partner,
            @RequestParam Optional<String> state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        if (limit < 0 || limit > MOST || offset < 0) {
            throw ApiProblems.badRequest("limit must be a number from 0 to " + MOST + ", offset one from 0.");
        }
        return sending.list(partner, state, limit, offset);
    }

    /** Sends a message that is not done again at once. */
    @PostMapping("/{id}/retry")
    Changed retry(@PathVariable long id) {
        return new Changed(sending.retry(id) ? 1 : 0);
    }

    /** Ends a message that is not done. */
    @PostMapping("/{id}/cancel")
    Changed cancel(@PathVariable long id) {
        return new Changed(sending.cancel(id) ? 1 : 0);
    }
}
