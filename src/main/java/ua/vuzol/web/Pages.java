package ua.vuzol.web;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.Study;
import ua.vuzol.archive.StudyQuery;
import ua.vuzol.intake.Quarantine;
import ua.vuzol.intake.QuarantineEntry;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.JourneyEvent;

/** The pages for a browser: recent studies and the quarantine, and a study with its timeline. */
@Controller
class Pages {
    private static final int RECENT = 50;
    private static final int SHOWN_IN_QUARANTINE = 100;

    private final Archive archive;
    private final Journey journey;
    private final Quarantine quarantine;
    private final WebProperties properties;

    Pages(Archive archive, Journey journey, Quarantine quarantine, WebProperties properties) {
        this.archive = archive;
        this.journey = journey;
        this.quarantine = quarantine;
        this.properties = properties;
    }

    @GetMapping("/")
    String home(Model model) {
        List<QuarantineEntry> open = quarantine.open();
        model.addAttribute(
                "studies",
                archive.search(StudyQuery.recent(RECENT)).stream()
                        .map(StudyView::of)
                        .toList());
        model.addAttribute(
                "quarantine", open.stream().limit(SHOWN_IN_QUARANTINE).toList());
        model.addAttribute("quarantined", open.size());
        model.addAttribute("inbox", properties.inbox());
        model.addAttribute("zone", properties.zone());
        return "home";
    }

    @GetMapping("/studies/{uid}")
    String study(@PathVariable String uid, Model model) {
        Optional<Study> study = archive.study(uid);
        List<JourneyEvent> timeline = journey.timeline(uid);
        if (study.isEmpty() && timeline.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("uid", uid);
        model.addAttribute("study", study.map(StudyView::of).orElse(null));
        model.addAttribute("timeline", timeline);
        model.addAttribute("zone", properties.zone());
        return "study";
    }

    /** The answer is the home page with the outcome on top; asking again for a released entry does no harm. */
    @PostMapping("/quarantine/{id}/replay")
    String replay(@PathVariable long id, Model model) {
        if (quarantine.find(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("replayed", id);
        model.addAttribute("outcome", quarantine.replay(id));
        return home(model);
    }
}
