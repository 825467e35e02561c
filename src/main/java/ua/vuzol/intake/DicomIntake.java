package ua.vuzol.intake;

import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** The way of an object that comes as DICOM, from its reception to the archive. */
@Component
class DicomIntake {
    private final Reception reception;
    private final Normalisation normalisation;
    private final Leftovers leftovers;

    DicomIntake(Reception reception, Normalisation normalisation, Leftovers leftovers) {
        this.reception = reception;
        this.normalisation = normalisation;
        this.leftovers = leftovers;
    }

    long receive(Path spooled, Arrival arrival) {
        return reception.receive(spooled, arrival);
    }

    boolean isTimeToNormalise() {
        return reception.isTimeToNormalise();
    }

    List<String> signals() {
        return reception.signals();
    }

    void forgetSignals() {
        reception.forgetSignals();
    }

    void normalise(List<Long> ids) {
        normalisation.normalise(ids);
    }

    void removeLeftovers() {
        leftovers.remove();
    }
}
