package ua.vuzol.delivery;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.net.AssociationRejectedException;
import ua.vuzol.dicom.net.DicomAmbiguousException;
import ua.vuzol.dicom.net.DicomOperationException;
import ua.vuzol.dicom.net.DicomRejectedException;
import ua.vuzol.dicom.net.Status;

/** What an attempt means: taken, refused for good, in doubt, or to be tried again later. */
@Component
class Outcomes {
    /** There is no association, whatever the object: the destination as a whole waits. */
    private static final List<Class<? extends Exception>> UNREACHABLE = List.of(
            ConnectException.class,
            NoRouteToHostException.class,
            SocketTimeoutException.class,
            UnknownHostException.class,
            SSLException.class,
            AssociationRejectedException.class);

    private final ShipmentTable shipments;
    private final StudyQueue queue;
    private final Outages outages;
    private final Timeline timeline;
    private final Meters meters;

    Outcomes(ShipmentTable shipments, StudyQueue queue, Outages outages, Timeline timeline, Meters meters) {
        this.shipments = shipments;
        this.queue = queue;
        this.outages = outages;
        this.timeline = timeline;
        this.meters = meters;
    }

    /** The peer has it, perhaps with a warning. */
    @Transactional
    public void taken(Destination destination, Shipment shipment, Optional<Integer> status, String comment) {
        shipments.set(
                shipment,
                destination.commitment().isPresent() ? DeliveryState.SENT : DeliveryState.DELIVERED,
                status,
                comment);
        queue.forgetFailures(destination.name(), shipment.studyUid());
        outages.over(destination.name());
        meters.count(destination, "taken");
    }

    @Transactional
    public void failed(Destination destination, Shipment shipment, Exception failure) {
        Optional<Status> status =
                failure instanceof DicomOperationException operation ? operation.status() : Optional.empty();
        if (isUnreachable(failure)) {
            shipments.set(shipment, state(shipment), Optional.empty(), problem(failure));
            unreachable(destination, shipment.studyUid(), problem(failure));
        } else if (failure instanceof DicomRejectedException || failure instanceof DicomException) {
            String comment = status.map(Status::comment).orElseGet(() -> problem(failure));
            shipments.set(shipment, DeliveryState.REJECTED, status.map(Status::code), comment);
            meters.count(destination, "rejected");
        } else if (failure instanceof DicomAmbiguousException) {
            shipments.set(shipment, DeliveryState.DOUBTFUL, Optional.empty(), problem(failure));
            postpone(destination, shipment.studyUid(), problem(failure));
            meters.count(destination, "ambiguous");
        } else {
            String comment =
                    status.map(Status::comment).filter(text -> !text.isEmpty()).orElseGet(() -> problem(failure));
            shipments.set(shipment, state(shipment), status.map(Status::code), comment);
            postpone(destination, shipment.studyUid(), comment);
            meters.count(destination, "transient");
        }
    }

    private static DeliveryState state(Shipment shipment) {
        return shipment.doubtful() ? DeliveryState.DOUBTFUL : DeliveryState.WAITING;
    }

    private void unreachable(Destination destination, String studyUid, String problem) {
        outages.note(destination, problem);
        if (queue.countFailure(destination.name(), studyUid) == 1) {
            timeline.waits(destination.title(), studyUid, problem);
        }
        meters.count(destination, "unreachable");
    }

    private void postpone(Destination destination, String studyUid, String problem) {
        int failures = queue.countFailure(destination.name(), studyUid);
        queue.postpone(destination.name(), studyUid, destination.retry().after(failures, RandomGenerator.getDefault()));
        if (failures == 1) {
            timeline.waits(destination.title(), studyUid, problem);
        }
    }

    static boolean isUnreachable(Throwable failure) {
        return causes(failure).anyMatch(cause -> UNREACHABLE.stream().anyMatch(type -> type.isInstance(cause)));
    }

    /** What happened, in the words of who met it first; those of a peer are elsewhere. */
    static String problem(Throwable failure) {
        Throwable root = causes(failure).reduce((first, second) -> second).orElse(failure);
        return failure instanceof DicomOperationException || failure instanceof DicomException
                ? Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName())
                : root.getClass().getSimpleName();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
