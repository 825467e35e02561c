package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * Performs the requests that come over an association. C-ECHO and C-STORE are done where they are read; all else goes to a
 * thread of its own, so that C-CANCEL and the responses to sub-operations can be read meanwhile. Whatever a service throws
 * becomes a status.
 */
final class Performer {

    private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

    private final Association association;
    private final UpperLayerService upperLayer;
    private final Services services;
    private final Retriever.Connector connector;
    private final Executor executor;
    private final int window;
    private final Map<Integer, AtomicBoolean> performing = new ConcurrentHashMap<>();

    /** What is performed on a thread of its own, until its final response. */
    private record Operation(PresentationContext context, CommandSet command, AtomicBoolean cancelled) {}

    /** @param window the most operations at a time, 0 for no limit */
    Performer(
            Association association,
            UpperLayerService upperLayer,
            Services services,
            Retriever.Connector connector,
            Executor executor,
            int window) {
        this.association = association;
        this.upperLayer = upperLayer;
        this.services = services;
        this.connector = connector;
        this.executor = executor;
        this.window = window;
    }

    boolean isEmpty() {
        return performing.isEmpty();
    }

    /** The association is over: nobody waits for the rest. */
    void cancelAll() {
        performing.values().forEach(cancelled -> cancelled.set(true));
    }

    /** Takes a request, with its data set read to the end. */
    void requested(PresentationContext context, CommandSet command, DataSetInput data) throws IOException {
        Optional<Dimse> service = command.service();
        if (service.isEmpty()) {
            respond(context, command, Status.UNRECOGNIZED_OPERATION);
            return;
        }
        switch (service.get()) {
            case C_ECHO -> echo(context, command);
            case C_STORE -> store(context, command, data);
            case C_CANCEL -> Optional.ofNullable(performing.get(command.messageIdBeingRespondedTo()))
                    .ifPresent(cancelled -> cancelled.set(true));
            default -> onItsOwn(service.get(), context, command, data);
        }
    }

    private void echo(PresentationContext context, CommandSet command) throws IOException {
        Status status;
        try {
            status = services.echo().echo(association, command.messageId());
        } catch (IOException | RuntimeException e) {
            status = statusOf(e, Dimse.C_ECHO);
        }
        respond(context, command, status);
    }

    // ---- C-STORE ----

    private void store(PresentationContext context, CommandSet command, DataSetInput data) throws IOException {
        String sopClass = command.sopClassUid();
        Optional<StoreService> service = services.store(sopClass);
        if (service.isEmpty()) {
            respond(context, command, Status.SOP_CLASS_NOT_SUPPORTED);
            return;
        }
        if (!sopClass.equals(context.abstractSyntax())
                || command.sopInstanceUid().isEmpty()) {
            respond(context, command, Status.INVALID_SOP_INSTANCE.withComment("not the SOP class of its context"));
            return;
        }
        StoreRequest request = new StoreRequest(
                association,
                context,
                command.messageId(),
                sopClass,
                command.sopInstanceUid(),
                command.priority(),
                command.dataSet().string(Tag.MoveOriginatorApplicationEntityTitle));
        Status status;
        try {
            status = service.get().store(request, data);
        } catch (IOException | RuntimeException e) {
            data.checkReceived();
            status = statusOf(e, Dimse.C_STORE);
        }
        data.skipRest(); // of an object that was refused half way
        respond(context, command, status);
    }

    // ---- the others ----

    private void onItsOwn(Dimse service, PresentationContext context, CommandSet command, DataSetInput data)
            throws IOException {
        Optional<DataSet> dataSet;
        try {
            dataSet = command.hasDataSet()
                    ? Optional.of(DicomReader.readDataSet(data, context.transferSyntax(), ReadOptions.defaults()))
                    : Optional.empty();
        } catch (PduException e) {
            throw e;
        } catch (DicomException e) {
            respond(context, command, statusOf(e, service));
            return;
        }
        Operation operation = new Operation(context, command, new AtomicBoolean());
        boolean full = window != 0 && performing.size() >= window;
        if (full || performing.putIfAbsent(command.messageId(), operation.cancelled) != null) {
            respond(context, command, full ? exhausted(service) : Status.DUPLICATE_INVOCATION);
            return;
        }
        try {
            executor.execute(() -> perform(service, operation, dataSet));
        } catch (RejectedExecutionException e) {
            respondFinally(operation, exhausted(service));
        }
    }

    private static Status exhausted(Dimse service) {
        return service.isNormalized() ? Status.RESOURCE_LIMITATION : Status.OUT_OF_RESOURCES;
    }

    private void perform(Dimse service, Operation operation, Optional<DataSet> dataSet) {
        try (ThreadName name = ThreadName.of("dicom-" + service + " " + association)) {
            try {
                switch (service) {
                    case C_FIND -> find(operation, query(operation, dataSet));
                    case C_GET -> get(operation, query(operation, dataSet));
                    case C_MOVE -> move(operation, query(operation, dataSet));
                    default -> normalized(service, operation, dataSet);
                }
            } catch (IOException | RuntimeException e) {
                // it may be another association's error, of a service that asks others
                if (association.isOpen()) {
                    respondFinally(operation, statusOf(e, service));
                } else {
                    LOG.debug("{} of {} ended with its association", service, association, e);
                }
            }
        } catch (IOException e) {
            // nobody is left to be answered
            LOG.debug("{} of {} could not be answered", service, association, e);
        } finally {
            end(operation);
        }
    }

    /** Gives the place in the window back: before the final response, whose receiver may use it, and the message ID, at once. */
    private void end(Operation operation) {
        performing.remove(operation.command.messageId(), operation.cancelled);
    }

    private QueryRequest query(Operation operation, Optional<DataSet> identifier) {
        CommandSet command = operation.command;
        return new QueryRequest(
                association,
                operation.context,
                command.messageId(),
                command.sopClassUid(),
                command.priority(),
                identifier.orElseThrow(() -> new DimseException(
                        Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS.withComment("there is no identifier"))),
                operation.cancelled::get);
    }

    private <T> T required(CommandSet command, Function<String, Optional<T>> services) {
        return services.apply(command.sopClassUid())
                .orElseThrow(() -> new DimseException(Status.SOP_CLASS_NOT_SUPPORTED));
    }

    private void find(Operation operation, QueryRequest query) throws IOException {
        Matches matches = required(operation.command, services::find).find(query);
        Status pending = matches.optionalKeysSupported() ? Status.PENDING : Status.PENDING_WITHOUT_OPTIONAL_KEYS;
        Status status = Status.SUCCESS;
        try (Stream<DataSet> dataSets = matches.dataSets()) {
            Iterator<DataSet> each = dataSets.iterator();
            while (status.isSuccess() && each.hasNext()) {
                if (query.isCancelled().getAsBoolean()) {
                    status = Status.CANCEL;
                } else {
                    respond(operation.context, operation.command.response(pending, true), Optional.of(each.next()));
                }
            }
        }
        respondFinally(operation, status);
    }

    private void get(Operation operation, QueryRequest query) throws IOException {
        List<? extends StoreSource> instances =
                required(operation.command, services::get).get(query);
        Retriever.get(
                association,
                instances,
                query.isCancelled(),
                (status, counts, failed) -> progress(operation, status, counts, failed));
    }

    private void move(Operation operation, QueryRequest query) throws IOException {
        String destination = operation
                .command
                .dataSet()
                .string(Tag.MoveDestination)
                .orElseThrow(() -> new DimseException(Status.MOVE_DESTINATION_UNKNOWN));
        MoveService.Move move = required(operation.command, services::move).move(query, destination);
        Retriever.Originator originator = new Retriever.Originator(association.callingAeTitle(), query.messageId());
        Retriever.move(
                move,
                originator,
                connector,
                query.isCancelled(),
                (status, counts, failed) -> progress(operation, status, counts, failed));
    }

    private void progress(Operation operation, Status status, SubOperations counts, List<String> failedUids)
            throws IOException {
        boolean list = !status.isPending() && !failedUids.isEmpty();
        CommandSet response = operation.command.response(status, list);
        counts.putInto(response.dataSet(), status);
        DataSet identifier = new DataSet();
        CommandSet.putAsIs(identifier, Tag.FailedSOPInstanceUIDList, VR.UI, failedUids.toArray(String[]::new));
        if (!status.isPending()) {
            end(operation);
        }
        respond(operation.context, response, list ? Optional.of(identifier) : Optional.empty());
    }

    private void normalized(Dimse service, Operation operation, Optional<DataSet> dataSet) throws IOException {
        CommandSet command = operation.command;
        int type = service == Dimse.N_ACTION ? Tag.ActionTypeID : Tag.EventTypeID;
        Optional<Integer> typeId = command.dataSet().integer(type);
        NormalizedRequest request = new NormalizedRequest(
                service,
                command.sopClassUid(),
                command.sopInstanceUid(),
                typeId.map(OptionalInt::of).orElse(OptionalInt.empty()),
                command.dataSet().strings(Tag.AttributeIdentifierList).stream()
                        .map(Tag::parse)
                        .toList(),
                dataSet);
        NormalizedService.Result result = required(command, uid -> services.normalized(uid)
                        .or(() -> services.normalized(operation.context.abstractSyntax())))
                .perform(request, association);
        CommandSet response = command.response(result.status(), result.dataSet().isPresent());
        if (!result.sopInstanceUid().isEmpty()) {
            response.dataSet().put(Tag.AffectedSOPInstanceUID, result.sopInstanceUid());
        }
        typeId.ifPresent(id -> response.dataSet().put(type, id));
        end(operation);
        respond(operation.context, response, result.dataSet());
    }

    // ---- answers ----

    private void respond(PresentationContext context, CommandSet command, Status status) throws IOException {
        respond(context, command.response(status, false), Optional.empty());
    }

    private void respondFinally(Operation operation, Status status) throws IOException {
        end(operation);
        respond(operation.context, operation.command, status);
    }

    private void respond(PresentationContext context, CommandSet response, Optional<DataSet> dataSet)
            throws IOException {
        upperLayer.send(
                context.id(),
                response,
                dataSet.map(one -> out -> DicomWriter.writeDataSet(one, context.transferSyntax(), out)));
    }

    /** The status for what a service threw. Its class and place are logged, its message, which may quote a value, is not. */
    private Status statusOf(Exception e, Dimse service) {
        if (e instanceof DimseException known) {
            return known.status();
        }
        LOG.warn("{} of {} failed: {} at {}", service, association, e.getClass().getName(), place(e));
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            return exhausted(service);
        }
        if (service.isNormalized()) {
            return Status.PROCESSING_FAILURE;
        }
        boolean notUnderstood = e instanceof DicomException && service == Dimse.C_STORE;
        return notUnderstood
                ? Status.CANNOT_UNDERSTAND
                : service == Dimse.C_STORE ? Status.PROCESSING_FAILURE : Status.UNABLE_TO_PROCESS;
    }

    /** Where an exception was thrown, for logs that must not have its message. */
    static String place(Exception e) {
        return e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0].toString();
    }
}
