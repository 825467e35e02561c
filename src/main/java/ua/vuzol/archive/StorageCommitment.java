package ua.vuzol.archive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.archive.CommitmentRequests.Request;
import ua.vuzol.archive.Safekeeping.Kept;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;
import ua.vuzol.peers.Peers;
import ua.vuzol.peers.Right;

/**
 * Storage commitment, with the hub as SCP (PS3.4 J): a peer asks whether objects are safe, and is answered when their files
 * have been read again. What a request names is evidence of what belongs to the studies.
 */
@Service
public class StorageCommitment {
    private static final int REQUEST_STORAGE_COMMITMENT = 1;
    private static final int MOST_INSTANCES = 100_000;

    /** How long objects that are not here yet may still be sent over another association. */
    private static final Duration YOUTH = Duration.ofMinutes(1);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** With the waits between them about a week. */
    private static final int MOST_ATTEMPTS = 170;

    /** A name that never exists (RFC 2606). */
    private static final String NOWHERE = "unknown.invalid";

    private final CommitmentRequests requests;
    private final Safekeeping safekeeping;
    private final StudyCompleteness completeness;
    private final Journey journey;
    private final Peers peers;
    private final ObjectProvider<ObjectsUnderWay> underWay;

    StorageCommitment(
            CommitmentRequests requests,
            Safekeeping safekeeping,
            StudyCompleteness completeness,
            Journey journey,
            Peers peers,
            ObjectProvider<ObjectsUnderWay> underWay) {
        this.requests = requests;
        this.safekeeping = safekeeping;
        this.completeness = completeness;
        this.journey = journey;
        this.peers = peers;
        this.underWay = underWay;
    }

    /**
     * Takes a request: when this returns it is on disk.
     *
     * @param information Transaction UID and Referenced SOP Sequence (PS3.4 Table J.3-1)
     * @throws DimseException 0123 for another action, 0115 if the information cannot be used, 0124 if the peer may not store
     */
    @Transactional
    public void request(int actionType, DataSet information, String callingAe, String calledAe, String associationId) {
        if (!peers.peer(callingAe).may(Right.STORE)) {
            throw new DimseException(Status.NOT_AUTHORIZED);
        }
        if (actionType != REQUEST_STORAGE_COMMITMENT) {
            throw new DimseException(Status.NO_SUCH_ACTION_TYPE);
        }
        String transaction = information
                .string(Tag.TransactionUID)
                .filter(Uid::isValid)
                .orElseThrow(() -> refusal("The Transaction UID is missing or no UID"));
        List<String> classes = new ArrayList<>();
        List<String> instances = new ArrayList<>();
        for (DataSet item : information.items(Tag.ReferencedSOPSequence)) {
            classes.add(required(item, Tag.ReferencedSOPClassUID));
            instances.add(required(item, Tag.ReferencedSOPInstanceUID));
        }
        if (instances.isEmpty() || instances.size() > MOST_INSTANCES) {
            throw refusal("The Referenced SOP Sequence has none or more than " + MOST_INSTANCES + " items");
        }
        Request request = new Request(0, callingAe, calledAe, transaction, associationId, classes, instances, 0, true);
        if (!requests.enter(request)) {
            throw refusal("The Transaction UID is in use for other objects");
        }
    }

    private static String required(DataSet item, int tag) {
        return item.string(tag).filter(Uid::isValid).orElseThrow(() -> refusal("A reference is missing or no UID"));
    }

    private static DimseException refusal(String comment) {
        return new DimseException(Status.INVALID_ARGUMENT_VALUE.withComment(comment));
    }

    /** Requests that are to be answered now; {@link #report} takes each. */
    public List<Long> due() {
        return requests.takeDue();
    }

    /**
     * Works out the answer to a request. That may take minutes, in which no connection to the database is held.
     *
     * @return empty if it is answered, or something that it names is on its way into the catalogue
     */
    public Optional<CommitmentReport> report(long id) {
        Optional<Request> open = requests.open(id, YOUTH);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Request request = open.get();
        Map<String, Kept> kept = safekeeping.find(request.sopInstances());
        expect(request, kept);
        if (mayStillCome(request, kept)) {
            requests.postpone(id, Duration.ofSeconds(1));
            return Optional.empty();
        }
        return Optional.of(report(request, kept));
    }

    private boolean mayStillCome(Request request, Map<String, Kept> kept) {
        List<String> missing = request.sopInstances().stream()
                .filter(uid -> !kept.containsKey(uid))
                .toList();
        return !missing.isEmpty()
                && (request.young()
                        || underWay.stream().anyMatch(way -> !way.among(missing).isEmpty()));
    }

    /** Objects that are not there belong to the study of the others, if that is one, or may belong to any of them. */
    private void expect(Request request, Map<String, Kept> kept) {
        Map<String, List<String>> byStudy = kept.values().stream()
                .collect(Collectors.groupingBy(Kept::studyUid, Collectors.mapping(Kept::uid, Collectors.toList())));
        if (request.attempts() > 0) {
            return;
        }
        if (byStudy.size() == 1) {
            expect(request, byStudy.keySet().iterator().next(), List.copyOf(Set.copyOf(request.sopInstances())));
        } else if (kept.keySet().containsAll(request.sopInstances())) {
            byStudy.forEach((study, instances) -> expect(request, study, instances));
        }
    }

    private void expect(Request request, String study, List<String> instances) {
        completeness.expect(study, evidence(request), instances, instances.size());
    }

    private static String evidence(Request request) {
        return "the storage commitment " + request.transactionUid() + " of " + request.callingAe();
    }

    private CommitmentReport report(Request request, Map<String, Kept> kept) {
        List<DataSet> safe = new ArrayList<>();
        List<DataSet> failed = new ArrayList<>();
        List<Kept> whole = new ArrayList<>();
        for (int i = 0; i < request.sopInstances().size(); i++) {
            String uid = request.sopInstances().get(i);
            String sopClass = request.sopClasses().get(i);
            DataSet item =
                    new DataSet().put(Tag.ReferencedSOPClassUID, sopClass).put(Tag.ReferencedSOPInstanceUID, uid);
            Optional<Integer> failure = safekeeping.failure(Optional.ofNullable(kept.get(uid)), sopClass);
            failure.ifPresent(reason -> item.put(Tag.FailureReason, reason));
            (failure.isPresent() ? failed : safe).add(item);
            if (failure.isEmpty()) {
                whole.add(kept.get(uid));
            }
        }
        safekeeping.foundWhole(whole);
        DataSet information = new DataSet()
                .put(Tag.TransactionUID, request.transactionUid())
                .put(Tag.RetrieveAETitle, request.calledAe());
        if (!safe.isEmpty()) {
            information.putItems(Tag.ReferencedSOPSequence, safe.toArray(DataSet[]::new));
        }
        if (!failed.isEmpty()) {
            information.putItems(Tag.FailedSOPSequence, failed.toArray(DataSet[]::new));
        }
        String node = peers.address(request.callingAe())
                .map(NodeAddress::toString)
                .orElse(request.callingAe() + "@" + NOWHERE + ":104");
        return new CommitmentReport(
                node, request.calledAe(), request.associationId(), failed.isEmpty() ? 1 : 2, information);
    }

    /** The peer has the answer. */
    @Transactional
    public void reported(long id) {
        requests.open(id, YOUTH).ifPresent(request -> {
            requests.close(id, "REPORTED");
            tell(
                    request,
                    request.callingAe() + " was told which of its "
                            + request.sopInstances().size() + " objects are safe (storage commitment).");
        });
    }

    /** The peer could not be told; it is tried again later, if the hub knows where the peer listens. */
    @Transactional
    public void notReported(long id) {
        requests.open(id, YOUTH).ifPresent(request -> {
            requests.countAttempt(id);
            boolean hopeless = peers.address(request.callingAe()).isEmpty() || request.attempts() >= MOST_ATTEMPTS;
            if (hopeless) {
                requests.close(id, "UNDELIVERABLE");
                tell(
                        request,
                        request.callingAe() + " asked whether its objects are safe and could not be told; give it an"
                                + " address in mappings/dicom/peers.yaml.");
            } else {
                requests.postpone(id, wait(request.attempts()));
            }
        });
    }

    private static Duration wait(int attempts) {
        Duration doubled = Duration.ofSeconds(5L << Math.min(attempts, 20));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    private void tell(Request request, String sentence) {
        safekeeping.find(request.sopInstances()).values().stream()
                .map(Kept::studyUid)
                .distinct()
                .forEach(study -> journey.record(Subject.study(study), Step.COMMITTED, "archive", sentence));
    }

    @EventListener(ApplicationReadyEvent.class)
    void forgetSignals() {
        requests.forgetSignals();
    }
}
