package ua.vuzol.camel.dicom;

/** Failures as the log may have them. */
final class Failures {

    private Failures() {}

    /** The message of one of our own, which is without patient data by the rules of the house; of others class and place. */
    static String loggable(Throwable failure) {
        String name = failure.getClass().getName();
        if (name.startsWith("ua.vuzol.")) {
            return failure.getMessage();
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? name : name + " at " + trace[0];
    }
}
