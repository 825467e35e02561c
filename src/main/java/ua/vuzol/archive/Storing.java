package ua.vuzol.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;
import ua.vuzol.journey.Journey;
import ua.vuzol.registry.Registry;

/**
 * Stores many objects at once. Rows are locked in one order - patients, studies, series, instances, each by its key - so that
 * two batches of one study wait for each other and never in a circle. A file has its place before its row is committed: what
 * a killed hub leaves is a file without a row, whose place the same object takes again.
 */
@Component
class Storing {
    private final CatalogueWriter catalogue;
    private final Registry registry;
    private final OnlineTier tier;
    private final Journey journey;

    Storing(CatalogueWriter catalogue, Registry registry, OnlineTier tier, Journey journey) {
        this.catalogue = catalogue;
        this.registry = registry;
        this.tier = tier;
        this.journey = journey;
    }

    /** In the caller's transaction; the outcomes are in the order of the objects. */
    List<StoreOutcome> storeAll(List<NewObject> objects) {
        StoreBatch batch = new StoreBatch(objects.stream().map(Storing::row).toList());
        batch.refuseKnownInstances(catalogue, tier);
        batch.refuseSeriesOfOtherStudies(catalogue);
        batch.refuseStudiesOfOtherPatients(catalogue, registry);
        batch.registerPatients(registry);
        batch.enter(catalogue, tier, journey);
        batch.removeStagedCopies();
        return batch.outcomes();
    }

    static InstanceRow row(NewObject object) {
        // the UIDs first: what cannot be stored is not read
        InstanceRow row = InstanceRow.of(object, "");
        return row.withSha256(object.sha256().orElseGet(() -> digest(object)));
    }

    private static String digest(NewObject object) {
        try {
            return Digests.sha256(object.file());
        } catch (IOException e) {
            throw new UncheckedIOException("An object that is to be stored cannot be read", e);
        }
    }
}
