package ua.vuzol.delivery;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The objects of one study that go to one destination in one go, in their order. What comes next is looked up when it is asked
 * for: after a failure that lets the study wait there is nothing more.
 */
public final class Run implements Iterator<Shipment> {
    private final String destination;
    private final String studyUid;
    private final Supplier<Optional<Shipment>> source;
    private Optional<Shipment> next = Optional.empty();
    private long last;

    Run(String destination, String studyUid, Supplier<Optional<Shipment>> source) {
        this.destination = destination;
        this.studyUid = studyUid;
        this.source = source;
    }

    public String destination() {
        return destination;
    }

    public String studyUid() {
        return studyUid;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()) {
            // one whose outcome the route did not tell comes again with the next signal, not at once and for ever
            next = source.get().filter(shipment -> shipment.id() != last);
        }
        return next.isPresent();
    }

    @Override
    public Shipment next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Nothing more of the study is to be sent now");
        }
        Shipment shipment = next.get();
        last = shipment.id();
        next = Optional.empty();
        return shipment;
    }
}
