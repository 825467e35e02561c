package ua.vuzol.intake;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.peers.Peer;
import ua.vuzol.peers.Peers;
import ua.vuzol.peers.Right;

/**
 * Takes an object that came by C-STORE: when {@link #receive} returns, its bytes and its row are on disk. The two are
 * written side by side; a row whose bytes a crash has taken was never answered for, and {@link Recovery} removes it.
 */
@Component
class Reception {
    /** The most objects of one signal, and so of one transaction. */
    private static final int LARGEST_BATCH = 64;

    /** How long a failure of the disk is told of when nobody sends any more. */
    private static final Duration MEMORY = Duration.ofMinutes(5);

    /** Objects of one association follow each other faster. */
    private static final long PAUSE_BETWEEN_OBJECTS = Duration.ofMillis(150).toNanos();

    /** How long objects wait to be normalised for the sake of those that are still coming. */
    private static final long LONGEST_DEFERRAL = Duration.ofSeconds(3).toNanos();

    private record Trouble(Instant at, String reason) {}

    private final LandingStore store;
    private final GroupCommit ledger;
    private final ReceivedObjects objects;
    private final Peers peers;
    /** By {@link System#nanoTime}. */
    private volatile long lastArrival = System.nanoTime() - PAUSE_BETWEEN_OBJECTS;

    private volatile long lastTurn = System.nanoTime();
    private volatile Optional<Trouble> trouble = Optional.empty();

    Reception(LandingStore store, GroupCommit ledger, ReceivedObjects objects, Peers peers) {
        this.store = store;
        this.ledger = ledger;
        this.objects = objects;
        this.peers = peers;
    }

    /**
     * Takes an object.
     *
     * @param spooled its Part 10 file, in {@link LandingStore#arriving()}; gone afterwards
     * @param from with everything but the source
     * @return its number in the ledger
     * @throws DimseException A700 if it cannot be taken now, 0124 if the sender may not store
     */
    long receive(Path spooled, Arrival from) {
        lastArrival = System.nanoTime();
        Peer peer = peers.peer(from.callingAe());
        if (!peer.may(Right.STORE)) {
            throw new DimseException(Status.NOT_AUTHORIZED.withComment("This AE title may not store here"));
        }
        try {
            long id = take(spooled, from.of(peer.source().orElse(from.callingAe())));
            if (trouble.isPresent()) {
                trouble = Optional.empty();
            }
            return id;
        } catch (LandingException e) {
            throw refusal(e.getMessage(), e);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException file && file.getReason() != null
                    ? file.getReason()
                    : e.getClass().getSimpleName();
            trouble = Optional.of(new Trouble(Instant.now(), reason));
            throw refusal("The landing store cannot be written: " + reason, e);
        }
    }

    private long take(Path spooled, Arrival arrival) throws IOException {
        ledger.requireLedger();
        adopt(spooled, arrival.sha256());
        CompletableFuture<Long> entered = ledger.submit(arrival);
        try {
            store.sync(arrival.sha256());
        } catch (IOException e) {
            withdraw(entered);
            throw e;
        }
        return ledger.await(entered);
    }

    /** An object may be too large where smaller ones are not: there seems to be room, but not for what comes. */
    private void adopt(Path spooled, String sha256) throws IOException {
        try {
            store.adopt(spooled, sha256);
        } catch (LandingException e) {
            trouble = Optional.of(new Trouble(Instant.now(), "its disk is full"));
            throw e;
        }
    }

    /** The sender is told that the object was not taken, so nothing is to be made of bytes that may be damaged. */
    private void withdraw(CompletableFuture<Long> entered) {
        entered.whenComplete((id, failure) -> {
            if (id != null) {
                try {
                    objects.withdraw(id);
                } catch (DataAccessException e) {
                    trouble = Optional.of(new Trouble(
                            Instant.now(), "received object " + id + " could not be withdrawn; look at it"));
                }
            }
        });
    }

    private static DimseException refusal(String reason, Exception cause) {
        return new DimseException(Status.OUT_OF_RESOURCES.withComment(reason), cause);
    }

    /** Why objects are not taken now; empty if they are. */
    Optional<String> trouble() {
        if (!ledger.answers()) {
            return Optional.of("The database does not answer; DICOM objects are refused with A700 until it does.");
        }
        return trouble.filter(last -> last.at().plus(MEMORY).isAfter(Instant.now()))
                .map(last -> "The landing store could not be written (" + last.reason()
                        + "); DICOM objects are refused with A700.");
    }

    /**
     * Whether it is the turn of objects that wait to be normalised. While others arrive one after another, they wait: modalities
     * send their examinations fast, and then there is a pause. After {@link #LONGEST_DEFERRAL} it is their turn all the same.
     */
    boolean isTimeToNormalise() {
        long now = System.nanoTime();
        boolean turn = now - lastArrival >= PAUSE_BETWEEN_OBJECTS || now - lastTurn >= LONGEST_DEFERRAL;
        if (turn) {
            lastTurn = now;
        }
        return turn;
    }

    void forgetSignals() {
        objects.forgetSignals();
    }

    /**
     * Signals for objects that have none, each the numbers of at most {@link #LARGEST_BATCH} objects of one sender, with
     * commas.
     */
    List<String> signals() {
        Map<List<String>, List<Long>> bySender = new LinkedHashMap<>();
        objects.takeUnsignalled().forEach(signal -> bySender.computeIfAbsent(
                        List.of(signal.source(), signal.callingAe()), sender -> new ArrayList<>())
                .add(signal.id()));
        List<String> signals = new ArrayList<>();
        bySender.values().forEach(ids -> {
            for (int from = 0; from < ids.size(); from += LARGEST_BATCH) {
                signals.add(ids.subList(from, Math.min(ids.size(), from + LARGEST_BATCH)).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")));
            }
        });
        return signals;
    }
}
