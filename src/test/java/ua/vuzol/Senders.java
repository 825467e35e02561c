package ua.vuzol;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ua.vuzol.dicom.net.PeerProcess;

/** Modalities that send their objects side by side, each again and again until the hub has answered Success for all. */
public final class Senders implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> senders = new ArrayList<>();
    private final AtomicInteger successes = new AtomicInteger();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final int port;

    private Senders(int port) {
        this.port = port;
    }

    /** Starts to send. */
    public static Senders start(int port, List<Path> files, int count) {
        PeerProcess.assumeInstalled("storescu");
        Senders senders = new Senders(port);
        IntStream.range(0, count)
                .mapToObj(number -> IntStream.range(0, files.size())
                        .filter(i -> i % count == number)
                        .mapToObj(files::get)
                        .toList())
                .forEach(part -> senders.senders.add(senders.threads.submit(() -> senders.sendAll(part))));
        return senders;
    }

    private void sendAll(List<Path> files) {
        List<Path> left = new ArrayList<>(files);
        while (!left.isEmpty()) {
            await().atMost(3, MINUTES).pollInterval(100, MILLISECONDS).until(() -> PeerProcess.takesConnections(port));
            left.removeAll(Storescu.send(port, left, answer -> {
                        if (answer.isSuccess()) {
                            successes.incrementAndGet();
                        } else {
                            refusals.add(answer.status());
                        }
                    })
                    .stored());
        }
    }

    /** How many objects got Success until now. */
    public int successes() {
        return successes.get();
    }

    /** Waits until so many got Success. */
    public void awaitSuccesses(int count) {
        await().atMost(3, MINUTES).pollInterval(2, MILLISECONDS).until(() -> successes.get() >= count);
    }

    /** Waits until an object was answered with something else, whose words begin so. */
    public void awaitRefusal(String status) {
        await().atMost(1, MINUTES).until(() -> refusals.stream().anyMatch(refusal -> refusal.startsWith(status)));
    }

    /** Waits until each object got Success. */
    public void awaitAll() throws Exception {
        for (Future<?> sender : senders) {
            sender.get(5, MINUTES);
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
}
