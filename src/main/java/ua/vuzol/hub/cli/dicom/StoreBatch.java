package ua.vuzol.hub.cli.dicom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.FileSource;

/** Objects whose presentation contexts have room in one association. */
final class StoreBatch {
    private static final List<String> EVERY_NODE_KNOWS =
            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid());

    /** A context for one syntax, so that the node cannot choose one that an object is not in. */
    private record Context(String sopClassUid, String transferSyntaxUid) {}

    private final Set<Context> contexts = new LinkedHashSet<>();
    private final List<FileSource> sources = new ArrayList<>();

    private StoreBatch() {}

    /**
     * Batches of objects in their order, as few as it takes.
     *
     * @param only the transfer syntax to propose; otherwise the one of each object, and for native ones those that every node
     *     knows
     */
    static List<StoreBatch> of(List<FileSource> sources, Optional<TransferSyntax> only) {
        List<StoreBatch> batches = new ArrayList<>();
        StoreBatch batch = new StoreBatch();
        for (FileSource source : sources) {
            List<Context> needed = contexts(source, only);
            if (!batch.hasRoomFor(needed)) {
                batches.add(batch);
                batch = new StoreBatch();
            }
            batch.contexts.addAll(needed);
            batch.sources.add(source);
        }
        if (!batch.sources.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private static List<Context> contexts(FileSource source, Optional<TransferSyntax> only) {
        List<String> possible = source.transferSyntaxes();
        return only.map(syntax -> Stream.of(syntax.uid()))
                .orElseGet(() -> Stream.concat(
                                possible.stream().limit(1),
                                EVERY_NODE_KNOWS.stream().filter(possible::contains))
                        .distinct())
                .map(syntax -> new Context(source.sopClassUid(), syntax))
                .toList();
    }

    private boolean hasRoomFor(List<Context> needed) {
        long more =
                needed.stream().filter(context -> !contexts.contains(context)).count();
        return contexts.size() + more <= AssociationOptions.MAX_CONTEXTS;
    }

    List<FileSource> sources() {
        return sources;
    }

    void propose(AssociationOptions.Builder options) {
        contexts.forEach(context -> options.context(context.sopClassUid(), context.transferSyntaxUid()));
    }
}
