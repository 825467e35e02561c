package ua.vuzol.registry;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import ua.vuzol.hl7.Interest;
import ua.vuzol.hl7.Outbound;

/**
 * Tells partners that keep studies of the same people, such as a PACS, what the registry has learnt: ADT^A08 and ADT^A40 (IHE
 * RAD-12). Who has studies of people asks for it, in the transaction of the change.
 */
@Service
public class PatientCorrections {
    /** All are sent in their order, for a merge concerns two people: what was told before of either has to be there before. */
    private static final String KEY = "patients";

    private final Registry registry;
    private final Outbound outbound;
    private final ZoneId zone;

    PatientCorrections(Registry registry, Outbound outbound, @Value("${vuzol.zone}") ZoneId zone) {
        this.registry = registry;
        this.outbound = outbound;
        this.zone = zone;
    }

    /** What is known of people now. */
    public void updated(Collection<Long> patientIds) {
        if (!patientIds.isEmpty() && !partners().isEmpty()) {
            registry.findAll(List.copyOf(patientIds))
                    .values()
                    .forEach(patient -> send(message().update(patient)));
        }
    }

    /** Two records are of one person. */
    public void merged(long survivor, long merged) {
        registry.find(merged).ifPresent(prior -> renumbered(survivor, prior.pid()));
    }

    /** A person has another Patient ID: for a PACS, what it has under the old one is merged into the new one. */
    public void renumbered(long patientId, PatientId before) {
        registry.find(patientId).ifPresent(patient -> send(message().merge(patient, before)));
    }

    private AdtMessage message() {
        return new AdtMessage(ZonedDateTime.now(zone));
    }

    private void send(String message) {
        partners().forEach(partner -> outbound.send(partner, KEY, message));
    }

    private List<String> partners() {
        return outbound.partners(Interest.PATIENTS);
    }
}
