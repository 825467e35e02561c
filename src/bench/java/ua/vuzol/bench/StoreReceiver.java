package ua.vuzol.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.net.Acceptor;
import ua.vuzol.dicom.net.AcceptorOptions;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationException;
import ua.vuzol.dicom.net.AssociationListener;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;

/**
 * A Storage SCP in a process of its own: writes each object to a file of a folder, as {@code storescp} does, without syncing.
 * It tells its port, and when its input ends how many bytes its association threads allocated.
 */
public final class StoreReceiver {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private StoreReceiver() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        AtomicLong received = new AtomicLong();
        Allocation allocation = new Allocation();
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> {
                    Path file = folder.resolve(request.sopInstanceUid());
                    try (FileChannel out =
                            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                        request.writeFile(dataSet, out);
                        received.addAndGet(out.position());
                    }
                    return Status.SUCCESS;
                })
                .build();
        try (DicomNetwork network = new DicomNetwork();
                Acceptor acceptor = network.listen(
                        AcceptorOptions.builder(InetAddress.getLoopbackAddress(), 0, services)
                                .listener(allocation)
                                .build())) {
            System.out.println(acceptor.port());
            while (System.in.read() >= 0) {
                // until the benchmark closes it
            }
            acceptor.close(Duration.ofSeconds(5));
            while (allocation.open.get() > 0) {
                Thread.onSpinWait();
            }
            System.out.println(allocation.bytes.get() + " " + received.get());
        }
    }

    /** The listener is called on the thread that serves the association, so that its counter is read there. */
    private static final class Allocation implements AssociationListener {
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public void established(Association association) {
            open.incrementAndGet();
            bytes.addAndGet(-THREADS.getCurrentThreadAllocatedBytes());
        }

        @Override
        public void ended(Association association, Optional<AssociationException> cause) {
            bytes.addAndGet(THREADS.getCurrentThreadAllocatedBytes());
            open.decrementAndGet();
        }
    }
}
