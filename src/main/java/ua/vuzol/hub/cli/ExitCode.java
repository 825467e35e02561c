package ua.vuzol.hub.cli;

/** What a command ends with. */
final class ExitCode {
    static final int SUCCESS = 0;
    /** The command ran and found something that a person should look at. */
    static final int FINDING = 1;

    static final int WRONG_USE = 2;

    private ExitCode() {}
}
