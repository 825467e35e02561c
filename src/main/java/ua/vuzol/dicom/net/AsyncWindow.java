package ua.vuzol.dicom.net;

/**
 * Asynchronous Operations Window (PS3.7 D.3.3.3), seen from the association's requestor.
 *
 * @param invoked the most operations that the requestor may have outstanding, 0 for no limit
 * @param performed the most that the acceptor may have outstanding on the requestor, 0 for no limit
 */
public record AsyncWindow(int invoked, int performed) {

    /** What holds where it is not negotiated: one operation at a time. */
    public static final AsyncWindow SYNCHRONOUS = new AsyncWindow(1, 1);

    public AsyncWindow {
        if (invoked < 0 || invoked > 0xFFFF || performed < 0 || performed > 0xFFFF) {
            throw new IllegalArgumentException("The window has 16 bits");
        }
    }

    /** What both sides can: the smaller of each, where 0 is the largest. */
    AsyncWindow narrowedTo(AsyncWindow other) {
        return new AsyncWindow(narrower(invoked, other.invoked), narrower(performed, other.performed));
    }

    private static int narrower(int one, int other) {
        return one == 0 ? other : other == 0 ? one : Math.min(one, other);
    }
}
