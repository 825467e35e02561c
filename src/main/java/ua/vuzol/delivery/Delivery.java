package ua.vuzol.delivery;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.ReadOptions;
import ua.vuzol.dicom.net.StoreSource;

/**
 * The steps of the way from the archive to other nodes. Routes call them in turn; the queue of a destination only says which
 * study has something to send. Each step may be called again at any time: what is done already is not done twice.
 */
@Service
public class Delivery {
    private final Destinations destinations;
    private final Forwarding forwarding;
    private final Relay relay;
    private final Runs runs;
    private final Outcomes outcomes;
    private final Sources sources;

    Delivery(
            Destinations destinations,
            Forwarding forwarding,
            Relay relay,
            Runs runs,
            Outcomes outcomes,
            Sources sources) {
        this.destinations = destinations;
        this.forwarding = forwarding;
        this.relay = relay;
        this.runs = runs;
        this.outcomes = outcomes;
        this.sources = sources;
    }

    /**
     * Has a study delivered to a destination: its objects that are not on their way there, and those that have changed since.
     *
     * @param destination name; if there is no such destination, the objects wait until there is
     */
    public void forward(String studyUid, String destination) {
        forwarding.forward(studyUid, destination);
    }

    /** Has a study delivered to every destination that receives all. */
    public void forwardToAll(String studyUid) {
        destinations.all().stream()
                .filter(Destination::receivesAll)
                .forEach(destination -> forwarding.forward(studyUid, destination.name()));
    }

    /** Studies whose turn it is, for the queues of their destinations: the text is a Study Instance UID. */
    public List<Signal> due() {
        return relay.due();
    }

    /** Begins to send a study; {@link #end} must follow whatever happens. */
    public Run begin(String destination, String studyUid) {
        return runs.begin(destination, studyUid);
    }

    /** What is to be sent for an object: the archive's file, or its text written as the destination can show it. */
    public StoreSource source(Shipment shipment) throws IOException {
        return sources.of(shipment, destination(shipment));
    }

    /**
     * Whether the peer is to be asked by C-FIND if it has the object: it may, and it answers queries. Where it does not, the
     * object is sent again, which at the peer is the same object once more.
     */
    public boolean isToBeAsked(Shipment shipment) {
        return shipment.doubtful() && destination(shipment).query();
    }

    /** The identifier of a C-FIND at level IMAGE for exactly this object (Study Root, PS3.4 C.6.2.1). */
    public DataSet question(Shipment shipment) throws IOException {
        ReadOptions header = ReadOptions.headerOnly().withStopAtTag(Tag.SeriesNumber);
        DataSet object = DicomReader.read(shipment.instance().file(), header).dataSet();
        return new DataSet()
                .put(Tag.QueryRetrieveLevel, "IMAGE")
                .put(Tag.StudyInstanceUID, shipment.studyUid())
                .put(Tag.SeriesInstanceUID, object.string(Tag.SeriesInstanceUID).orElse(""))
                .put(Tag.SOPInstanceUID, shipment.instance().sopInstanceUid());
    }

    /**
     * The peer answered whether it has the object.
     *
     * @return whether it has, so that the object is not sent again
     */
    public boolean isThere(Shipment shipment, Iterable<DataSet> matches) {
        boolean there = false;
        for (Iterator<DataSet> all = matches.iterator(); all.hasNext(); ) {
            there |= all.next()
                    .string(Tag.SOPInstanceUID)
                    .filter(shipment.instance().sopInstanceUid()::equals)
                    .isPresent();
        }
        if (there) {
            outcomes.taken(destination(shipment), shipment, Optional.empty(), "It had arrived, says the peer");
        }
        return there;
    }

    /**
     * The peer took the object.
     *
     * @param status of its response, success or a warning
     * @param comment Error Comment (0000,0902), null for none, as a header has it
     */
    public void taken(Shipment shipment, int status, String comment) {
        outcomes.taken(
                destination(shipment),
                shipment,
                Optional.of(status),
                Optional.ofNullable(comment).orElse(""));
    }

    /** The object was not taken: by its type the failure means another try later, a dead letter, or doubt. */
    public void failed(Shipment shipment, Exception failure) {
        outcomes.failed(destination(shipment), shipment, failure);
    }

    /** Ends a run and tells the timeline of it. */
    public void end(Run run) {
        runs.end(run);
    }

    private Destination destination(Shipment shipment) {
        return destinations
                .find(shipment.destination())
                .orElseThrow(() -> new IllegalStateException(
                        "The destination " + shipment.destination() + " was taken out of mappings/destinations.yaml"));
    }

    /** At a start: signals that were given before may be lost, so all are given again. */
    @EventListener(ApplicationReadyEvent.class)
    void forgetSignals() {
        relay.forget();
    }
}
