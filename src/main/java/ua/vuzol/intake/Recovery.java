package ua.vuzol.intake;

import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes at a start what a crash has left half: rows of received objects whose file is missing or not whole. Row and file are
 * written side by side, and Success was answered only when both were safe, so nobody was told that such an object is kept.
 */
@Component
class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    /** An object in flight at the crash is no older than this, by the newest row: its sender and its commit had given up. */
    private static final Duration IN_FLIGHT = Duration.ofMinutes(2);

    private final ReceivedObjects objects;
    private final LandingStore landing;

    Recovery(ReceivedObjects objects, LandingStore landing) {
        this.objects = objects;
        this.landing = landing;
    }

    /** Before anything is normalised or received. */
    @PostConstruct
    void removeHalfObjects() {
        List<ReceivedObject> half = objects.landedWithin(IN_FLIGHT).stream()
                .filter(row -> !isWhole(row))
                .toList();
        half.forEach(row -> objects.withdraw(row.id()));
        if (!half.isEmpty()) {
            log.warn(
                    "{} object(s) were being received when the hub ended and are not whole; their senders were not told"
                            + " that they are kept, and send them again",
                    half.size());
        }
    }

    private boolean isWhole(ReceivedObject row) {
        if (!landing.holds(row.sha256(), row.arrival().size()) || !landing.isWhole(row.sha256())) {
            return false;
        }
        try {
            // what a killed hub wrote may still be on its way to the disk
            landing.sync(row.sha256());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the landing store cannot be made safe", e);
        }
    }
}
