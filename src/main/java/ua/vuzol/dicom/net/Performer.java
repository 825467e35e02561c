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
            case C_ECHO -> respond(context, command, Status.SUCCESS);
            case C_STORE -> store(context, command, data);
            case C_CANCEL -> Optional.ofNullable(performing.get(command.messageIdBeingRespondedTo()))
                    .ifPresent(cancelled -> cancelled.set(true));
            default -> onItsOwn(service.get(), context, command, data);
        }
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
        boolean full = window != 0 && performing.size() >= window;
        AtomicBoolean cancelled = new AtomicBoolean();
        if (full || performing.putIfAbsent(command.messageId(), cancelled) != null) {
            Status refusal = full ? exhausted(service) : Status.DUPLICATE_INVOCATION;
            upperLayer.send(context.id(), command.response(refusal, false));
            return;
        }
        try {
            executor.execute(() -> perform(service, context, command, dataSet, cancelled));
        } catch (RejectedExecutionException e) {
            performing.remove(command.messageId());
            respond(context, command, exhausted(service));
        }
    }

    private static Status exhausted(Dimse service) {
        return service.isNormalized() ? Status.RESOURCE_LIMITATION : Status.OUT_OF_RESOURCES;
    }

    private void perform(
            Dimse service,
            PresentationContext context,
            CommandSet command,
            Optional<DataSet> dataSet,
            AtomicBoolean cancelled) {
        try (ThreadName name = ThreadName.of("dicom-" + service + " " + association)) {
            try {
                switch (service) {
                    case C_FIND -> find(context, command, query(context, command, dataSet, cancelled));
                    case C_GET -> get(context, command, query(context, command, dataSet, cancelled));
                    case C_MOVE -> move(context, command, query(context, command, dataSet, cancelled));
                    default -> normalized(service, context, command, dataSet);
                }
            } catch (AssociationException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                respond(context, command, statusOf(e, service));
            }
        } catch (IOException e) {
            // nobody is left to be answered
            LOG.debug("{} of {} ended with its association", service, association, e);
        } finally {
            performing.remove(command.messageId(), cancelled);
        }
    }

    private QueryRequest query(
            PresentationContext context, CommandSet command, Optional<DataSet> identifier, AtomicBoolean cancelled) {
        return new QueryRequest(
                association,
                context,
                command.messageId(),
                command.sopClassUid(),
                command.priority(),
                identifier.orElseThrow(() -> new DimseException(
                        Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS.withComment("there is no identifier"))),
                cancelled::get);
    }

    private <T> T required(CommandSet command, Function<String, Optional<T>> services) {
        return services.apply(command.sopClassUid())
                .orElseThrow(() -> new DimseException(Status.SOP_CLASS_NOT_SUPPORTED));
    }

    private void find(PresentationContext context, CommandSet command, QueryRequest query) throws IOException {
        Matches matches = required(command, services::find).find(query);
        Status pending = matches.optionalKeysSupported() ? Status.PENDING : Status.PENDING_WITHOUT_OPTIONAL_KEYS;
        Status status = Status.SUCCESS;
        try (Stream<DataSet> dataSets = matches.dataSets()) {
            Iterator<DataSet> each = dataSets.iterator();
            while (status.isSuccess() && each.hasNext()) {
                if (query.isCancelled().getAsBoolean()) {
                    status = Status.CANCEL;
                } else {
                    respond(context, command.response(pending, true), Optional.of(each.next()));
                }
            }
        }
        respond(context, command, status);
    }

    private void get(PresentationContext context, CommandSet command, QueryRequest query) throws IOException {
        List<? extends StoreSource> instances = required(command, services::get).get(query);
        Retriever.get(
                association,
                instances,
                query.isCancelled(),
                (status, counts, failed) -> progress(context, command, status, counts, failed));
    }

    private void move(PresentationContext context, CommandSet command, QueryRequest query) throws IOException {
        String destination = command.dataSet()
                .string(Tag.MoveDestination)
                .orElseThrow(() -> new DimseException(Status.MOVE_DESTINATION_UNKNOWN));
        MoveService.Move move = required(command, services::move).move(query, destination);
        Retriever.Originator originator = new Retriever.Originator(association.callingAeTitle(), query.messageId());
        Retriever.move(
                move,
                originator,
                connector,
                query.isCancelled(),
                (status, counts, failed) -> progress(context, command, status, counts, failed));
    }

    private void progress(
            PresentationContext context,
            CommandSet command,
            Status status,
            SubOperations counts,
            List<String> failedUids)
            throws IOException {
        boolean list = !status.isPending() && !failedUids.isEmpty();
        CommandSet response = command.response(status, list);
        counts.putInto(response.dataSet(), status);
        String[] uids = failedUids.toArray(String[]::new);
        respond(
                context,
                response,
                list ? Optional.of(new DataSet().put(Tag.FailedSOPInstanceUIDList, uids)) : Optional.empty());
    }

    private void normalized(Dimse service, PresentationContext context, CommandSet command, Optional<DataSet> dataSet)
            throws IOException {
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
                        .or(() -> services.normalized(context.abstractSyntax())))
                .perform(request, association);
        CommandSet response = command.response(result.status(), result.dataSet().isPresent());
        if (!result.sopInstanceUid().isEmpty()) {
            response.dataSet().put(Tag.AffectedSOPInstanceUID, result.sopInstanceUid());
        }
        typeId.ifPresent(id -> response.dataSet().put(type, id));
        respond(context, response, result.dataSet());
    }

    // ---- answers ----

    private void respond(PresentationContext context, CommandSet command, Status status) throws IOException {
        respond(context, command.response(status, false), Optional.empty());
    }

    /** The final response makes room in the window before the peer can know of it. */
    private void respond(PresentationContext context, CommandSet response, Optional<DataSet> dataSet)
            throws IOException {
        if (!response.status().isPending()) {
            performing.remove(response.messageIdBeingRespondedTo());
        }
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

    private static String place(Exception e) {
        return e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0].toString();
    }
}
