package ua.vuzol.camel.dicom;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import ua.vuzol.dicom.net.Rejection;
import ua.vuzol.dicom.net.Status;

/**
 * Counts associations, operations and bytes, if the registry has a {@link MeterRegistry}. The AE title of an operation is the
 * peer's; since anybody may call itself anything, only so many are told apart.
 */
final class DicomMetrics {

    private static final int MAX_PEERS = 500;
    private static final String OTHERS = "other";

    private final Optional<MeterRegistry> registry;
    private final Map<String, Boolean> peers = new ConcurrentHashMap<>();
    private final Map<Operation, Timer> operations = new ConcurrentHashMap<>();
    private final Map<Bytes, Counter> bytes = new ConcurrentHashMap<>();
    private final Map<Open, AtomicInteger> associations = new ConcurrentHashMap<>();

    private record Operation(DicomRole role, String ae, DicomService service, String status) {}

    private record Bytes(DicomRole role, String ae) {}

    private record Open(DicomRole role, String ae) {}

    private DicomMetrics(Optional<MeterRegistry> registry) {
        this.registry = registry;
    }

    static DicomMetrics of(CamelContext camel) {
        return new DicomMetrics(Optional.ofNullable(camel.getRegistry().findSingleByType(MeterRegistry.class)));
    }

    /** A status as it is in tags. */
    static String text(Status status) {
        return status.code() == 0 ? "0000" : String.format(Locale.ROOT, "%04X", status.code());
    }

    /**
     * Counts an operation.
     *
     * @param peer AE title of the other side
     * @param status four hexadecimal digits, or what happened instead of an answer
     */
    void operation(DicomRole role, String peer, DicomService service, String status, Duration took) {
        registry.ifPresent(meters -> operations
                .computeIfAbsent(new Operation(role, bounded(peer), service, status), one -> timer(meters, one))
                .record(took));
    }

    private static Timer timer(MeterRegistry meters, Operation operation) {
        return Timer.builder("vuzol.dicom.operations")
                .description("DICOM operations by their final status")
                .tag("role", operation.role.text())
                .tag("ae", operation.ae)
                .tag("service", operation.service.text())
                .tag("status", operation.status)
                .register(meters);
    }

    /** Bytes of objects that a peer stored here. */
    void received(String peer, long count) {
        count(DicomRole.SCP, peer, count);
    }

    /** Bytes of objects that were stored at a peer. */
    void sent(String peer, long count) {
        count(DicomRole.SCU, peer, count);
    }

    private void count(DicomRole role, String peer, long count) {
        registry.ifPresent(meters -> bytes.computeIfAbsent(
                        new Bytes(role, bounded(peer)), one -> Counter.builder("vuzol.dicom.bytes")
                                .description("Bytes of DICOM objects received (scp) and sent (scu)")
                                .baseUnit("bytes")
                                .tag("role", one.role.text())
                                .tag("ae", one.ae)
                                .register(meters))
                .increment(count));
    }

    /** @param ae scp our own, which was called; scu the peer's */
    void opened(DicomRole role, String ae) {
        open(role, ae).incrementAndGet();
    }

    void closed(DicomRole role, String ae) {
        open(role, ae).decrementAndGet();
    }

    private AtomicInteger open(DicomRole role, String ae) {
        return associations.computeIfAbsent(new Open(role, bounded(ae)), this::gauge);
    }

    private AtomicInteger gauge(Open open) {
        AtomicInteger count = new AtomicInteger();
        registry.ifPresent(meters -> Gauge.builder("vuzol.dicom.associations", count, AtomicInteger::get)
                .description("Open DICOM associations: accepted (scp), requested (scu)")
                .tag("role", open.role.text())
                .tag("ae", open.ae)
                .register(meters));
        return count;
    }

    void rejected(Rejection rejection) {
        registry.ifPresent(meters -> Counter.builder("vuzol.dicom.rejections")
                .description("Requests for associations that were rejected")
                .tag("reason", rejection.toString())
                .register(meters)
                .increment());
    }

    private String bounded(String ae) {
        if (peers.containsKey(ae)) {
            return ae;
        }
        if (peers.size() < MAX_PEERS) {
            peers.put(ae, true);
            return ae;
        }
        return OTHERS;
    }
}
