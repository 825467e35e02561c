package ua.vuzol.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;

/** Looks whether objects are still what they were when they were stored: their files are read again, whole. */
@Component
class Safekeeping {
    private final JdbcClient jdbc;
    private final OnlineTier tier;
    private final Journey journey;
    private final TransactionTemplate transaction;

    Safekeeping(JdbcClient jdbc, OnlineTier tier, Journey journey, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.tier = tier;
        this.journey = journey;
        this.transaction = transaction;
    }

    /** An object of the catalogue. */
    record Kept(String uid, String studyUid, String sopClass, String sha256, String location) {}

    /** Those of the objects that the catalogue has, by SOP Instance UID. */
    Map<String, Kept> find(List<String> sopInstances) {
        Map<String, Kept> found = new HashMap<>();
        jdbc.sql(
                        """
                        select i.uid, s.study_uid, i.sop_class, i.sha256, i.location
                        from instance i join series s on s.uid = i.series_uid where i.uid = any(:uids)
                        """)
                .param("uids", sopInstances.toArray(String[]::new))
                .query((row, i) -> new Kept(
                        row.getString("uid"),
                        row.getString("study_uid"),
                        row.getString("sop_class"),
                        row.getString("sha256"),
                        row.getString("location")))
                .list()
                .forEach(kept -> found.put(kept.uid(), kept));
        return found;
    }

    /**
     * Why it is not safe.
     *
     * @param kept empty if the catalogue has it not
     * @return a Failure Reason (0008,1197), PS3.3 C.14.1.1; empty if it is safe
     */
    Optional<Integer> failure(Optional<Kept> kept, String sopClass) {
        if (kept.isEmpty()) {
            return Optional.of(Status.NO_SUCH_SOP_INSTANCE.code());
        }
        if (!kept.get().sopClass().equals(sopClass)) {
            return Optional.of(Status.CLASS_INSTANCE_CONFLICT.code());
        }
        if (!isWhole(kept.get())) {
            transaction.executeWithoutResult(status -> tellOfDamage(kept.get()));
            return Optional.of(Status.PROCESSING_FAILURE.code());
        }
        return Optional.empty();
    }

    private boolean isWhole(Kept kept) {
        Path file = tier.resolve(kept.location());
        try {
            return Digests.sha256(file).equals(kept.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    private void tellOfDamage(Kept kept) {
        boolean news = jdbc.sql("insert into damaged_object (uid) values (:uid) on conflict do nothing")
                        .param("uid", kept.uid())
                        .update()
                == 1;
        if (news) {
            journey.record(
                    Subject.study(kept.studyUid()),
                    Step.DAMAGED,
                    "archive",
                    "The file of object " + kept.uid() + " is gone or has other bytes than were stored.");
        }
    }

    /** Objects whose files were whole count as damaged no longer: somebody has mended them, or their disk was away. */
    void foundWhole(List<Kept> objects) {
        transaction.executeWithoutResult(status -> {
            Set<String> mended = jdbc.sql("delete from damaged_object where uid = any(:uids) returning uid")
                    .param("uids", objects.stream().map(Kept::uid).toArray(String[]::new))
                    .query(String.class)
                    .set();
            objects.stream()
                    .filter(object -> mended.remove(object.uid()))
                    .forEach(object -> journey.record(
                            Subject.study(object.studyUid()),
                            Step.REMARKED,
                            "archive",
                            "The file of object " + object.uid() + " has the bytes again that were stored."));
        });
    }

    /** How many objects were found damaged. */
    int damaged() {
        return jdbc.sql("select count(*) from damaged_object")
                .query(Integer.class)
                .single();
    }
}
