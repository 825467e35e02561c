package ua.vuzol.dicom.net;

import java.util.List;

/**
 * A presentation context as it is proposed (PS3.8 9.3.2.2).
 *
 * @param id odd, 1 to 255
 * @param abstractSyntax UID of a SOP class or Meta SOP class
 * @param transferSyntaxes UIDs, of which the acceptor takes one
 */
public record ProposedContext(int id, String abstractSyntax, List<String> transferSyntaxes) {

    public ProposedContext {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }
}
