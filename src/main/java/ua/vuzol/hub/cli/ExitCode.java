package ua.vuzol.hub.cli;

/** What a command ends with. */
public final class ExitCode {
    public static final int SUCCESS = 0;
    /** The command ran and found something that a person should look at. */
    public static final int FINDING = 1;

    public static final int WRONG_USE = 2;

    private ExitCode() {}
}
