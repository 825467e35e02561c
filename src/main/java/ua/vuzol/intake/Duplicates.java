package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.io.DataSetDigest;
import ua.vuzol.intake.ReadObject.Normal;

/**
 * Tells which objects have come before. What is compared is how they came, as data sets: the one in the archive may have been
 * changed on its way, by a profile that is another now.
 */
@Component
class Duplicates {
    private final ReceivedObjects objects;
    private final LandingStore landing;

    Duplicates(ReceivedObjects objects, LandingStore landing) {
        this.objects = objects;
        this.landing = landing;
    }

    /** The objects that came before under their UID, those of the batch included, by UID; empty lists for most. */
    Map<String, List<ReceivedObject>> before(List<Normal> batch) {
        Map<String, List<ReceivedObject>> before = new HashMap<>();
        objects.kept(batch.stream().map(Normal::objectUid).toList())
                .forEach(row -> before.computeIfAbsent(row.objectUid().orElseThrow(), any -> new ArrayList<>())
                        .add(row));
        return before;
    }

    /** The one of these rows that came with the same content. */
    Optional<ReceivedObject> same(ReceivedObject row, List<ReceivedObject> before) {
        return before.stream()
                .filter(other -> other.sha256().equals(row.sha256()))
                .findFirst()
                .or(() -> before.stream()
                        .filter(other -> content(other).equals(content(row)))
                        .findFirst());
    }

    private String content(ReceivedObject row) {
        return row.contentSha256().orElseGet(() -> {
            try {
                String digest = DataSetDigest.sha256(landing.resolve(row.sha256()));
                objects.setContent(row.id(), digest);
                return digest;
            } catch (IOException e) {
                throw new UncheckedIOException("Received object " + row.id() + " cannot be read", e);
            }
        });
    }
}
