package ua.vuzol.dicom.net;

import java.util.List;
import java.util.function.Predicate;
import ua.vuzol.dicom.data.TransferSyntax;

/** An acceptor's policy: what becomes of a proposed presentation context, of roles and of extended negotiations. */
@FunctionalInterface
public interface NegotiationPolicy {

    /** Answers one proposed context. */
    ContextResult negotiate(ProposedContext proposed, AssociateRequest request);

    /** The roles granted to the requestor, of those it proposes. */
    default RoleSelection grant(RoleSelection proposed) {
        return proposed;
    }

    /** The answer to a SOP class extended negotiation: empty for none. */
    default List<ExtendedNegotiation> answer(ExtendedNegotiation proposed) {
        return List.of();
    }

    /**
     * Accepts what the services perform: storage in the first proposed transfer syntax that is wanted, as the sender has the
     * object, and all else in the first native one, for those are what can be parsed.
     *
     * @param storageSyntax which transfer syntaxes (UIDs) objects are taken in
     */
    static NegotiationPolicy of(Services services, Predicate<String> storageSyntax) {
        return new ServicesPolicy(services, storageSyntax);
    }

    /** As {@link #of(Services, Predicate)}, objects in any transfer syntax whose data set can be parsed. */
    static NegotiationPolicy of(Services services) {
        return of(services, uid -> !uid.equals(TransferSyntax.GE_PRIVATE.uid()));
    }
}
