package ua.vuzol.hub.cli;

/** A command cannot do what it was asked for; the message is the sentence that the person reads. The exit code is 1. */
public final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Finding(String sentence) {
        super(sentence);
    }
}
