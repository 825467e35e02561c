package ua.vuzol.archive;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** Writes study, series and instance rows. Who calls goes by the order of the UIDs, so that two never wait for each other. */
@Component
class CatalogueWriter {
    private final JdbcClient jdbc;
    private final SearchForms forms;

    CatalogueWriter(JdbcClient jdbc, Text text) {
        this.jdbc = jdbc;
        this.forms = new SearchForms(text);
    }

    /**
     * What is known of an object under a SOP Instance UID.
     *
     * @param location relative to the online tier
     */
    record Known(String uid, String seriesUid, String studyUid, String sha256, String location) {

        static Known of(InstanceRow row) {
            return new Known(
                    row.uid(),
                    row.seriesUid(),
                    row.studyUid(),
                    row.sha256(),
                    row.object().file().toAbsolutePath().toString());
        }
    }

    Map<String, Known> instances(Collection<String> uids) {
        Map<String, Known> known = new HashMap<>();
        jdbc.sql(
                        """
                        select i.uid, i.series_uid, s.study_uid, i.sha256, i.location
                        from instance i join series s on s.uid = i.series_uid where i.uid = any(:uids)
                        """)
                .param("uids", uids.toArray(String[]::new))
                .query(Known.class)
                .list()
                .forEach(each -> known.put(each.uid(), each));
        return known;
    }

    /** By Series Instance UID, the study of each that is known. */
    Map<String, String> studiesOfSeries(Collection<String> seriesUids) {
        Map<String, String> studies = new HashMap<>();
        jdbc.sql("select uid, study_uid from series where uid = any(:uids)")
                .param("uids", seriesUids.toArray(String[]::new))
                .query((RowCallbackHandler) row -> studies.put(row.getString("uid"), row.getString("study_uid")));
        return studies;
    }

    /** By Study Instance UID, whose each is that is known. */
    Map<String, PatientOf> patientsOfStudies(Collection<String> studyUids) {
        Map<String, PatientOf> patients = new HashMap<>();
        jdbc.sql("select uid, issuer, pid from study join patient on patient.id = patient_id where uid = any(:uids)")
                .param("uids", studyUids.toArray(String[]::new))
                .query((RowCallbackHandler) row -> patients.put(
                        row.getString("uid"), new PatientOf(row.getString("issuer"), row.getString("pid"))));
        return patients;
    }

    /**
     * Locks the row of a study, or makes it.
     *
     * @return the registry's key of the patient that it belongs to
     */
    long addStudy(DataSet dataSet, long patientId) {
        return jdbc.sql(
                        """
                        insert into study (uid, patient_id, study_date, study_time, zone_offset, accession,
                                           accession_issuer, study_id, description, referring_name, institution,
                                           sequences, description_keys, referring_keys, institution_keys)
                        values (:uid, :patient, :date, :time, :offset, :accession, :issuer, :studyId, :description,
                                :referring, :institution, :sequences::jsonb, :descriptionKeys, :referringKeys,
                                :institutionKeys)
                        on conflict (uid) do update set updated_at = clock_timestamp()
                        returning patient_id
                        """)
                .params(studyParameters(dataSet))
                .param("patient", patientId)
                .query(Long.class)
                .single();
    }

    /** Gives a study what a correction says of it. */
    void renewStudy(DataSet dataSet) {
        jdbc.sql(
                        """
                        update study set study_date = :date, study_time = :time, zone_offset = :offset,
                            accession = :accession, accession_issuer = :issuer, study_id = :studyId,
                            description = :description, referring_name = :referring, institution = :institution,
                            sequences = :sequences::jsonb, description_keys = :descriptionKeys,
                            referring_keys = :referringKeys, institution_keys = :institutionKeys
                        where uid = :uid
                        """)
                .params(studyParameters(dataSet))
                .update();
    }

    private Map<String, Object> studyParameters(DataSet dataSet) {
        Map<String, Object> all = new HashMap<>();
        all.put("uid", Values.text(dataSet, Tag.StudyInstanceUID));
        all.put("date", Values.date(dataSet, Tag.StudyDate).orElse(null));
        all.put("time", Values.time(dataSet, Tag.StudyTime).orElse(null));
        all.put("offset", Values.text(dataSet, Tag.TimezoneOffsetFromUTC));
        all.put("accession", Values.text(dataSet, Tag.AccessionNumber));
        all.put(
                "issuer",
                dataSet.item(Tag.IssuerOfAccessionNumberSequence)
                        .map(item -> Values.text(item, Tag.LocalNamespaceEntityID))
                        .orElse(""));
        all.put("studyId", Values.text(dataSet, Tag.StudyID));
        all.put("description", Values.text(dataSet, Tag.StudyDescription));
        all.put("referring", Values.text(dataSet, Tag.ReferringPhysicianName));
        all.put("institution", Values.text(dataSet, Tag.InstitutionName));
        all.put("sequences", CatalogueSequences.ofStudy(dataSet));
        all.put("descriptionKeys", keys(forms::of, Values.text(dataSet, Tag.StudyDescription)));
        all.put("institutionKeys", keys(forms::of, Values.text(dataSet, Tag.InstitutionName)));
        all.put("referringKeys", keys(forms::ofName, Values.text(dataSet, Tag.ReferringPhysicianName)));
        return all;
    }

    /**
     * Locks the row of a series, or makes it.
     *
     * @param instances how many it gets
     */
    SeriesOf addSeries(DataSet dataSet, int instances) {
        return jdbc.sql(
                        """
                        insert into series (uid, study_uid, number, modality, description, body_part, laterality,
                                            series_date, series_time, performing_name, operators_name, performed_date,
                                            performed_time, station, protocol, sequences, description_keys,
                                            performing_keys, operators_keys, instance_count)
                        values (:uid, :study, :number, :modality, :description, :bodyPart, :laterality, :date, :time,
                                :performing, :operators, :performedDate, :performedTime, :station, :protocol,
                                :sequences::jsonb, :descriptionKeys, :performingKeys, :operatorsKeys, :instances)
                        on conflict (uid) do update set instance_count = series.instance_count + :instances
                        returning study_uid, xmax = 0 as is_new
                        """)
                .params(seriesParameters(dataSet))
                .param("instances", instances)
                .query((row, i) -> new SeriesOf(row.getString("study_uid"), row.getBoolean("is_new")))
                .single();
    }

    /** @param studyUid of the study that it belongs to */
    record SeriesOf(String studyUid, boolean isNew) {}

    /** Gives a series what a correction says of it. */
    void renewSeries(DataSet dataSet) {
        jdbc.sql(
                        """
                        update series set number = :number, modality = :modality, description = :description,
                            body_part = :bodyPart, laterality = :laterality, series_date = :date, series_time = :time,
                            performing_name = :performing, operators_name = :operators,
                            performed_date = :performedDate, performed_time = :performedTime, station = :station,
                            protocol = :protocol, sequences = :sequences::jsonb, description_keys = :descriptionKeys,
                            performing_keys = :performingKeys, operators_keys = :operatorsKeys
                        where uid = :uid
                        """)
                .params(seriesParameters(dataSet))
                .update();
    }

    private Map<String, Object> seriesParameters(DataSet dataSet) {
        Map<String, Object> all = new HashMap<>();
        all.put("uid", Values.text(dataSet, Tag.SeriesInstanceUID));
        all.put("study", Values.text(dataSet, Tag.StudyInstanceUID));
        all.put("number", dataSet.integer(Tag.SeriesNumber).orElse(null));
        all.put("modality", Values.text(dataSet, Tag.Modality));
        all.put("description", Values.text(dataSet, Tag.SeriesDescription));
        all.put("bodyPart", Values.text(dataSet, Tag.BodyPartExamined));
        String laterality = Values.text(dataSet, Tag.Laterality);
        all.put("laterality", laterality.isEmpty() ? Values.text(dataSet, Tag.ImageLaterality) : laterality);
        all.put("date", Values.date(dataSet, Tag.SeriesDate).orElse(null));
        all.put("time", Values.time(dataSet, Tag.SeriesTime).orElse(null));
        all.put("performing", Values.text(dataSet, Tag.PerformingPhysicianName));
        all.put("operators", Values.text(dataSet, Tag.OperatorsName));
        all.put(
                "performedDate",
                Values.date(dataSet, Tag.PerformedProcedureStepStartDate).orElse(null));
        all.put(
                "performedTime",
                Values.time(dataSet, Tag.PerformedProcedureStepStartTime).orElse(null));
        all.put("station", Values.text(dataSet, Tag.StationName));
        all.put("protocol", Values.text(dataSet, Tag.ProtocolName));
        all.put("sequences", CatalogueSequences.ofSeries(dataSet));
        all.put("descriptionKeys", keys(forms::of, Values.text(dataSet, Tag.SeriesDescription)));
        all.put("performingKeys", keys(forms::ofName, Values.text(dataSet, Tag.PerformingPhysicianName)));
        all.put("operatorsKeys", keys(forms::ofName, Values.text(dataSet, Tag.OperatorsName)));
        return all;
    }

    private static String[] keys(Function<String, Set<String>> forms, String text) {
        return forms.apply(text).toArray(String[]::new);
    }

    /** An object with the place of its file. */
    record Placed(InstanceRow row, long size, String location) {}

    /**
     * Adds objects.
     *
     * @throws ConcurrencyFailureException if somebody else added one of them at the same moment: try again
     */
    void addInstances(List<Placed> placed) {
        int added = jdbc.sql(
                        """
                        insert into instance (uid, series_uid, number, sop_class, transfer_syntax, image_type, frames,
                                              sha256, size, location, row_count, column_count, content_date,
                                              content_time, sequences)
                        select * from unnest(:uids, :series, :numbers::int[], :sopClasses, :syntaxes, :imageTypes,
                                             :frames::int[], :digests, :sizes::bigint[], :locations, :rows::int[],
                                             :columns::int[], :dates::date[], :times::time[], :sequences::jsonb[])
                        on conflict (uid) do nothing
                        """)
                .param("uids", column(placed, each -> each.row().uid()))
                .param("series", column(placed, each -> each.row().seriesUid()))
                .param("numbers", column(placed, each -> each.row().integer(Tag.InstanceNumber)))
                .param("sopClasses", column(placed, each -> each.row().sopClass()))
                .param("syntaxes", column(placed, each -> each.row().object().transferSyntaxUid()))
                .param("imageTypes", column(placed, each -> each.row().imageType()))
                .param("frames", column(placed, each -> each.row().frames()))
                .param("digests", column(placed, each -> each.row().sha256()))
                .param("sizes", column(placed, each -> Long.toString(each.size())))
                .param("locations", column(placed, Placed::location))
                .param("rows", column(placed, each -> each.row().integer(Tag.Rows)))
                .param("columns", column(placed, each -> each.row().integer(Tag.Columns)))
                .param("dates", column(placed, each -> each.row().contentDate()))
                .param("times", column(placed, each -> each.row().contentTime()))
                .param("sequences", column(placed, each -> each.row().sequences()))
                .update();
        if (added < placed.size()) {
            throw new ConcurrencyFailureException("Somebody else is storing one of these objects; try again");
        }
    }

    private static String[] column(List<Placed> placed, Function<Placed, String> value) {
        return placed.stream().map(value).toArray(String[]::new);
    }

    /** Counts what was added to a study, which is to be announced again. */
    void countStudy(String uid, StudyGrowth growth) {
        jdbc.sql(
                        """
                        update study set
                            series_count = series_count + :series,
                            instance_count = instance_count + :instances,
                            modalities = array(select distinct m from unnest(modalities || :modalities) m
                                               where m <> '' order by m),
                            sop_classes = array(select distinct c from unnest(sop_classes || :sopClasses) c order by c),
                            source_ae = case when :sourceAe <> '' then :sourceAe else source_ae end,
                            revision = nextval('study_revision'), signalled_at = '-infinity',
                            updated_at = clock_timestamp(), complete = false, judge_at = clock_timestamp()
                        where uid = :uid
                        """)
                .param("uid", uid)
                .param("series", growth.series())
                .param("instances", growth.instances())
                .param("modalities", growth.modalities())
                .param("sopClasses", growth.sopClasses())
                .param("sourceAe", growth.sourceAe())
                .update();
    }

    /** Takes an object out of the catalogue, with its series and its study where they are empty then. */
    void remove(Known known) {
        jdbc.sql("delete from instance where uid = :uid")
                .param("uid", known.uid())
                .update();
        jdbc.sql("update series set instance_count = instance_count - 1 where uid = :uid")
                .param("uid", known.seriesUid())
                .update();
        jdbc.sql("delete from series where uid = :uid and instance_count = 0")
                .param("uid", known.seriesUid())
                .update();
        countAnew(known.studyUid());
        jdbc.sql("delete from study where uid = :uid and instance_count = 0")
                .param("uid", known.studyUid())
                .update();
    }

    /** After objects or attributes were taken away; the study is to be announced again. */
    void countAnew(String studyUid) {
        jdbc.sql(
                        """
                        update study set
                            series_count = (select count(*) from series where study_uid = :uid),
                            instance_count = (select coalesce(sum(instance_count), 0) from series where study_uid = :uid),
                            modalities = array(select distinct modality from series
                                               where study_uid = :uid and modality <> '' order by modality),
                            sop_classes = array(select distinct i.sop_class
                                                from instance i join series s on s.uid = i.series_uid
                                                where s.study_uid = :uid order by 1),
                            revision = nextval('study_revision'), signalled_at = '-infinity'
                        where uid = :uid
                        """)
                .param("uid", studyUid)
                .update();
    }
}
