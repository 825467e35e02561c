package ua.vuzol.delivery;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.DicomOperationException;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;

/**
 * Storage commitment, with the hub as SCU (PS3.4 J): asks destinations whether they keep what they took. Routes send the
 * questions and bring the answers.
 */
@Service
public class Commitments {
    /** How often a peer may say that it has not what it took, before it is a dead letter. */
    private static final int MOST_UNKEPT = 5;

    private final Destinations destinations;
    private final CommitmentTable table;
    private final StudyQueue queue;
    private final Timeline timeline;

    Commitments(Destinations destinations, CommitmentTable table, StudyQueue queue, Timeline timeline) {
        this.destinations = destinations;
        this.table = table;
        this.queue = queue;
        this.timeline = timeline;
    }

    /** Questions that are to be asked now, for the second queue of each destination: the text is a Transaction UID. */
    @Transactional
    public List<Signal> due() {
        return destinations.all().stream()
                .filter(Destination::active)
                .flatMap(destination -> destination.commitment().stream()
                        .flatMap(commitment -> table.takeDue(destination.name(), commitment.patience()).stream())
                        .map(transaction -> new Signal(destination.name(), transaction)))
                .toList();
    }

    /**
     * The action information of an N-ACTION (PS3.4 Table J.3-1).
     *
     * @return empty if there is nothing more to ask, such as for a question that was asked again meanwhile
     */
    public Optional<DataSet> request(String transactionUid) {
        DataSet[] references = table.asked(transactionUid).stream()
                .map(asked -> new DataSet()
                        .put(Tag.ReferencedSOPClassUID, asked.sopClass())
                        .put(Tag.ReferencedSOPInstanceUID, asked.sopUid()))
                .toArray(DataSet[]::new);
        return references.length == 0
                ? Optional.empty()
                : Optional.of(new DataSet()
                        .put(Tag.TransactionUID, transactionUid)
                        .putItems(Tag.ReferencedSOPSequence, references));
    }

    /** The question could not be asked, or the peer does not answer such: it is asked again later. */
    public void notAsked(String transactionUid, Exception failure) {
        String peersOwn = failure instanceof DicomOperationException operation
                ? operation.status().map(Status::toString).orElse("")
                : "";
        table.notAsked(
                transactionUid,
                "Storage commitment could not be asked for: "
                        + (peersOwn.isEmpty() ? Outcomes.problem(failure) : peersOwn));
    }

    /**
     * Takes the result of an N-EVENT-REPORT (PS3.4 Table J.3-2): what the peer keeps is confirmed, what it has not is sent
     * again, what it will not keep is a dead letter.
     *
     * @param aeTitle of the peer that reports
     * @throws DimseException if it was not asked this
     */
    @Transactional
    public void report(DataSet report, String aeTitle) {
        CommitmentTable.Question question = report.string(Tag.TransactionUID)
                .flatMap(table::find)
                .orElseThrow(
                        () -> new DimseException(Status.NO_SUCH_SOP_INSTANCE.withComment("No such Transaction UID")));
        Destination destination = destinations
                .find(question.destination())
                .filter(known -> known.aeTitle().equals(aeTitle))
                .orElseThrow(() -> new DimseException(Status.NOT_AUTHORIZED.withComment("Another AE title was asked")));
        List<String> kept = report.items(Tag.ReferencedSOPSequence).stream()
                .flatMap(item -> item.string(Tag.ReferencedSOPInstanceUID).stream())
                .toList();
        table.confirm(question, kept);
        boolean again = false;
        for (DataSet item : report.items(Tag.FailedSOPSequence)) {
            int reason = item.integer(Tag.FailureReason).orElse(Status.PROCESSING_FAILURE.code());
            Optional<String> sopUid = item.string(Tag.ReferencedSOPInstanceUID);
            if (sopUid.isPresent()) {
                again |= table.fail(question, sopUid.get(), reason, isFinal(reason), MOST_UNKEPT);
            }
        }
        if (again) {
            sendAgain(destination, question.studyUid());
        }
        timeline.tell(destination, question.studyUid());
    }

    private void sendAgain(Destination destination, String studyUid) {
        queue.open(destination.name(), studyUid);
        queue.postpone(destination.name(), studyUid, destination.retry().first());
    }

    /** PS3.4 J.3.3.1.5: another try would not change that the class is not supported or does not match. */
    private static boolean isFinal(int reason) {
        return reason == Status.SOP_CLASS_NOT_SUPPORTED.code() || reason == Status.CLASS_INSTANCE_CONFLICT.code();
    }
}
