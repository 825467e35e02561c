package ua.vuzol.archive;

/** How an object contradicts what the archive has, in a sentence with the mend. */
final class Conflicts {
    private Conflicts() {}

    static String otherContent(String sopInstanceUid) {
        return "The archive already holds SOP Instance UID " + sopInstanceUid
                + " with other content; compare both objects and replay, accept or discard this one.";
    }

    static String otherParent(String what, String uid, String parent) {
        return "The archive already holds the " + what + " " + uid + " in another " + parent
                + "; its UID must be one of its own.";
    }
}
