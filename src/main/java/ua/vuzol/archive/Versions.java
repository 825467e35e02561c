package ua.vuzol.archive;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.CatalogueWriter.Known;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;
import ua.vuzol.registry.Registry;

/** Corrections: the newer object takes the place of the older, which is kept as a version. */
@Component
class Versions {
    private final JdbcClient jdbc;
    private final CatalogueWriter catalogue;
    private final Storing storing;
    private final Registry registry;
    private final Journey journey;

    Versions(JdbcClient jdbc, CatalogueWriter catalogue, Storing storing, Registry registry, Journey journey) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.storing = storing;
        this.registry = registry;
        this.journey = journey;
    }

    /** In the caller's transaction. */
    void replace(NewObject object) {
        InstanceRow row = Storing.row(object);
        Optional<Known> before =
                Optional.ofNullable(catalogue.instances(List.of(row.uid())).get(row.uid()));
        if (before.filter(known -> !known.sha256().equals(row.sha256())).isPresent()) {
            putAside(before.get());
        }
        StoreOutcome outcome = storing.storeAll(List.of(object)).get(0);
        if (outcome instanceof StoreOutcome.Conflict conflict) {
            throw new ConflictException(conflict);
        }
        if (outcome instanceof StoreOutcome.Stored) {
            catalogue.renewStudy(object.dataSet());
            catalogue.renewSeries(object.dataSet());
            catalogue.countAnew(row.studyUid());
            journey.record(
                    Subject.study(row.studyUid()),
                    Step.CORRECTED,
                    "archive",
                    "A correction took the place of object " + row.uid() + "; the older one is kept as a version.");
        }
    }

    /** In the caller's transaction. */
    void assign(DataSet object) {
        String study = object.string(Tag.StudyInstanceUID).orElseThrow();
        long patient = registry.register(PatientModule.patient(object, study)).id();
        int moved = jdbc.sql(
                        """
                        update study set patient_id = :patient, revision = nextval('study_revision'),
                                         signalled_at = '-infinity'
                        where uid = :study and patient_id <> :patient
                        """)
                .param("patient", patient)
                .param("study", study)
                .update();
        if (moved > 0) {
            journey.record(
                    Subject.study(study),
                    Step.PATIENT_CHANGED,
                    "archive",
                    "The study is another patient's than before.");
        }
    }

    private void putAside(Known before) {
        jdbc.sql("select uid from study where uid = :uid for update")
                .param("uid", before.studyUid())
                .query(String.class)
                .optional();
        jdbc.sql(
                        """
                        insert into instance_version (uid, sha256, study_uid, series_uid, sop_class, transfer_syntax,
                                                      size, location, stored_at)
                        select uid, sha256, :study, series_uid, sop_class, transfer_syntax, size, location, stored_at
                        from instance where uid = :uid
                        on conflict (uid, sha256) do update set replaced_at = clock_timestamp()
                        """)
                .param("uid", before.uid())
                .param("study", before.studyUid())
                .update();
        catalogue.remove(before);
    }

    List<InstanceVersion> of(String sopInstanceUid) {
        return jdbc.sql("select * from instance_version where uid = :uid order by replaced_at, sha256")
                .param("uid", sopInstanceUid)
                .query((row, i) -> new InstanceVersion(
                        row.getString("uid"),
                        row.getString("sha256"),
                        row.getString("study_uid"),
                        row.getString("series_uid"),
                        row.getString("sop_class"),
                        row.getString("transfer_syntax"),
                        row.getLong("size"),
                        row.getObject("stored_at", OffsetDateTime.class).toInstant(),
                        row.getObject("replaced_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    Optional<String> locationOf(String sopInstanceUid, String sha256) {
        return jdbc.sql("select location from instance_version where uid = :uid and sha256 = :sha256")
                .param("uid", sopInstanceUid)
                .param("sha256", sha256)
                .query(String.class)
                .optional();
    }
}
