package ua.vuzol.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.archive.StoreOutcome.Conflict;
import ua.vuzol.archive.StoreOutcome.Same;
import ua.vuzol.archive.StoreOutcome.Stored;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;

/** Batches of objects, corrections, and what is told of studies. */
class StoreAllIT extends ArchiveTestSupport {
    @TempDir
    private Path landing;

    @Test
    void eachObjectOfABatchHasItsOwnOutcome() {
        String study = Uid.random();
        String series = Uid.random();
        DataSet known = object(study, series);
        archive.store(staged(known));
        DataSet changed = object(study, series);
        changed.put(Tag.SOPInstanceUID, text(known, Tag.SOPInstanceUID));
        changed.put(Tag.InstanceNumber, 2);
        DataSet fresh = object(study, series);
        DataSet elsewhere = object(Uid.random(), series);
        DataSet otherPatient = object(study, Uid.random());
        otherPatient.put(Tag.PatientID, "SOMEBODY ELSE");
        DataSet sameNumber = object();
        sameNumber.put(Tag.PatientID, text(known, Tag.PatientID));
        sameNumber.put(Tag.PatientSex, "F");
        DataSet contradicting = object();
        contradicting.put(Tag.PatientID, text(known, Tag.PatientID));
        contradicting.put(Tag.PatientSex, "M");

        List<NewObject> batch = Stream.of(
                        known, changed, fresh, fresh, elsewhere, otherPatient, sameNumber, contradicting)
                .map(this::staged)
                .toList();
        List<StoreOutcome> outcomes = archive.storeAll(batch);

        assertThat(outcomes.get(0)).isEqualTo(new Same());
        assertThat(outcomes.get(1)).isInstanceOf(Conflict.class);
        assertThat(outcomes.get(2)).isEqualTo(new Stored(study));
        assertThat(outcomes.get(3)).isEqualTo(new Same());
        assertThat(outcomes.get(4)).isInstanceOfSatisfying(Conflict.class, conflict -> assertThat(conflict.reason())
                .contains(series, "another study"));
        assertThat(outcomes.get(5)).isInstanceOfSatisfying(Conflict.class, conflict -> assertThat(conflict.reason())
                .contains("another patient")
                .doesNotContain("SOMEBODY"));
        assertThat(outcomes.get(6)).isInstanceOf(Stored.class);
        assertThat(outcomes.get(7)).isInstanceOf(Conflict.class);
        assertThat(archive.instances(study)).hasSize(2);
        assertThat(archive.study(text(elsewhere, Tag.StudyInstanceUID))).isEmpty();
        assertThat(batch.get(0).file()).doesNotExist();
        assertThat(batch.get(1).file()).exists();
    }

    @Test
    void aLandedFileStaysAndIsTheSameFile() throws IOException {
        DataSet dataSet = object();
        NewObject object = landed(landing, dataSet);
        archive.storeAll(List.of(object));
        assertThat(object.file()).exists();
        InstanceRef stored =
                archive.instances(text(dataSet, Tag.StudyInstanceUID)).get(0);
        assertThat(stored.size()).isEqualTo(Files.size(object.file()));
        assertThat(stored.sha256()).isEqualTo(Digests.sha256(stored.file()));
        assertThat(Files.mismatch(stored.file(), object.file())).isEqualTo(-1);
    }

    @Test
    void whatAKilledHubLeftWithoutARowIsTakenAgain() {
        DataSet dataSet = object();
        NewObject object = landed(landing, dataSet);
        transaction.executeWithoutResult(status -> {
            archive.storeAll(List.of(object));
            status.setRollbackOnly();
        });
        assertThat(archive.instances(text(dataSet, Tag.StudyInstanceUID))).isEmpty();
        NewObject again = landed(landing, dataSet);
        assertThat(archive.storeAll(List.of(again))).containsExactly(new Stored(text(dataSet, Tag.StudyInstanceUID)));
        assertThat(archive.instances(text(dataSet, Tag.StudyInstanceUID)).get(0).file())
                .exists();
    }

    @Test
    void theSameObjectInAnotherTransferSyntaxIsTheSameObject() throws IOException {
        DataSet dataSet = object();
        archive.store(staged(dataSet));
        Path implicit = archive.stagingDirectory().resolve("implicit.dcm");
        TransferSyntax syntax = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        DicomWriter.write(DicomObject.of(dataSet, syntax), implicit);
        assertThat(archive.storeAll(List.of(new NewObject(implicit, syntax.uid(), dataSet))))
                .containsExactly(new Same());
        assertThat(implicit).doesNotExist();
    }

    @Test
    void countsGrowWithEachBatch() {
        String study = Uid.random();
        String first = Uid.random();
        DataSet ct = object(study, Uid.random());
        ct.put(Tag.Modality, "CT");
        archive.storeAll(Stream.of(object(study, first), object(study, first))
                .map(this::staged)
                .toList());
        archive.storeAll(Stream.of(object(study, first), ct).map(this::staged).toList());
        StudyChange change = archive.change(study).orElseThrow();
        assertThat(change.instances()).isEqualTo(4);
        assertThat(change.modalities()).containsExactly("CT", "OT");
        assertThat(counts(study)).isEqualTo("2 series, 4 instances");
    }

    private String counts(String study) {
        return jdbc.sql(
                        "select series_count || ' series, ' || instance_count || ' instances' from study where uid = :uid")
                .param("uid", study)
                .query(String.class)
                .single();
    }

    @Test
    void batchesOfTheSameStudiesAtOnceNeitherBlockEachOtherNorLoseAnything() throws Exception {
        List<String> studies = IntStream.range(0, 3).mapToObj(i -> Uid.random()).toList();
        List<String> series = IntStream.range(0, 6).mapToObj(i -> Uid.random()).toList();
        List<NewObject> all = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            int at = i % series.size();
            DataSet dataSet = object(studies.get(at / 2), series.get(at));
            all.add(landed(landing, dataSet));
        }
        Collections.shuffle(all, new Random(4));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<List<StoreOutcome>>> results = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                List<NewObject> part = all.subList(i * 40, i * 40 + 40);
                results.add(threads.submit(() -> archive.storeAll(part)));
            }
            for (Future<List<StoreOutcome>> result : results) {
                assertThat(result.get(60, TimeUnit.SECONDS)).allMatch(Stored.class::isInstance);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(studies).allSatisfy(study -> {
            assertThat(archive.instances(study)).hasSize(80);
            assertThat(counts(study)).isEqualTo("2 series, 80 instances");
        });
    }

    @Test
    void valuesBeyondAllLimitsDoNotKeepAnObjectOut() {
        DataSet dataSet = object();
        byte[] long64K = "Ж\0".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        dataSet.putBytes(Tag.PatientID, VR.LO, long64K);
        dataSet.putBytes(Tag.IssuerOfPatientID, VR.LO, long64K);
        dataSet.putBytes(Tag.AccessionNumber, VR.SH, long64K);
        dataSet.putBytes(Tag.PatientName, VR.PN, long64K);
        dataSet.putBytes(Tag.StudyDescription, VR.LO, long64K);
        dataSet.putBytes(Tag.Modality, VR.CS, "x".repeat(60_000).getBytes(StandardCharsets.UTF_8));
        dataSet.putBytes(Tag.StudyDate, VR.DA, "99999999".getBytes(StandardCharsets.UTF_8));
        dataSet.putBytes(Tag.InstanceNumber, VR.IS, "99999999999999".getBytes(StandardCharsets.UTF_8));
        assertThat(archive.storeAll(List.of(staged(dataSet)))).allMatch(Stored.class::isInstance);
    }

    @Test
    void personsWithoutANumberAreNotOnePerson() {
        DataSet one = object();
        one.putEmpty(Tag.PatientID);
        one.put(Tag.PatientSex, "M");
        DataSet other = object();
        other.remove(Tag.PatientID);
        other.put(Tag.PatientSex, "F");
        DataSet oneMore = object(text(one, Tag.StudyInstanceUID), Uid.random());
        oneMore.putEmpty(Tag.PatientID);
        assertThat(archive.storeAll(
                        Stream.of(one, other, oneMore).map(this::staged).toList()))
                .allMatch(Stored.class::isInstance);
        assertThat(patient(one)).isNotEqualTo(patient(other));
    }

    private long patient(DataSet dataSet) {
        return archive.study(text(dataSet, Tag.StudyInstanceUID))
                .orElseThrow()
                .patient()
                .id();
    }

    @Test
    void aCorrectionTakesThePlaceAndTheOlderStaysRetrievable() throws IOException {
        DataSet dataSet = object();
        String sop = text(dataSet, Tag.SOPInstanceUID);
        String study = text(dataSet, Tag.StudyInstanceUID);
        NewObject first = staged(dataSet);
        byte[] older = Files.readAllBytes(first.file());
        archive.store(first);
        announceAll();
        long before = archive.change(study).orElseThrow().revision();

        dataSet.put(Tag.StudyDescription, "Грудна клітка");
        NewObject corrected = staged(dataSet);
        byte[] newer = Files.readAllBytes(corrected.file());
        archive.replace(corrected);

        assertThat(bytes(archive.open(sop).orElseThrow())).isEqualTo(newer);
        InstanceVersion version = archive.versions(sop).get(0);
        assertThat(bytes(archive.openVersion(sop, version.sha256()).orElseThrow()))
                .isEqualTo(older);
        assertThat(archive.change(study).orElseThrow().description()).isEqualTo("Грудна клітка");
        assertThat(archive.change(study).orElseThrow().revision()).isGreaterThan(before);
        assertThat(archive.unannounced()).containsExactly(study);
        assertThat(counts(study)).isEqualTo("1 series, 1 instances");
    }

    @Test
    void aCorrectionMayMoveAnObjectToAnotherStudyAndPatientAndBothAreAnnounced() {
        DataSet stays = object();
        String study = text(stays, Tag.StudyInstanceUID);
        DataSet moves = object(study, Uid.random());
        archive.storeAll(List.of(staged(stays), staged(moves)));
        announceAll();
        DataSet corrected = object(Uid.random(), text(moves, Tag.SeriesInstanceUID));
        corrected.put(Tag.SOPInstanceUID, text(moves, Tag.SOPInstanceUID));
        archive.replace(staged(corrected));
        String other = text(corrected, Tag.StudyInstanceUID);
        assertThat(archive.instances(study)).hasSize(1);
        assertThat(counts(study)).isEqualTo("1 series, 1 instances");
        assertThat(archive.instances(other)).hasSize(1);
        assertThat(archive.unannounced()).containsExactlyInAnyOrder(study, other);
    }

    @Test
    void aCorrectionThatContradictsOtherObjectsIsRefusedAndNothingIsChanged() {
        String study = Uid.random();
        DataSet dataSet = object(study, Uid.random());
        archive.storeAll(List.of(staged(dataSet), staged(object(study, Uid.random()))));
        dataSet.put(Tag.PatientID, "ANOTHER");
        assertThatThrownBy(() -> archive.replace(staged(dataSet))).isInstanceOf(ConflictException.class);
        assertThat(archive.versions(text(dataSet, Tag.SOPInstanceUID))).isEmpty();
        assertThat(archive.instances(study)).hasSize(2);
    }

    @Test
    void aStudyIsToldUntilItsRevisionIsAnnounced() {
        DataSet dataSet = object();
        String study = text(dataSet, Tag.StudyInstanceUID);
        archive.storeAll(List.of(landed(landing, dataSet)));
        assertThat(archive.unannounced()).contains(study);
        assertThat(archive.unannounced()).doesNotContain(study);
        StudyChange told = archive.change(study).orElseThrow();
        assertThat(told.sourceAe()).isEqualTo("CT1");
        // more comes while it is told
        archive.storeAll(List.of(staged(object(study, Uid.random()))));
        archive.announced(study, told.revision());
        assertThat(archive.unannounced()).contains(study);
        archive.announced(study, archive.change(study).orElseThrow().revision());
        signalledAt(study, "now() - interval '1 day'");
        assertThat(archive.unannounced()).doesNotContain(study);
    }

    @Test
    void aSignalThatWasLostIsGivenAgainAlsoAfterTheClockWasSetBack() {
        DataSet dataSet = object();
        String study = text(dataSet, Tag.StudyInstanceUID);
        archive.store(staged(dataSet));
        assertThat(archive.unannounced()).contains(study);
        signalledAt(study, "now() - interval '2 minutes'");
        assertThat(archive.unannounced()).contains(study);
        signalledAt(study, "now() + interval '1 hour'");
        assertThat(archive.unannounced()).contains(study);
    }

    private void signalledAt(String study, String time) {
        jdbc.sql("update study set signalled_at = " + time + " where uid = :uid")
                .param("uid", study)
                .update();
    }

    private void announceAll() {
        archive.unannounced()
                .forEach(uid ->
                        archive.announced(uid, archive.change(uid).orElseThrow().revision()));
    }

    private static byte[] bytes(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }
}
