package ua.vuzol.registry;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ua.vuzol.hl7.Partners;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.text.Text;

/** Gives readers by {@code mappings/hl7/patient.yaml} as it is now: one for a batch, for the file is looked at each time. */
@Component
class MessageReaders {
    private final HotMapping<PatientMapping> mapping;
    private final Partners partners;
    private final HumanNames names;

    MessageReaders(@Value("${vuzol.mappings}") Path mappings, Partners partners, Text text) {
        this.mapping = PatientMapping.load(mappings);
        this.partners = partners;
        this.names = new HumanNames(text);
    }

    MessageReader now() {
        return new MessageReader(mapping.recent(), partners, names);
    }
}
