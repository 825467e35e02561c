package ua.vuzol.archive.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
import ua.vuzol.archive.ArchiveTestSupport;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.ReadOptions;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.StoreSource;

/** Each kind of matching of C-FIND on a few studies that are known, and which objects C-MOVE and C-GET mean. */
class QueryIT extends ArchiveTestSupport {
    private static final String STUDY_ROOT = SopClass.StudyRootQueryRetrieveInformationModelFind;
    private static final String PATIENT_ROOT = SopClass.PatientRootQueryRetrieveInformationModelFind;

    private static final int REQUESTED_PROCEDURE = Tag.parse("(0040,1001)");

    private static boolean filled;

    @DynamicPropertySource
    static void withPeers(DynamicPropertyRegistry registry) throws IOException {
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        Files.writeString(
                mappings.resolve("dicom/peers.yaml"),
                """
                peers:
                  SENDER: {may: [store]}
                  READER: {may: [query]}
                  CYRILLIC: {answers: {characterSet: ISO_IR 144}}
                  LATIN: {answers: {characterSet: ASCII}}
                  SCRIPT: {answers: {script: latin}}
                """);
        registry.add("vuzol.mappings", mappings::toString);
    }

    /** Named by the Study ID, which the tests tell the studies by. */
    @BeforeEach
    void fill() {
        if (filled) {
            return;
        }
        filled = true;
        store("1", "Шевченко^Тарас^Григорович", "20260101", "081500", "CT", dataSet -> {
            dataSet.put(Tag.PatientBirthDate, "18140309");
            dataSet.put(Tag.PatientSex, "M");
            dataSet.put(Tag.StudyDescription, "Грудна клітка");
            dataSet.put(Tag.ReferringPhysicianName, "Пирогов^Микола");
            dataSet.put(Tag.AccessionNumber, "A_1%");
            DataSet issuer = new DataSet().put(Tag.LocalNamespaceEntityID, "MIS");
            dataSet.putItems(Tag.IssuerOfAccessionNumberSequence, issuer);
            DataSet other = new DataSet().put(Tag.PatientID, "1759013776").put(Tag.IssuerOfPatientID, "RNOKPP");
            dataSet.putItems(Tag.OtherPatientIDsSequence, other);
            dataSet.putItems(
                    Tag.RequestAttributesSequence,
                    new DataSet().put(REQUESTED_PROCEDURE, "RP1").put(Tag.ScheduledProcedureStepID, "S1"),
                    new DataSet().put(REQUESTED_PROCEDURE, "RP2").put(Tag.ScheduledProcedureStepID, "S2"));
            dataSet.putItems(
                    Tag.ReferencedPerformedProcedureStepSequence,
                    new DataSet()
                            .put(Tag.ReferencedSOPClassUID, SopClass.ModalityPerformedProcedureStep)
                            .put(Tag.ReferencedSOPInstanceUID, "1.2.3.4"));
        });
        store("2", "Шевчук^Олена", "20260102", "2330", "MR", dataSet -> {
            dataSet.put(Tag.PatientID, "PID_2");
            dataSet.put(Tag.StudyDescription, "Голова 100%");
            dataSet.put(Tag.AccessionNumber, "AX1Y");
        });
        store("3", "Shevchenko^Andrii", "20260103", "10", "US", dataSet -> dataSet.put(Tag.PatientID, "PID.2"));
        store("4", "Ґалаґан^Ґалактіон^Ґ", "20260203", "101112.5", "CR", dataSet -> {
            dataSet.put(Tag.StudyDescription, "«Щиколотка» – знімок");
            dataSet.put(Tag.StationName, "ВЕЛИКАСТАНЦІЯ");
        });
        store("5", "Петрюк^Їжак", "", "", "CT", dataSet -> {});
    }

    private void store(String id, String name, String date, String time, String modality, Consumer<DataSet> more) {
        DataSet dataSet = object("1.2.826.0.1.99." + id, "1.2.826.0.1.99." + id + ".1");
        dataSet.put(Tag.StudyID, id);
        dataSet.put(Tag.PatientID, "PID" + id);
        dataSet.put(Tag.PatientName, name);
        dataSet.put(Tag.StudyDate, date);
        dataSet.put(Tag.StudyTime, time);
        dataSet.put(Tag.Modality, modality);
        dataSet.put(Tag.SeriesNumber, 1);
        dataSet.put(Tag.SOPInstanceUID, "1.2.826.0.1.99." + id + ".1.1");
        dataSet.put(Tag.InstanceNumber, 1);
        dataSet.put(Tag.Rows, 512);
        more.accept(dataSet);
        DataSet second = object("1.2.826.0.1.99." + id, "1.2.826.0.1.99." + id + ".2");
        dataSet.forEach(element -> {
            if (Set.of(Tag.PatientID, Tag.PatientName, Tag.PatientSex, Tag.PatientBirthDate)
                    .contains(element.tag())) {
                second.put(element);
            }
        });
        second.put(Tag.Modality, "SR");
        second.put(Tag.SOPClassUID, SopClass.BasicTextSRStorage);
        second.put(Tag.SOPInstanceUID, "1.2.826.0.1.99." + id + ".2.1");
        archive.storeAll(List.of(staged(dataSet), staged(second)));
    }

    private static DataSet query(String level, Object... keys) {
        DataSet query = new DataSet();
        query.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        query.put(Tag.QueryRetrieveLevel, level);
        for (int i = 0; i < keys.length; i += 2) {
            int tag = (Integer) keys[i];
            if (keys[i + 1] instanceof DataSet item) {
                query.putItems(tag, item);
            } else {
                query.putBytes(
                        tag,
                        ua.vuzol.dicom.data.Dictionary.standard()
                                .lookup(tag)
                                .orElseThrow()
                                .vrs()
                                .get(0),
                        keys[i + 1].toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private List<DataSet> find(DataSet query, String model, String caller) {
        try (Stream<DataSet> found = archive.find(query, model, caller).dataSets()) {
            return found.toList();
        }
    }

    /** The Study IDs of the studies that match. */
    private Set<String> studies(Object... keys) {
        DataSet query = query("STUDY", keys);
        if (!query.contains(Tag.StudyID)) {
            query.putEmpty(Tag.StudyID);
        }
        return find(query, STUDY_ROOT, "ANY").stream()
                .map(answer -> text(answer, Tag.StudyID))
                .collect(Collectors.toSet());
    }

    @Test
    void nothingAndAStarMatchEverything() {
        assertThat(studies()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        assertThat(studies(Tag.PatientName, "*", Tag.StudyDate, "", Tag.AccessionNumber, "**"))
                .containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }

    @Test
    void aSingleValueMatchesAsItIsAndWildcardsOfSqlStandForThemselves() {
        assertThat(studies(Tag.AccessionNumber, "A_1%")).containsExactly("1");
        assertThat(studies(Tag.AccessionNumber, "A_1*")).containsExactly("1");
        assertThat(studies(Tag.AccessionNumber, "A?1?")).containsExactlyInAnyOrder("1", "2");
        assertThat(studies(Tag.AccessionNumber, "a_1%")).isEmpty();
        assertThat(studies(Tag.PatientID, "PID_2")).containsExactly("2");
        assertThat(studies(Tag.PatientID, "PID?2")).containsExactlyInAnyOrder("2", "3");
        assertThat(studies(Tag.PatientID, "' or 1=1 --")).isEmpty();
        assertThat(studies(Tag.PatientSex, "M")).containsExactly("1");
    }

    @Test
    void namesMatchWithoutCaseAndInTheOtherScript() {
        assertThat(studies(Tag.PatientName, "ШЕВЧ*")).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(studies(Tag.PatientName, "шевченко^*")).containsExactlyInAnyOrder("1", "3");
        assertThat(studies(Tag.PatientName, "shevch*")).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(studies(Tag.PatientName, "SHEVCHENKO^TARAS*")).containsExactly("1");
        assertThat(studies(Tag.PatientName, "Шевченко^Андрій")).containsExactly("3");
        assertThat(studies(Tag.PatientName, "Шевчук^Олена^^")).containsExactly("2");
        assertThat(studies(Tag.PatientName, "Шевчук")).isEmpty();
        assertThat(studies(Tag.PatientName, "*юк^*")).containsExactly("5");
        assertThat(studies(Tag.PatientName, "petriuk^yizhak")).containsExactly("5");
        assertThat(studies(Tag.PatientName, "?евч*")).containsExactlyInAnyOrder("1", "2");
        // a query in a character set that it does not declare matches nothing, and no one by the length of the name
        assertThat(studies(Tag.PatientName, "\uFFFD\uFFFD\uFFFD*")).isEmpty();
        assertThat(studies(Tag.PatientName, "山田*")).isEmpty();
        // a Latin I of a keyboard
        assertThat(studies(Tag.PatientName, "Ґалаґан^Ґалактiон*")).containsExactly("4");
    }

    @Test
    void descriptionsAndPhysiciansMatchLikeNames() {
        assertThat(studies(Tag.StudyDescription, "грудна*")).containsExactly("1");
        assertThat(studies(Tag.StudyDescription, "HRUDNA KLITKA")).containsExactly("1");
        assertThat(studies(Tag.StudyDescription, "*100%")).containsExactly("2");
        assertThat(studies(Tag.ReferringPhysicianName, "pyrohov*")).containsExactly("1");
        assertThat(studies(Tag.ReferringPhysicianName, "ПИРОГОВ^МИКОЛА")).containsExactly("1");
    }

    @Test
    void datesAndTimesMatchByRangesEachByItself() {
        assertThat(studies(Tag.StudyDate, "20260102")).containsExactly("2");
        assertThat(studies(Tag.StudyDate, "20260102-20260103")).containsExactlyInAnyOrder("2", "3");
        assertThat(studies(Tag.StudyDate, "-20260101")).containsExactly("1");
        assertThat(studies(Tag.StudyDate, "20260103-")).containsExactlyInAnyOrder("3", "4");
        assertThat(studies(Tag.StudyTime, "10")).containsExactlyInAnyOrder("3", "4");
        assertThat(studies(Tag.StudyTime, "0800-1000")).containsExactlyInAnyOrder("1", "3");
        assertThat(studies(Tag.StudyTime, "101112.5")).containsExactly("4");
        assertThat(studies(Tag.StudyTime, "2200-0900")).containsExactlyInAnyOrder("1", "2");
        // not 22:00 of the first to 9:00 of the third
        assertThat(studies(Tag.StudyDate, "20260101-20260103", Tag.StudyTime, "0900-2200"))
                .containsExactly("3");
        assertThat(studies(Tag.PatientBirthDate, "18140101-18141231")).containsExactly("1");
    }

    @Test
    void listsOfUidsAndOfValuesMatchAny() {
        assertThat(studies(Tag.StudyInstanceUID, "1.2.826.0.1.99.1\\1.2.826.0.1.99.4\\1.2.3"))
                .containsExactlyInAnyOrder("1", "4");
        assertThat(studies(Tag.StudyID, "2\\3")).containsExactlyInAnyOrder("2", "3");
        assertThat(studies(Tag.ModalitiesInStudy, "CT")).containsExactlyInAnyOrder("1", "5");
        assertThat(studies(Tag.ModalitiesInStudy, "MR\\US")).containsExactlyInAnyOrder("2", "3");
        assertThat(studies(Tag.ModalitiesInStudy, "C?")).containsExactlyInAnyOrder("1", "4", "5");
        assertThat(studies(Tag.SOPClassesInStudy, SopClass.BasicTextSRStorage)).hasSize(5);
        assertThat(studies(Tag.SOPClassesInStudy, SopClass.CTImageStorage)).isEmpty();
    }

    @Test
    void sequencesMatchWhereOneItemHasAll() {
        assertThat(studies(Tag.IssuerOfAccessionNumberSequence, new DataSet().put(Tag.LocalNamespaceEntityID, "MIS")))
                .containsExactly("1");
        assertThat(studies(
                        Tag.OtherPatientIDsSequence,
                        new DataSet().put(Tag.PatientID, "1759013776").put(Tag.IssuerOfPatientID, "RNOKPP")))
                .containsExactly("1");
        assertThat(studies(
                        Tag.OtherPatientIDsSequence,
                        new DataSet().put(Tag.PatientID, "1759013776").put(Tag.IssuerOfPatientID, "UNZR")))
                .isEmpty();
        assertThat(series("1", requests("RP1", "S1"))).hasSize(1);
        assertThat(series("1", requests("RP*", "S2"))).hasSize(1);
        assertThat(series("1", requests("RP1", "S2"))).isEmpty();
        assertThat(series(
                        "1",
                        Tag.ReferencedPerformedProcedureStepSequence,
                        new DataSet().put(Tag.ReferencedSOPInstanceUID, "1.2.3.4")))
                .hasSize(1);
    }

    private static Object[] requests(String procedure, String step) {
        return new Object[] {
            Tag.RequestAttributesSequence,
            new DataSet().put(REQUESTED_PROCEDURE, procedure).put(Tag.ScheduledProcedureStepID, step)
        };
    }

    private List<DataSet> series(String study, Object... keys) {
        DataSet query = query("SERIES", keys);
        query.put(Tag.StudyInstanceUID, "1.2.826.0.1.99." + study);
        return find(query, STUDY_ROOT, "ANY");
    }

    @Test
    void anAnswerHasWhatWasAskedFor() {
        DataSet answer = find(
                        query(
                                "STUDY",
                                Tag.StudyID,
                                "1",
                                Tag.PatientName,
                                "",
                                Tag.PatientBirthDate,
                                "",
                                Tag.StudyDate,
                                "",
                                Tag.StudyTime,
                                "",
                                Tag.ModalitiesInStudy,
                                "",
                                Tag.NumberOfStudyRelatedSeries,
                                "",
                                Tag.NumberOfStudyRelatedInstances,
                                "",
                                Tag.NumberOfPatientRelatedStudies,
                                "",
                                Tag.NumberOfPatientRelatedInstances,
                                "",
                                Tag.InstanceAvailability,
                                "",
                                Tag.OtherPatientIDsSequence,
                                new DataSet()),
                        STUDY_ROOT,
                        "ANY")
                .get(0);
        assertThat(text(answer, Tag.QueryRetrieveLevel)).isEqualTo("STUDY");
        assertThat(text(answer, Tag.RetrieveAETitle)).isEqualTo("VUZOL");
        assertThat(text(answer, Tag.InstanceAvailability)).isEqualTo("ONLINE");
        assertThat(text(answer, Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(text(answer, Tag.PatientName)).isEqualTo("Шевченко^Тарас^Григорович");
        assertThat(text(answer, Tag.PatientBirthDate)).isEqualTo("18140309");
        assertThat(text(answer, Tag.StudyDate)).isEqualTo("20260101");
        assertThat(text(answer, Tag.StudyTime)).isEqualTo("081500");
        assertThat(answer.strings(Tag.ModalitiesInStudy)).containsExactly("CT", "SR");
        assertThat(text(answer, Tag.NumberOfStudyRelatedSeries)).isEqualTo("2");
        assertThat(text(answer, Tag.NumberOfStudyRelatedInstances)).isEqualTo("2");
        assertThat(text(answer, Tag.NumberOfPatientRelatedStudies)).isEqualTo("1");
        assertThat(text(answer, Tag.NumberOfPatientRelatedInstances)).isEqualTo("2");
        assertThat(text(answer.item(Tag.OtherPatientIDsSequence).orElseThrow(), Tag.PatientID))
                .isEqualTo("1759013776");
        assertThat(answer.contains(Tag.AccessionNumber)).isFalse();
    }

    @Test
    void eachLevelOfBothModelsIsAnswered() {
        assertThat(find(
                        query("PATIENT", Tag.PatientName, "Шевч*", Tag.NumberOfPatientRelatedSeries, ""),
                        PATIENT_ROOT,
                        "ANY"))
                .hasSize(3)
                .allSatisfy(answer -> assertThat(text(answer, Tag.NumberOfPatientRelatedSeries))
                        .isEqualTo("2"));
        assertThat(find(query("STUDY", Tag.PatientID, "PID1", Tag.StudyInstanceUID, ""), PATIENT_ROOT, "ANY"))
                .hasSize(1);
        assertThat(series("1", Tag.Modality, "CT", Tag.SeriesInstanceUID, "", Tag.NumberOfSeriesRelatedInstances, ""))
                .singleElement()
                .satisfies(answer ->
                        assertThat(text(answer, Tag.SeriesInstanceUID)).isEqualTo("1.2.826.0.1.99.1.1"));
        DataSet image = find(
                        query(
                                "IMAGE",
                                Tag.StudyInstanceUID,
                                "1.2.826.0.1.99.1",
                                Tag.SeriesInstanceUID,
                                "1.2.826.0.1.99.1.1",
                                Tag.SOPInstanceUID,
                                "",
                                Tag.SOPClassUID,
                                "",
                                Tag.Rows,
                                "",
                                Tag.InstanceNumber,
                                "1"),
                        STUDY_ROOT,
                        "ANY")
                .get(0);
        assertThat(text(image, Tag.SOPInstanceUID)).isEqualTo("1.2.826.0.1.99.1.1.1");
        assertThat(image.integer(Tag.Rows)).contains(512);
    }

    @Test
    void whatTheCatalogueDoesNotKnowIsSaidByTheStatusOnly() {
        Matches matches = archive.find(query("STUDY", Tag.StudyID, "1", Tag.PatientWeight, "80"), STUDY_ROOT, "ANY");
        try (Stream<DataSet> found = matches.dataSets()) {
            assertThat(matches.optionalKeysSupported()).isFalse();
            assertThat(found.toList()).hasSize(1).noneMatch(answer -> answer.contains(Tag.PatientWeight));
        }
        try (Stream<DataSet> found = archive.find(query("STUDY", Tag.SeriesInstanceUID, ""), STUDY_ROOT, "ANY")
                .dataSets()) {
            assertThat(found.count()).isEqualTo(5);
        }
    }

    @Test
    void anIdentifierThatDoesNotFitTheModelIsRefusedWithTheElement() {
        assertRefused(query("SERIES", Tag.Modality, ""), STUDY_ROOT, Tag.StudyInstanceUID);
        assertRefused(query("SERIES", Tag.StudyInstanceUID, "1.2\\1.3"), STUDY_ROOT, Tag.StudyInstanceUID);
        assertRefused(query("STUDY", Tag.PatientName, ""), PATIENT_ROOT, Tag.PatientID);
        assertRefused(query("PATIENT", Tag.PatientID, ""), STUDY_ROOT, Tag.QueryRetrieveLevel);
        assertRefused(query("ROOM"), STUDY_ROOT, Tag.QueryRetrieveLevel);
        assertRefused(query("STUDY", Tag.StudyDate, "yesterday"), STUDY_ROOT, Tag.StudyDate);
    }

    private void assertRefused(DataSet query, String model, int offending) {
        DimseException refusal = catchThrowableOfType(DimseException.class, () -> archive.find(query, model, "ANY"));
        assertThat(refusal.status().code()).isEqualTo(0xA900);
        assertThat(refusal.status().offendingElements()).containsExactly(offending);
    }

    @Test
    void whoMayNotAskOrRetrieveIsRefused() {
        assertThatThrownBy(() -> archive.find(query("STUDY"), STUDY_ROOT, "SENDER"))
                .isInstanceOfSatisfying(
                        DimseException.class,
                        refusal -> assertThat(refusal.status().code()).isEqualTo(0x0124));
        assertThatThrownBy(() -> retrieve("READER", "STUDY", Tag.StudyInstanceUID, "1.2.826.0.1.99.1"))
                .isInstanceOfSatisfying(
                        DimseException.class,
                        refusal -> assertThat(refusal.status().code()).isEqualTo(0x0124));
    }

    @Test
    void answersAreWrittenAsThePeerCanShowThem() throws IOException {
        DataSet query = query("STUDY", Tag.StudyID, "4", Tag.PatientName, "", Tag.StudyDescription, "");
        DataSet cyrillic = sent(find(query, STUDY_ROOT, "CYRILLIC").get(0));
        assertThat(text(cyrillic, Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 144");
        assertThat(text(cyrillic, Tag.PatientName)).isEqualTo("Галаган^Галактіон^Г");
        assertThat(text(cyrillic, Tag.StudyDescription)).isEqualTo("\"Щиколотка\" - знімок");
        for (String peer : List.of("LATIN", "SCRIPT")) {
            DataSet latin = sent(find(query, STUDY_ROOT, peer).get(0));
            assertThat(latin.contains(Tag.SpecificCharacterSet)).isFalse();
            assertThat(text(latin, Tag.PatientName)).isEqualTo("Galagan^Galaktion^G");
            assertThat(text(latin, Tag.StudyDescription)).isEqualTo("\"Shchykolotka\" - znimok");
        }
        DataSet station = query("SERIES", Tag.StationName, "");
        station.put(Tag.StudyInstanceUID, "1.2.826.0.1.99.4").put(Tag.SeriesNumber, 1);
        assertThat(text(find(station, STUDY_ROOT, "LATIN").get(0), Tag.StationName))
                .isEqualTo("VELYKASTANTSIIA");
    }

    /** As it is read from the wire. */
    private static DataSet sent(DataSet answer) throws IOException {
        Path file = Files.createTempFile(home, "answer", "");
        try (var out = Files.newOutputStream(file)) {
            DicomWriter.writeDataSet(answer, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, out);
        }
        try (var in = Files.newInputStream(file)) {
            return DicomReader.readDataSet(in, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.defaults());
        }
    }

    private List<String> retrieve(String caller, String level, Object... keys) {
        return archive.retrieve(query(level, keys), SopClass.StudyRootQueryRetrieveInformationModelGet, caller).stream()
                .map(StoreSource::sopInstanceUid)
                .map(uid -> uid.substring("1.2.826.0.1.99.".length()))
                .toList();
    }

    @Test
    void retrieveNamesTheObjectsOfEachLevelInOrder() {
        assertThat(retrieve("ANY", "STUDY", Tag.StudyInstanceUID, "1.2.826.0.1.99.2\\1.2.826.0.1.99.1"))
                .containsExactly("1.1.1", "1.2.1", "2.1.1", "2.2.1");
        assertThat(retrieve(
                        "ANY",
                        "SERIES",
                        Tag.StudyInstanceUID,
                        "1.2.826.0.1.99.1",
                        Tag.SeriesInstanceUID,
                        "1.2.826.0.1.99.1.2\\1.2.826.0.1.99.2.1"))
                .containsExactly("1.2.1");
        assertThat(retrieve(
                        "ANY",
                        "IMAGE",
                        Tag.StudyInstanceUID,
                        "1.2.826.0.1.99.1",
                        Tag.SeriesInstanceUID,
                        "1.2.826.0.1.99.1.1",
                        Tag.SOPInstanceUID,
                        "1.2.826.0.1.99.1.1.1\\1.2.826.0.1.99.1.1.9"))
                .containsExactly("1.1.1");
        assertThat(archive.retrieve(
                        query("PATIENT", Tag.PatientID, "PID1"),
                        SopClass.PatientRootQueryRetrieveInformationModelMove,
                        "ANY"))
                .hasSize(2);
        assertThatThrownBy(() -> retrieve("ANY", "STUDY", Tag.StudyInstanceUID, ""))
                .isInstanceOfSatisfying(DimseException.class, refusal -> assertThat(
                                refusal.status().offendingElements())
                        .containsExactly(Tag.StudyInstanceUID));
        assertThatThrownBy(() -> retrieve("ANY", "STUDY", Tag.StudyInstanceUID, "*"))
                .isInstanceOf(DimseException.class);
    }
}
