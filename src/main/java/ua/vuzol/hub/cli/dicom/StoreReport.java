package ua.vuzol.hub.cli.dicom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.Status;

/** What became of the objects that are sent. Any thread may tell it. */
final class StoreReport {
    /** What became of one that was not simply stored. */
    enum Kind {
        /** Stored, with a remark of the node. */
        WARNED,
        REFUSED,
        /** It could not be sent, or whether it was stored is not known. */
        FAILED,
        /** No object that could be sent. */
        SKIPPED
    }

    private record Remark(Kind kind, Path file, String sopInstanceUid, String reason) {}

    private final int total;
    private final long start = System.nanoTime();
    private final List<Remark> remarks = new ArrayList<>();
    private int stored;
    private long bytes;

    StoreReport(int total) {
        this.total = total;
    }

    synchronized void answered(FileSource source, Status status, long length) {
        if (status.isSuccess() || status.isWarning()) {
            stored++;
            bytes += length;
        }
        if (!status.isSuccess()) {
            Kind kind = status.isWarning() ? Kind.WARNED : Kind.REFUSED;
            remarks.add(new Remark(kind, source.file(), source.sopInstanceUid(), Outcome.of(Dimse.C_STORE, status)));
        }
    }

    synchronized void failed(FileSource source, String reason) {
        remarks.add(new Remark(Kind.FAILED, source.file(), source.sopInstanceUid(), reason));
    }

    synchronized void skipped(InputFiles.Skipped skipped) {
        remarks.add(new Remark(Kind.SKIPPED, skipped.file(), "", skipped.reason()));
    }

    synchronized boolean isGood() {
        return remarks.stream().allMatch(remark -> remark.kind == Kind.WARNED);
    }

    private synchronized long count(Kind kind) {
        return remarks.stream().filter(remark -> remark.kind == kind).count();
    }

    private double seconds() {
        return Math.max(1e-3, (System.nanoTime() - start) / 1e9);
    }

    /** A line on how far it is. */
    synchronized String progress() {
        return String.format(
                Locale.ROOT,
                "%d of %d objects, %.1f MB, %.1f MB/s%s",
                stored,
                total,
                bytes / 1e6,
                bytes / 1e6 / seconds(),
                others());
    }

    private String others() {
        StringBuilder text = new StringBuilder();
        for (Kind kind : Kind.values()) {
            long count = count(kind);
            if (count > 0) {
                text.append(text.length() == 0 ? "; " : ", ")
                        .append(count)
                        .append(' ')
                        .append(name(kind));
            }
        }
        return text.toString();
    }

    private static String name(Kind kind) {
        return kind == Kind.WARNED ? "with a warning" : kind.name().toLowerCase(Locale.ROOT);
    }

    synchronized void print(PrintWriter out) {
        sorted().forEach(remark -> out.printf(
                "%s  %s: %s%n",
                remark.kind.name().toLowerCase(Locale.ROOT), Printable.of(remark.file.toString()), remark.reason));
        double seconds = seconds();
        out.printf(
                Locale.ROOT,
                "Stored %d of %d objects (%.1f MB) in %.1f s, %.1f MB/s%s.%n",
                stored,
                total,
                bytes / 1e6,
                seconds,
                bytes / 1e6 / seconds,
                others());
    }

    synchronized void printJson(PrintWriter out) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("objects", total)
                .put("stored", stored)
                .put("bytes", bytes)
                .put("seconds", seconds());
        for (Kind kind : Kind.values()) {
            ArrayNode array = answer.putArray(kind.name().toLowerCase(Locale.ROOT));
            sorted().filter(remark -> remark.kind == kind).forEach(remark -> {
                ObjectNode node = array.addObject().put("file", remark.file.toString());
                if (!remark.sopInstanceUid.isEmpty()) {
                    node.put("sopInstanceUid", remark.sopInstanceUid);
                }
                node.put("reason", remark.reason);
            });
        }
        out.println(answer.toPrettyString());
    }

    private Stream<Remark> sorted() {
        return remarks.stream().sorted(Comparator.comparing(Remark::file));
    }
}
