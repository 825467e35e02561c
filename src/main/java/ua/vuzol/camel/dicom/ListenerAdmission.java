package ua.vuzol.camel.dicom;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ua.vuzol.dicom.net.Admission;
import ua.vuzol.dicom.net.AssociateRequest;
import ua.vuzol.dicom.net.Peer;
import ua.vuzol.dicom.net.Rejection;

/** An association is for an AE title that a consumer has, and for services that are not suspended. */
final class ListenerAdmission implements Admission {

    private final Map<String, ServedEntity> entities;

    ListenerAdmission(Map<String, ServedEntity> entities) {
        this.entities = entities;
    }

    @Override
    public Optional<Rejection> judge(AssociateRequest request, Peer peer) {
        return entities.containsKey(request.calledAeTitle())
                ? Optional.empty()
                : Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
    }

    /**
     * While a service is suspended, an association that proposes it is rejected as transient, for to refuse its contexts would
     * look like a lack. So is any while all services are.
     */
    Admission unlessSuspended() {
        return (request, peer) -> {
            Optional<ServedEntity> entity = Optional.ofNullable(entities.get(request.calledAeTitle()));
            return entity.filter(one -> isSuspended(one, request)).map(one -> Rejection.TEMPORARY_CONGESTION);
        };
    }

    private static boolean isSuspended(ServedEntity entity, AssociateRequest request) {
        Set<DicomConsumer> suspended =
                entity.consumers().stream().filter(DicomConsumer::refusesNew).collect(Collectors.toSet());
        return !suspended.isEmpty()
                && (suspended.size() == entity.consumers().size()
                        || request.contexts().stream().anyMatch(context -> suspended.stream()
                                .anyMatch(consumer -> consumer.performs(context.abstractSyntax()))));
    }
}
