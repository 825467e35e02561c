package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationException;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NoPresentationContextException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.hub.cli.Finding;

/** Sends batches of objects, each over one or more associations at a time. One that is lost is replaced, if it was of use. */
final class Sender {
    private final NodeOptions options;
    private final NodeAddress node;
    private final int associations;
    private final StoreReport report;
    private final Progress progress;

    Sender(NodeOptions options, int associations, StoreReport report, Progress progress) {
        this.options = options;
        this.node = options.address();
        this.associations = associations;
        this.report = report;
        this.progress = progress;
    }

    /** @throws Finding where the node takes no association at all */
    void send(StoreBatch batch) throws InterruptedException {
        AssociationOptions proposed = options.options(batch::propose);
        Run run = new Run(batch.sources(), proposed);
        try (DicomNetwork network = new DicomNetwork()) {
            int useful = Math.min(associations, batch.sources().size());
            together(useful, () -> run.overAssociations(network));
        }
        if (!run.connected) {
            throw run.problem.orElseThrow();
        }
        String reason = run.problem.map(Finding::getMessage).orElse("the association was lost");
        run.waiting.forEach(source -> report.failed(source, "not sent: " + reason));
    }

    private static void together(int threads, Runnable work) throws InterruptedException {
        List<Thread> running = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Thread thread = new Thread(work, "store-" + i);
            thread.setDaemon(true);
            thread.start();
            running.add(thread);
        }
        work.run();
        for (Thread thread : running) {
            thread.join();
        }
    }

    /** One batch on its way. */
    private final class Run {
        private final Queue<FileSource> waiting;
        private final AssociationOptions proposed;
        private volatile boolean connected;
        private volatile Optional<Finding> problem = Optional.empty();

        Run(List<FileSource> sources, AssociationOptions proposed) {
            this.waiting = new ConcurrentLinkedQueue<>(sources);
            this.proposed = proposed;
        }

        void overAssociations(DicomNetwork network) {
            boolean useful = true;
            while (useful && !waiting.isEmpty()) {
                useful = overOne(network);
            }
        }

        /** @return whether anything was answered */
        private boolean overOne(DicomNetwork network) {
            Association association;
            try {
                association = network.connect(node, proposed);
            } catch (IOException e) {
                problem = Optional.of(NetworkProblem.with(node, e));
                return false;
            }
            connected = true;
            AtomicInteger answers = new AtomicInteger();
            try {
                together(options.operationsAtATime(), () -> sendAll(association, answers));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                NodeOptions.release(association);
            }
            return answers.get() > 0;
        }

        private void sendAll(Association association, AtomicInteger answers) {
            while (association.isOpen() && !Thread.currentThread().isInterrupted()) {
                FileSource source = waiting.poll();
                if (source == null) {
                    return;
                }
                if (send(association, source)) {
                    answers.incrementAndGet();
                }
                progress.tell(report.progress());
            }
        }

        private boolean send(Association association, FileSource source) {
            try {
                long length = Files.size(source.file());
                report.answered(source, association.store(source).status(), length);
                return true;
            } catch (NoPresentationContextException e) {
                report.failed(source, "the node does not take it: " + e.getMessage());
                return true;
            } catch (AssociationException e) {
                report.failed(source, "it may or may not be stored: " + e.getMessage());
            } catch (IOException e) {
                report.failed(source, FileProblem.of(e));
            } catch (UncheckedIOException e) {
                report.failed(source, FileProblem.of(e.getCause()));
            } catch (DicomException e) {
                report.failed(source, e.getMessage());
            }
            // a file that could not be read did not cost the association, or another one is as good
            return association.isOpen();
        }
    }
}
