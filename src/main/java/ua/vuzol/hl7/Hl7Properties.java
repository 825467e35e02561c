package ua.vuzol.hl7;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What a deployment sets of HL7.
 *
 * @param keep how long messages can be searched and replayed, and are known when they come again
 * @param zone of times that name none
 */
@Component
record Hl7Properties(@Value("${vuzol.hl7.keep}") Duration keep, @Value("${vuzol.zone}") ZoneId zone) {

    Hl7Properties {
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "vuzol.hl7.keep (VUZOL_HL7_KEEP) must be a day at least, or repeated messages are not known: 365d");
        }
    }
}
