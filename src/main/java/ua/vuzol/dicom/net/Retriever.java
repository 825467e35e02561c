package ua.vuzol.dicom.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.data.DicomException;

/**
 * The C-STORE sub-operations of a C-GET or C-MOVE (PS3.4 C.4.2, C.4.3): one instance that cannot be sent or is refused does
 * not stop the rest, and the counts tell it.
 */
final class Retriever {

    private static final Logger LOG = LoggerFactory.getLogger(Retriever.class);
    /** Associations in a row that a move destination ends before it stored anything. */
    private static final int MAX_LOST = 3;

    /** Who asked for the C-MOVE (PS3.7 9.1.1.1.6). */
    record Originator(String aeTitle, int messageId) {}

    /** Told after each sub-operation but the last, with a pending status, and at the end. */
    @FunctionalInterface
    interface Progress {
        void report(Status status, SubOperations counts, List<String> failedUids) throws IOException;
    }

    /** Opens the association with a move destination. */
    @FunctionalInterface
    interface Connector {
        Association connect(NodeAddress node, AssociationOptions options) throws IOException;
    }

    private Retriever() {}

    /** Over the association that asked. */
    static void get(
            Association association,
            List<? extends StoreSource> instances,
            BooleanSupplier cancelled,
            Progress progress)
            throws IOException {
        Run run = new Run(instances, cancelled, progress);
        while (run.goesOn() && run.storeNext(association, Optional.empty())) {
            // one after the other
        }
        run.finish();
    }

    /**
     * Over an association with the destination; over another where the instances need more contexts than one can have, or where
     * it is lost, unless that happens time and again before anything was stored.
     */
    static void move(
            MoveService.Move move,
            Originator originator,
            Connector connector,
            BooleanSupplier cancelled,
            Progress progress)
            throws IOException {
        Run run = new Run(move.instances(), cancelled, progress);
        int lost = 0;
        while (run.goesOn()) {
            int stored = run.stored();
            List<? extends StoreSource> batch = run.batch();
            Optional<Association> destination = connected(move, optionsFor(batch, move, originator), connector);
            boolean whole = destination.isPresent() && moveBatch(batch.size(), destination.get(), originator, run);
            lost = whole || run.stored() > stored ? 0 : lost + 1;
            if (destination.isEmpty() || lost == MAX_LOST) {
                run.failRest();
            }
        }
        run.finish();
    }

    private static Optional<Association> connected(
            MoveService.Move move, AssociationOptions options, Connector connector) {
        try {
            return Optional.of(connector.connect(move.destination(), options));
        } catch (IOException e) {
            LOG.info("No association with the move destination {}: {}", move.destination(), e.getMessage());
            return Optional.empty();
        }
    }

    /** @return whether the association could be used to the end of the batch */
    private static boolean moveBatch(int size, Association destination, Originator originator, Run run)
            throws IOException {
        try {
            boolean open = true;
            for (int i = 0; i < size && open && run.goesOn(); i++) {
                open = run.storeNext(destination, Optional.of(originator));
            }
            return open;
        } finally {
            release(destination);
        }
    }

    private static void release(Association destination) {
        try {
            destination.release();
        } catch (IOException e) {
            LOG.info("The move destination {} did not release: {}", destination, e.getMessage());
        }
    }

    private static AssociationOptions optionsFor(
            List<? extends StoreSource> batch, MoveService.Move move, Originator originator) {
        AssociationOptions.Builder options =
                AssociationOptions.builder(move.callingAeTitle()).timeouts(move.timeouts());
        // each syntax in a context of its own, so that the destination cannot choose one that an instance is not in
        contexts(batch).forEach((sopClass, syntaxes) -> syntaxes.forEach(syntax -> options.context(sopClass, syntax)));
        return options.build();
    }

    private static Map<String, Set<String>> contexts(List<? extends StoreSource> instances) {
        Map<String, Set<String>> contexts = new LinkedHashMap<>();
        for (StoreSource instance : instances) {
            contexts.computeIfAbsent(instance.sopClassUid(), key -> new LinkedHashSet<>())
                    .addAll(instance.transferSyntaxes());
        }
        return contexts;
    }

    /** One C-GET or C-MOVE on its way. */
    private static final class Run {
        private final List<? extends StoreSource> instances;
        private final BooleanSupplier cancelled;
        private final Progress progress;
        private final List<String> failedUids = new ArrayList<>();
        private SubOperations counts;

        Run(List<? extends StoreSource> instances, BooleanSupplier cancelled, Progress progress) {
            this.instances = instances;
            this.cancelled = cancelled;
            this.progress = progress;
            this.counts = SubOperations.ofTotal(instances.size());
        }

        boolean goesOn() {
            return counts.remaining() > 0 && !cancelled.getAsBoolean();
        }

        int stored() {
            return counts.completed() + counts.warning();
        }

        private List<? extends StoreSource> rest() {
            return instances.subList(instances.size() - counts.remaining(), instances.size());
        }

        /** The first of the rest, as many as have room in the contexts of one association. */
        List<? extends StoreSource> batch() {
            List<? extends StoreSource> rest = rest();
            Set<List<String>> proposed = new LinkedHashSet<>();
            for (int i = 0; i < rest.size(); i++) {
                StoreSource instance = rest.get(i);
                instance.transferSyntaxes().forEach(syntax -> proposed.add(List.of(instance.sopClassUid(), syntax)));
                if (i > 0 && proposed.size() > AssociationOptions.MAX_CONTEXTS) {
                    return rest.subList(0, i);
                }
            }
            return rest;
        }

        /** @return whether the association can be used for more */
        boolean storeNext(Association association, Optional<Originator> originator) throws IOException {
            StoreSource instance = rest().get(0);
            try {
                Status status =
                        association.store(instance, Priority.MEDIUM, originator).status();
                count(instance, status);
            } catch (IOException | DicomException e) {
                LOG.info(
                        "A sub-operation over {} failed: {}",
                        association,
                        e.getClass().getName());
                fail(instance);
            }
            if (counts.remaining() > 0) {
                progress.report(Status.PENDING, counts, List.of());
            }
            return association.isOpen();
        }

        private void count(StoreSource instance, Status status) {
            if (status.isSuccess()) {
                counts = counts.oneCompleted();
            } else if (status.isWarning()) {
                counts = counts.oneWarned();
            } else {
                fail(instance);
            }
        }

        private void fail(StoreSource instance) {
            counts = counts.oneFailed();
            failedUids.add(instance.sopInstanceUid());
        }

        void failRest() {
            if (!cancelled.getAsBoolean()) {
                rest().forEach(instance -> failedUids.add(instance.sopInstanceUid()));
                counts = counts.restFailed();
            }
        }

        void finish() throws IOException {
            Status status = counts.remaining() > 0 ? Status.CANCEL : counts.finalStatus();
            progress.report(status, counts, failedUids);
        }
    }
}
