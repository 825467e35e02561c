package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DataSetInput;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.MoveService;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.QueryRequest;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreRequest;
import ua.vuzol.dicom.net.StoreSource;

/** All services, each of which goes to the consumer that the called AE title has for it when the request comes. */
final class ListenerServices {

    /** The SOP classes that are no storage. */
    private static final Set<String> OTHERS = Arrays.stream(DicomService.values())
            .flatMap(service -> service.sopClassUids().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Listener listener;

    ListenerServices(Listener listener) {
        this.listener = listener;
    }

    Services all() {
        return Services.builder()
                .echo(this::echo)
                .store(sopClass -> !OTHERS.contains(sopClass), this::store)
                .find(request -> find(DicomService.FIND, request), DicomService.FIND.sopClassUidArray())
                .find(request -> find(DicomService.WORKLIST, request), DicomService.WORKLIST.sopClassUidArray())
                .move(this::move, DicomService.MOVE.sopClassUidArray())
                .get(this::get, DicomService.GET.sopClassUidArray())
                .normalized(normalized(DicomService.MPPS), DicomService.MPPS.sopClassUidArray())
                .normalized(normalized(DicomService.COMMITMENT), DicomService.COMMITMENT.sopClassUidArray())
                .build();
    }

    /** Everybody who accepts associations answers C-ECHO, with or without a route for it (PS3.4 A.1). */
    private Status echo(Association association, int messageId) throws IOException {
        Optional<DicomConsumer> consumer =
                listener.entity(association.calledAeTitle()).flatMap(entity -> entity.consumer(DicomService.ECHO));
        return consumer.isEmpty()
                ? Status.SUCCESS
                : new EchoExchange(consumer.get(), listener.accepted().facts(association))
                        .perform(association, messageId);
    }

    private Status store(StoreRequest request, DataSetInput dataSet) throws IOException {
        return new StoreExchange(performer(request.association(), DicomService.STORE), facts(request.association()))
                .perform(request, dataSet);
    }

    private Matches find(DicomService service, QueryRequest request) {
        return query(service, request).find(request);
    }

    private MoveService.Move move(QueryRequest request, String destination) {
        return query(DicomService.MOVE, request).move(request, destination);
    }

    private List<? extends StoreSource> get(QueryRequest request) {
        return query(DicomService.GET, request).get(request);
    }

    private QueryExchange query(DicomService service, QueryRequest request) {
        return new QueryExchange(performer(request.association(), service), facts(request.association()));
    }

    private NormalizedService normalized(DicomService service) {
        return (NormalizedRequest request, Association association) -> new NormalizedExchange(
                        performer(association, service), facts(association))
                .perform(request, association);
    }

    private AcceptedAssociations.Facts facts(Association association) {
        return listener.accepted().facts(association);
    }

    /** @throws DimseException where its route is gone: to be tried again, for the association was made when it was there */
    private DicomConsumer performer(Association association, DicomService service) {
        return listener.entity(association.calledAeTitle())
                .flatMap(entity -> entity.consumer(service))
                .orElseThrow(() -> new DimseException(
                        service == DicomService.MPPS || service == DicomService.COMMITMENT
                                ? Status.RESOURCE_LIMITATION
                                : Status.OUT_OF_RESOURCES.withComment("the service is stopped")));
    }
}
