package ua.vuzol.dicom.net;

/** Gives the current thread of a pool the name of what it works for, so that a thread dump tells, and takes it back. */
final class ThreadName implements AutoCloseable {

    private final String before = Thread.currentThread().getName();

    private ThreadName() {}

    static ThreadName of(String name) {
        ThreadName changed = new ThreadName();
        Thread.currentThread().setName(name);
        return changed;
    }

    void append(String more) {
        Thread thread = Thread.currentThread();
        thread.setName(thread.getName() + more);
    }

    @Override
    public void close() {
        Thread.currentThread().setName(before);
    }
}
