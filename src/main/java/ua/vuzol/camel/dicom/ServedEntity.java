package ua.vuzol.camel.dicom;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One of our AE titles at a listener, and the consumers that perform its services. Consumers are looked up for each request, so
 * that a route can be replaced under an open association; a request that comes in between waits for the new one.
 */
final class ServedEntity {

    /** How long a replaced route may take to come back before its service counts as gone. */
    private static final Duration SWAP = Duration.ofSeconds(3);

    private final String aeTitle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition joined = lock.newCondition();
    private final Map<DicomService, Long> left = new EnumMap<>(DicomService.class);
    private boolean closing;
    /** Replaced as a whole, so that it is read without the lock. */
    private volatile Map<DicomService, DicomConsumer> consumers = Map.of();

    ServedEntity(String aeTitle) {
        this.aeTitle = aeTitle;
    }

    /** @throws IllegalArgumentException if another consumer has the service */
    void join(DicomConsumer consumer) {
        lock.lock();
        try {
            DicomService service = consumer.node().service();
            Optional<DicomConsumer> other = Optional.ofNullable(consumers.get(service));
            if (other.isPresent()) {
                throw new IllegalArgumentException(
                        "Routes %s and %s both perform %s for AE title %s; remove one of them, or give it another AE title"
                                .formatted(other.get().getRouteId(), consumer.getRouteId(), service.text(), aeTitle));
            }
            Map<DicomService, DicomConsumer> more = new EnumMap<>(DicomService.class);
            more.putAll(consumers);
            more.put(service, consumer);
            consumers = more;
            left.remove(service);
            joined.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void leave(DicomConsumer consumer) {
        lock.lock();
        try {
            Map<DicomService, DicomConsumer> fewer = new EnumMap<>(DicomService.class);
            fewer.putAll(consumers);
            if (fewer.remove(consumer.node().service(), consumer)) {
                consumers = fewer;
                left.put(consumer.node().service(), System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody comes back: what waits for it goes on. */
    void close() {
        lock.lock();
        try {
            closing = true;
            joined.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Collection<DicomConsumer> consumers() {
        return List.copyOf(consumers.values());
    }

    /** The services that are performed, whether suspended or not. */
    Set<DicomService> services() {
        Set<DicomService> services = EnumSet.noneOf(DicomService.class);
        services.addAll(consumers.keySet());
        return services;
    }

    /** Who performs a service; waits a little for a route that was taken away a moment ago. */
    Optional<DicomConsumer> consumer(DicomService service) {
        DicomConsumer consumer = consumers.get(service);
        return consumer == null ? awaited(service) : Optional.of(consumer);
    }

    private Optional<DicomConsumer> awaited(DicomService service) {
        lock.lock();
        try {
            long nanos = patience(service);
            while (nanos > 0 && !closing && !consumers.containsKey(service)) {
                joined.await(nanos, TimeUnit.NANOSECONDS);
                nanos = patience(service);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return Optional.ofNullable(consumers.get(service));
    }

    private long patience(DicomService service) {
        return Optional.ofNullable(left.get(service))
                .map(since -> SWAP.toNanos() - (System.nanoTime() - since))
                .orElse(0L);
    }
}
