package ua.vuzol.intake;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.dicom.net.DimseException;

/**
 * The steps of the journey from a dropped file or a received DICOM object to the archive. Routes call them in turn; between them goes only a number.
 * Each step may be called again at any time: what is done already is not done twice.
 */
@Service
public class Intake {
    private final Landing landing;
    private final Ledger ledger;
    private final Examinations examinations;
    private final Assembly assembly;
    private final Judgement judgement;
    private final MediaDirectories directories;
    private final Quarantining quarantining;
    private final DicomIntake dicom;
    private final LostSignals lostSignals;
    private final TransactionTemplate transaction;

    Intake(
            Landing landing,
            Ledger ledger,
            Examinations examinations,
            Assembly assembly,
            Judgement judgement,
            MediaDirectories directories,
            Quarantining quarantining,
            DicomIntake dicom,
            LostSignals lostSignals,
            TransactionTemplate transaction) {
        this.landing = landing;
        this.ledger = ledger;
        this.examinations = examinations;
        this.assembly = assembly;
        this.judgement = judgement;
        this.directories = directories;
        this.quarantining = quarantining;
        this.dicom = dicom;
        this.lostSignals = lostSignals;
        this.transaction = transaction;
    }

    /**
     * Makes an object that came by C-STORE safe: when this returns, its bytes are synced to the landing store and the ledger
     * knows it, so that Success may be answered.
     *
     * @param spooled its Part 10 file, on the file system of the landing store; gone afterwards
     * @param sha256 of the file, 64 lower-case hexadecimal digits
     * @param size of the file in bytes
     * @return the object's number in the ledger
     * @throws DimseException A700 if it cannot be taken now, 0124 if the calling AE may not store
     */
    public long receive(
            @Body Path spooled,
            @Header("CamelDicomCallingAeTitle") String callingAe,
            @Header("CamelDicomCalledAeTitle") String calledAe,
            @Header("CamelDicomRemoteAddress") String remoteAddress,
            @Header("CamelDicomSopClassUid") String sopClass,
            @Header("CamelDicomSopInstanceUid") String sopInstance,
            @Header("CamelDicomTransferSyntaxUid") String transferSyntax,
            @Header("CamelDicomSha256") String sha256,
            @Header("CamelDicomSize") long size) {
        Arrival arrival = new Arrival(
                callingAe,
                callingAe,
                calledAe,
                remoteAddress,
                sopClass,
                sopInstance,
                transferSyntax,
                sha256,
                size,
                Optional.empty());
        return dicom.receive(spooled, arrival);
    }

    /** Whether received objects are to be normalised now; not at once while others arrive, so that modalities wait less. */
    public boolean isTimeToNormalise() {
        return dicom.isTimeToNormalise();
    }

    /** Received objects that are to be normalised and have no signal: each text names the numbers of one batch, with commas. */
    public List<String> unsignalledObjects() {
        return signals(dicom::signals);
    }

    /**
     * Mends received objects as far as they need it and stores them; what cannot be understood, or contradicts what is
     * there, is set aside.
     *
     * @param objects numbers in the ledger with commas, as {@link #unsignalledObjects} gives them
     */
    public void normalise(String objects) {
        dicom.normalise(Stream.of(objects.split(","))
                .map(String::strip)
                .map(Long::valueOf)
                .sorted()
                .toList());
    }

    /**
     * Makes a dropped file safe: when this returns, its bytes are synced to the landing store and the ledger knows it.
     *
     * @param file where it lies
     * @param source whose file it is
     * @param name relative to the watched folder
     * @param bytesPerSecond the most that is read from the source's share; 0 for no bound
     * @return the file's number in the ledger, the same one if the same content came before
     * @throws AccessDeniedException if the hub may not read the file, which is then told in the quarantine
     * @throws LandingException if it cannot be taken now
     */
    public long land(
            @Body Path file,
            @Header("CamelFileDropSource") String source,
            @Header("CamelFileDropName") String name,
            @Header("CamelFileDropBandwidth") long bytesPerSecond)
            throws AccessDeniedException {
        return landing.land(file, source, name, bytesPerSecond);
    }

    /**
     * Finds out what a landed file is and puts it to its examination.
     *
     * @return the numbers of the examinations that are now complete
     */
    public List<Long> assemble(long fileId) {
        FailurePolicy policy = new FailurePolicy(
                () -> transaction.execute(status -> ledger.countFailure(fileId)),
                reason -> transaction.executeWithoutResult(status -> quarantining.file(fileId, reason)));
        List<Long> touched = new ArrayList<>();
        policy.run(
                "Assembly of file " + fileId,
                // another worker may have it for long, such as a large archive, and this one has others to do
                () -> touched.addAll(transaction.execute(
                        status -> ledger.lockIfFree(fileId).map(this::place).orElseGet(List::of))));
        return touched.stream().filter(judgement::isToBeSignalled).toList();
    }

    private List<Long> place(LandedFile file) {
        return switch (file.state()) {
            case LANDED -> assembly.place(file);
            case ASSEMBLED -> file.examinationId().stream().toList();
            case CONVERTED, SUPERSEDED, QUARANTINED -> List.of();
        };
    }

    /** Looks whether the files have come that DICOMDIRs name, once there was time enough. */
    public void judgeDirectories() {
        transaction.executeWithoutResult(status -> directories.judgeDue());
    }

    /** Converts an examination if it is complete, and stores the objects. */
    public void convert(long examinationId) {
        judgement.convert(examinationId);
    }

    /** Landed files whose signal was lost: they are to be assembled. */
    public List<Long> unsignalledFiles() {
        return signals(ledger::takeUnsignalled);
    }

    /** Examinations that are to be looked at now: they have settled, waited long enough, or their signal was lost. */
    public List<Long> dueExaminations() {
        return signals(examinations::takeDue);
    }

    /**
     * The broker did not take signals. They are given again when it does, with those that were given before and may be lost; until
     * then there is none for two seconds at a time.
     */
    public void signalsLost() {
        lostSignals.lost();
    }

    private <T> List<T> signals(Supplier<List<T>> open) {
        if (lostSignals.isPausing()) {
            return List.of();
        }
        if (lostSignals.takeLoss()) {
            forgetSignals();
        }
        return open.get();
    }

    /** Removes old files of the landing store that belong to nothing. */
    public void removeLeftovers() {
        dicom.removeLeftovers();
    }

    /** At a start: signals that were given before may be lost, so all are given again. */
    @EventListener(ApplicationReadyEvent.class)
    void forgetSignals() {
        ledger.forgetSignals();
        examinations.forgetSignals();
        dicom.forgetSignals();
    }
}
