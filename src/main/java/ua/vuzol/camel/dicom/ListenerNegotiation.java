package ua.vuzol.camel.dicom;

import java.util.Map;
import java.util.Optional;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.AssociateRequest;
import ua.vuzol.dicom.net.ContextResult;
import ua.vuzol.dicom.net.NegotiationPolicy;
import ua.vuzol.dicom.net.ProposedContext;
import ua.vuzol.dicom.net.RoleSelection;
import ua.vuzol.dicom.net.Services;

/**
 * Accepts the contexts of the services that the called AE title has consumers for, at this moment, in the transfer syntaxes that
 * they take.
 */
final class ListenerNegotiation implements NegotiationPolicy {

    private final Map<String, ServedEntity> entities;
    private final Services services;

    ListenerNegotiation(Map<String, ServedEntity> entities, Services services) {
        this.entities = entities;
        this.services = services;
    }

    @Override
    public ContextResult negotiate(ProposedContext proposed, AssociateRequest request) {
        Optional<ServedEntity> called = Optional.ofNullable(entities.get(request.calledAeTitle()));
        if (called.isEmpty()) {
            return refused(proposed);
        }
        String sopClass = proposed.abstractSyntax();
        if (sopClass.equals(SopClass.Verification)) {
            return NegotiationPolicy.of(services).negotiate(proposed, request);
        }
        Optional<DicomConsumer> performer = performer(called.get(), sopClass);
        boolean sends = request.user().role(sopClass).scp()
                && SopClass.isStorage(sopClass)
                && called.get().consumer(DicomService.GET).isPresent();
        if (performer.isEmpty() && !sends) {
            return refused(proposed);
        }
        return performer
                .map(consumer -> NegotiationPolicy.of(services, consumer::takes))
                .orElseGet(() -> NegotiationPolicy.of(services))
                .negotiate(proposed, request);
    }

    private static Optional<DicomConsumer> performer(ServedEntity entity, String sopClass) {
        for (DicomService service : DicomService.values()) {
            if (service != DicomService.STORE && service.sopClassUids().contains(sopClass)) {
                return entity.consumer(service);
            }
        }
        return entity.consumer(DicomService.STORE).filter(consumer -> consumer.performs(sopClass));
    }

    private static ContextResult refused(ProposedContext proposed) {
        return new ContextResult(
                proposed.id(),
                ContextResult.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED,
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid());
    }

    /** SCP of storage, to be sent objects, only where there is somebody to send them. */
    @Override
    public RoleSelection grant(RoleSelection proposed) {
        RoleSelection granted = NegotiationPolicy.of(services).grant(proposed);
        boolean gets =
                entities.values().stream().anyMatch(entity -> entity.services().contains(DicomService.GET));
        boolean scp = granted.scp() && (gets || !SopClass.isStorage(granted.sopClassUid()));
        return new RoleSelection(granted.sopClassUid(), granted.scu(), scp);
    }
}
