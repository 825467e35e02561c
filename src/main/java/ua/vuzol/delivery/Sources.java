package ua.vuzol.delivery;

import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.StoreSource;
import ua.vuzol.peers.Answers;
import ua.vuzol.text.Text;

/** What is sent for an object. */
@Component
class Sources {
    private final Text text;

    Sources(Text text) {
        this.text = text;
    }

    /** The archive's file as it is, unless the destination needs its text written otherwise. */
    StoreSource of(Shipment shipment, Destination destination) throws IOException {
        Optional<Answers> answers = destination.text();
        return answers.isPresent()
                ? CoercedSource.of(shipment.instance().file(), new Coercion(answers.get(), text))
                : FileSource.of(shipment.instance().file());
    }
}
