package ua.vuzol.dicom.net;

import java.util.function.Predicate;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;

/** Accepts what the services perform. */
record ServicesPolicy(Services services, Predicate<String> storageSyntax) implements NegotiationPolicy {

    @Override
    public ContextResult negotiate(ProposedContext proposed, AssociateRequest request) {
        boolean stores = services.store(proposed.abstractSyntax()).isPresent();
        boolean sends = services.hasGet()
                && request.user().role(proposed.abstractSyntax()).scp();
        if (!services.performs(proposed.abstractSyntax()) && !sends) {
            return refused(proposed, ContextResult.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        Predicate<String> wanted = stores || sends ? storageSyntax : ServicesPolicy::isParsed;
        return proposed.transferSyntaxes().stream()
                .filter(wanted)
                .findFirst()
                .map(syntax -> new ContextResult(proposed.id(), ContextResult.Result.ACCEPTANCE, syntax))
                .orElseGet(() -> refused(proposed, ContextResult.Result.TRANSFER_SYNTAXES_NOT_SUPPORTED));
    }

    private static ContextResult refused(ProposedContext proposed, ContextResult.Result result) {
        return new ContextResult(proposed.id(), result, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid());
    }

    private static boolean isParsed(String syntax) {
        return !TransferSyntax.of(syntax).encapsulated();
    }

    /** The requestor may be SCP of storage for its C-GET, and of whatever is not performed here, to be told of events. */
    @Override
    public RoleSelection grant(RoleSelection proposed) {
        String sopClass = proposed.sopClassUid();
        boolean scp = SopClass.isStorage(sopClass) ? services.hasGet() : true;
        return new RoleSelection(sopClass, proposed.scu() && services.performs(sopClass), proposed.scp() && scp);
    }
}
