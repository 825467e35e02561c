package ua.vuzol.web;

import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ua.vuzol.hl7.Acceptance;
import ua.vuzol.hl7.MessageEntry;
import ua.vuzol.hl7.MessageQuery;
import ua.vuzol.hl7.MessageText;
import ua.vuzol.hl7.Messages;
import ua.vuzol.hl7.ReplayResult;

/** HL7 messages that came, as JSON, for the command line and scripts. */
@RestController
@RequestMapping("/api/hl7/messages")
class MessagesApi {
    private static final int MOST = 1000;
    private static final int LONGEST_NAME = 64;

    private final Messages messages;

    MessagesApi(Messages messages) {
        this.messages = messages;
    }

    @GetMapping
    List<MessageEntry> list(
            @RequestParam Optional<String> partner,
            @RequestParam Optional<String> type,
            @RequestParam Optional<String> event,
            @RequestParam Optional<Acceptance> state,
            @RequestParam Optional<String> patient,
            @RequestParam Optional<String> controlId,
            @RequestParam Optional<Long> replayOf,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        if (limit < 0 || limit > MOST || offset < 0) {
            throw ApiProblems.badRequest("limit must be a number from 0 to " + MOST + ", offset one from 0.");
        }
        return messages.list(
                new MessageQuery(partner, type, event, state, patient, controlId, replayOf), limit, offset);
    }

    @GetMapping("/{id}")
    MessageText message(@PathVariable long id) {
        return messages.find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * Has a message done again, as it came.
     *
     * @param by who wants it
     */
    @PostMapping("/{id}/replay")
    ReplayResult replay(@PathVariable long id, @RequestParam String by) {
        if (by.isBlank() || by.length() > LONGEST_NAME) {
            throw ApiProblems.badRequest(
                    "The parameter by names who replays, in at most " + LONGEST_NAME + " characters.");
        }
        return messages.replay(id, by.strip()).orElseThrow(() -> unknown(id));
    }

    private static RuntimeException unknown(long id) {
        return ApiProblems.notFound("There is no HL7 message " + id + ". GET /api/hl7/messages lists what there is.");
    }
}
