package ua.vuzol.dicom.net;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomWriter;

/**
 * An established association (PS3.7 7, PS3.8 7): what was negotiated, and the DIMSE requests that can be sent over it. Any
 * thread may send requests; as many are under way as the negotiated window allows, more wait. Close it to release it.
 *
 * <p>All requests throw an {@link AssociationException} where the association ends before the answer, and
 * {@link NoPresentationContextException}, with the association unharmed, where no accepted context fits.
 */
public final class Association implements AutoCloseable {

    /** PS3.5 9.1. */
    private static final int MAX_UID = 64;

    private final UpperLayerService upperLayer;
    private final boolean acceptor;
    private final Peer peer;
    private final AssociateRequest request;
    private final UserInformation accepted;
    private final Map<Integer, PresentationContext> contexts = new LinkedHashMap<>();
    private final Invocations invocations;
    private final Performer performer;

    /** What an association is made of once both sides agree. */
    record Established(
            UpperLayerService upperLayer,
            boolean acceptor,
            Peer peer,
            AssociateRequest request,
            AssociateAccept accept) {}

    Association(
            Established established,
            Services services,
            Timeouts timeouts,
            Retriever.Connector connector,
            Executor executor) {
        upperLayer = established.upperLayer;
        acceptor = established.acceptor;
        peer = established.peer;
        request = established.request;
        accepted = established.accept.user();
        for (ProposedContext proposed : request.contexts()) {
            established.accept.contexts().stream()
                    .filter(result -> result.id() == proposed.id() && result.isAccepted())
                    .forEach(result -> contexts.put(proposed.id(), context(proposed, result)));
        }
        AsyncWindow window = accepted.asyncWindow().orElse(AsyncWindow.SYNCHRONOUS);
        invocations =
                new Invocations(upperLayer, acceptor ? window.performed() : window.invoked(), timeouts.response());
        performer = new Performer(
                this, upperLayer, services, connector, executor, acceptor ? window.invoked() : window.performed());
        upperLayer.established(
                new Dispatcher(), sentPduLength(acceptor ? request.user().maxPduLength() : accepted.maxPduLength()));
    }

    private PresentationContext context(ProposedContext proposed, ContextResult result) {
        return new PresentationContext(
                proposed.id(),
                proposed.abstractSyntax(),
                TransferSyntax.of(result.transferSyntax()),
                accepted.role(proposed.abstractSyntax()));
    }

    private static int sentPduLength(long peersMaximum) {
        int ours = AssociationOptions.DEFAULT_MAX_PDU_LENGTH;
        return peersMaximum == 0 ? ours : (int) Math.max(128, Math.min(ours, peersMaximum));
    }

    // ---- what was negotiated ----

    public String callingAeTitle() {
        return request.callingAeTitle();
    }

    public String calledAeTitle() {
        return request.calledAeTitle();
    }

    /** Ours of the two. */
    public String localAeTitle() {
        return acceptor ? calledAeTitle() : callingAeTitle();
    }

    /** The other side's of the two. */
    public String remoteAeTitle() {
        return acceptor ? callingAeTitle() : calledAeTitle();
    }

    /** Whether the association was requested here and not by the peer. */
    public boolean isRequestor() {
        return !acceptor;
    }

    public Peer peer() {
        return peer;
    }

    /** As it was proposed, with the user identity and negotiations in it. */
    public AssociateRequest request() {
        return request;
    }

    /** What the acceptor said of itself and agreed to. */
    public UserInformation accepted() {
        return accepted;
    }

    /** The accepted contexts in the order in which they were proposed. */
    public Collection<PresentationContext> contexts() {
        return List.copyOf(contexts.values());
    }

    public boolean isOpen() {
        return upperLayer.isOpen();
    }

    // ---- requests ----

    /** C-ECHO (PS3.7 9.1.5). */
    public Status echo() throws IOException {
        return answer(
                        contextOf(SopClass.Verification, Dimse.C_ECHO),
                        Dimse.C_ECHO,
                        SopClass.Verification,
                        Optional.empty(),
                        command -> {})
                .status();
    }

    /**
     * C-STORE (PS3.7 9.1.1) in the first transfer syntax of the source that has a context.
     *
     * @throws DicomException if the object cannot be read or sent; the association is unharmed
     */
    public DimseResponse store(StoreSource source) throws IOException {
        return store(source, Priority.MEDIUM, Optional.empty());
    }

    DimseResponse store(StoreSource source, Priority priority, Optional<Retriever.Originator> originator)
            throws IOException {
        if (source.sopInstanceUid().length() > MAX_UID) {
            // peers that pass other invalid UIDs abort over such a one
            throw new DicomValueException(
                    Tag.SOPInstanceUID, "more than " + MAX_UID + " characters, which cannot be sent");
        }
        PresentationContext context = contextFor(source);
        return answer(
                context,
                Dimse.C_STORE,
                source.sopClassUid(),
                Optional.of(out -> source.writeTo(out, context.transferSyntax())),
                command -> {
                    CommandSet.putAsIs(command, Tag.AffectedSOPInstanceUID, VR.UI, source.sopInstanceUid());
                    command.put(Tag.Priority, priority.code());
                    originator.ifPresent(who -> {
                        CommandSet.putAsIs(command, Tag.MoveOriginatorApplicationEntityTitle, VR.AE, who.aeTitle());
                        command.put(Tag.MoveOriginatorMessageID, who.messageId());
                    });
                });
    }

    /** C-FIND (PS3.7 9.1.2) in an information model. */
    public Responses find(String sopClassUid, DataSet identifier) throws IOException {
        return responses(Dimse.C_FIND, sopClassUid, identifier, Optional.empty());
    }

    /** C-MOVE (PS3.7 9.1.4) to an AE that the peer knows. */
    public Responses move(String sopClassUid, DataSet identifier, String destination) throws IOException {
        return responses(Dimse.C_MOVE, sopClassUid, identifier, Optional.of(destination));
    }

    /** C-GET (PS3.7 9.1.3); the objects go to the {@link AssociationOptions#services} of this association. */
    public Responses get(String sopClassUid, DataSet identifier) throws IOException {
        return responses(Dimse.C_GET, sopClassUid, identifier, Optional.empty());
    }

    /** A DIMSE-N request (PS3.7 10) on a context of its SOP class. */
    public DimseResponse perform(NormalizedRequest normalized) throws IOException {
        return perform(normalized, normalized.sopClassUid());
    }

    /** As {@link #perform(NormalizedRequest)}, on a context of a Meta SOP class. */
    public DimseResponse perform(NormalizedRequest normalized, String abstractSyntax) throws IOException {
        PresentationContext context = contextOf(abstractSyntax, normalized.service());
        return answer(
                context,
                normalized.service(),
                normalized.sopClassUid(),
                normalized.dataSet().map(dataSet -> writer(dataSet, context)),
                command -> NormalizedCommands.complete(command, normalized));
    }

    /** Completes a command set. */
    @FunctionalInterface
    private interface Completion {
        void complete(DataSet command);
    }

    private DimseResponse answer(
            PresentationContext context,
            Dimse service,
            String sopClassUid,
            Optional<PduWriter.DataSetWriter> dataSet,
            Completion completion)
            throws IOException {
        try (Invocations.Invocation invocation = invocations.begin()) {
            send(invocation, context, service, sopClassUid, dataSet, completion);
            return invocation.next();
        }
    }

    private Responses responses(Dimse service, String sopClassUid, DataSet identifier, Optional<String> destination)
            throws IOException {
        PresentationContext context = contextOf(sopClassUid, service);
        Invocations.Invocation invocation = invocations.begin();
        boolean sent = false;
        try {
            send(invocation, context, service, sopClassUid, Optional.of(writer(identifier, context)), command -> {
                command.put(Tag.Priority, Priority.MEDIUM.code());
                destination.ifPresent(aeTitle -> command.put(Tag.MoveDestination, aeTitle));
            });
            sent = true;
        } finally {
            if (!sent) {
                invocation.close();
            }
        }
        return new Responses(invocation, messageId -> upperLayer.send(context.id(), CommandSet.cancel(messageId)));
    }

    private void send(
            Invocations.Invocation invocation,
            PresentationContext context,
            Dimse service,
            String sopClassUid,
            Optional<PduWriter.DataSetWriter> dataSet,
            Completion completion)
            throws IOException {
        CommandSet command = CommandSet.request(service, invocation.messageId(), dataSet.isPresent());
        CommandSet.putAsIs(command.dataSet(), NormalizedCommands.sopClassTag(service), VR.UI, sopClassUid);
        completion.complete(command.dataSet());
        upperLayer.send(context.id(), command, dataSet);
    }

    private static PduWriter.DataSetWriter writer(DataSet dataSet, PresentationContext context) {
        return out -> DicomWriter.writeDataSet(dataSet, context.transferSyntax(), out);
    }

    private PresentationContext contextOf(String abstractSyntax, Dimse service) throws NoPresentationContextException {
        return contexts.values().stream()
                .filter(context -> context.abstractSyntax().equals(abstractSyntax) && mayRequest(context, service))
                .findFirst()
                .orElseThrow(() -> new NoPresentationContextException(abstractSyntax, ""));
    }

    private PresentationContext contextFor(StoreSource source) throws NoPresentationContextException {
        List<String> syntaxes = source.transferSyntaxes();
        return contexts.values().stream()
                .filter(context ->
                        context.abstractSyntax().equals(source.sopClassUid()) && mayRequest(context, Dimse.C_STORE))
                .filter(context -> syntaxes.contains(context.transferSyntax().uid()))
                .min(Comparator.comparingInt(
                        context -> syntaxes.indexOf(context.transferSyntax().uid())))
                .orElseThrow(() -> new NoPresentationContextException(source.sopClassUid(), syntaxes.get(0)));
    }

    /** Whether our role is the one that invokes the service: events are reported by the SCP, all else is asked by the SCU. */
    private boolean mayRequest(PresentationContext context, Dimse service) {
        boolean asScp = service == Dimse.N_EVENT_REPORT;
        return asScp == acceptor ? context.role().scu() : context.role().scp();
    }

    // ---- the end ----

    /** Releases the association, waiting for the answer; does nothing if it is over. */
    public void release() throws IOException {
        upperLayer.release();
    }

    /** Aborts the association; does nothing if it is over. */
    public void abort() {
        upperLayer.abort();
    }

    /** As {@link #release}. */
    @Override
    public void close() throws IOException {
        release();
    }

    /** Whether an operation is under way on either side. */
    boolean isBusy() {
        return !invocations.isEmpty() || !performer.isEmpty();
    }

    /** AE titles and address, for logs. */
    @Override
    public String toString() {
        return localAeTitle() + (acceptor ? " <- " : " -> ") + remoteAeTitle() + " " + peer;
    }

    /** Hands messages to those who wait for them. */
    private final class Dispatcher implements UpperLayerService.User {

        @Override
        public void data(MessageReader messages) throws IOException {
            while (messages.hasMessage()) {
                PresentationContext context = contexts.get(messages.contextId());
                if (context == null) {
                    throw new PduException(
                            PduException.INVALID_PARAMETER_VALUE,
                            "Presentation context " + messages.contextId() + " was not accepted");
                }
                CommandSet command = messages.command();
                DataSetInput data = messages.dataSet(command.hasDataSet());
                if (command.isResponse()) {
                    invocations.responded(context, command, data);
                } else {
                    performer.requested(context, command, data);
                }
                data.skipRest();
            }
        }

        @Override
        public boolean isBusy() {
            return Association.this.isBusy();
        }

        @Override
        public void ended(Optional<AssociationException> cause) {
            performer.cancelAll();
            invocations.end(cause);
        }
    }
}
