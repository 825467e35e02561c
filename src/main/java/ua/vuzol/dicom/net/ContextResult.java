package ua.vuzol.dicom.net;

/**
 * What the acceptor says of a proposed presentation context (PS3.8 9.3.3.2).
 *
 * @param result see {@link Result}
 * @param transferSyntax UID of the accepted one; of no meaning where the context was not accepted
 */
public record ContextResult(int id, Result result, String transferSyntax) {

    /** Result/Reason in the order of its codes. */
    public enum Result {
        ACCEPTANCE,
        USER_REJECTION,
        NO_REASON,
        ABSTRACT_SYNTAX_NOT_SUPPORTED,
        TRANSFER_SYNTAXES_NOT_SUPPORTED
    }

    public boolean isAccepted() {
        return result == Result.ACCEPTANCE;
    }
}
