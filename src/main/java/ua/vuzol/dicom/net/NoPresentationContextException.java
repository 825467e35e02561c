package ua.vuzol.dicom.net;

import ua.vuzol.dicom.data.Uid;

/** The peer accepted no presentation context that fits what is to be sent; nothing was sent and the association lives on. */
public final class NoPresentationContextException extends AssociationException {

    private final String abstractSyntax;

    NoPresentationContextException(String abstractSyntax, String transferSyntax) {
        super("No accepted presentation context for " + Uid.name(abstractSyntax).orElse(abstractSyntax)
                + (transferSyntax.isEmpty()
                        ? ""
                        : " in " + Uid.name(transferSyntax).orElse(transferSyntax)));
        this.abstractSyntax = abstractSyntax;
    }

    /** UID of the SOP class that has none. */
    public String abstractSyntax() {
        return abstractSyntax;
    }
}
