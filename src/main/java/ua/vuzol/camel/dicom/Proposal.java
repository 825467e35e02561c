package ua.vuzol.camel.dicom;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ua.vuzol.dicom.net.AssociationOptions;

/**
 * The presentation contexts that an association is to have, beside Verification.
 *
 * @param contexts in the order in which they are proposed
 */
record Proposal(List<Context> contexts) {

    /** One more is for Verification. */
    private static final int MAX_CONTEXTS = AssociationOptions.MAX_CONTEXTS - 1;

    /**
     * One context.
     *
     * @param transferSyntaxes UIDs, of which the peer takes one; without any the two that every node knows
     * @param asProvider whether we are the SCP of the class over an association of our own: for the objects of a C-GET, or to
     *     report events
     */
    record Context(String sopClassUid, List<String> transferSyntaxes, boolean asProvider) {
        Context {
            transferSyntaxes = List.copyOf(transferSyntaxes);
        }
    }

    Proposal {
        contexts = List.copyOf(contexts);
    }

    static final Proposal VERIFICATION = new Proposal(List.of());

    /** To ask for a service. */
    static Proposal toUse(String sopClassUid) {
        return new Proposal(List.of(new Context(sopClassUid, List.of(), false)));
    }

    /** To report events of a service. */
    static Proposal toReport(String sopClassUid) {
        return new Proposal(List.of(new Context(sopClassUid, List.of(), true)));
    }

    /** Each syntax in a context of its own, so that the peer cannot choose one that an object is not in. */
    static Proposal toStore(String sopClassUid, List<String> transferSyntaxes) {
        return new Proposal(transferSyntaxes.stream()
                .map(syntax -> new Context(sopClassUid, List.of(syntax), false))
                .toList());
    }

    boolean covers(Proposal other) {
        return contexts.containsAll(other.contexts);
    }

    /** This one first, and what there is room for of another. */
    Proposal and(Proposal more) {
        Set<Context> all = new LinkedHashSet<>();
        Stream.concat(contexts.stream(), more.contexts.stream())
                .filter(context -> all.size() < MAX_CONTEXTS)
                .forEach(all::add);
        return new Proposal(List.copyOf(all));
    }

    void into(AssociationOptions.Builder options) {
        options.verification();
        for (Context context : contexts) {
            options.context(context.sopClassUid, context.transferSyntaxes.toArray(String[]::new));
        }
        contexts.stream()
                .filter(Context::asProvider)
                .map(Context::sopClassUid)
                .distinct()
                .forEach(sopClass -> options.role(sopClass, false, true));
    }
}
