package ua.vuzol.archive.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.archive.ArchiveTestSupport;
import ua.vuzol.bench.GeneratedHospital;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.query.Sql;
import ua.vuzol.text.Language;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** What PostgreSQL does for common questions to a catalogue of 100,000 instances: it reads none of the large tables from end to end. */
class QueryPlansIT extends ArchiveTestSupport {
    private static final String STUDY_ROOT = SopClass.StudyRootQueryRetrieveInformationModelFind;
    private static final String PATIENT_ROOT = SopClass.PatientRootQueryRetrieveInformationModelFind;
    private static final int INSTANCES = 100_000;
    private static final int MAX_MATCHES = 1000;

    private static boolean filled;

    @Autowired
    private JdbcTemplate database;

    @DynamicPropertySource
    static void withALimit(DynamicPropertyRegistry registry) {
        registry.add("vuzol.dicom.max-matches", () -> MAX_MATCHES);
    }

    @BeforeEach
    void fill() {
        if (!filled) {
            filled = true;
            GeneratedHospital.fill(database, 0, INSTANCES);
        }
    }

    private static DataSet study() {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .putEmpty(Tag.StudyInstanceUID)
                .putEmpty(Tag.PatientID)
                .putEmpty(Tag.PatientName)
                .putEmpty(Tag.StudyDate)
                .putEmpty(Tag.ModalitiesInStudy)
                .putEmpty(Tag.NumberOfStudyRelatedInstances);
    }

    static Stream<DataSet> commonQueries() {
        return Stream.of(
                study().put(Tag.PatientID, "H0000042"),
                study().put(Tag.PatientID, "H000004*"),
                study().put(Tag.StudyDate, "20240301"),
                study().put(Tag.StudyDate, "20240301").put(Tag.ModalitiesInStudy, "CT"),
                study().put(Tag.PatientName, "Шевч*"),
                study().put(Tag.PatientName, "Shevch*"),
                study().put(Tag.PatientName, "ШЕВЧ*").put(Tag.StudyDate, "20240101-20240331"),
                study().put(Tag.AccessionNumber, "A77"),
                study().put(Tag.StudyInstanceUID, "1.2.3.4", "1.2.3.5"),
                study().put(Tag.QueryRetrieveLevel, "SERIES")
                        .put(Tag.StudyInstanceUID, "1.2.3.4")
                        .put(Tag.Modality, "CT"),
                study().put(Tag.QueryRetrieveLevel, "IMAGE")
                        .put(Tag.StudyInstanceUID, "1.2.3.4")
                        .put(Tag.SeriesInstanceUID, "1.2.3.5"));
    }

    @ParameterizedTest
    @MethodSource("commonQueries")
    void aCommonQueryGoesByIndexes(DataSet identifier) {
        Statements statements = new Statements(new SearchForms(new Text(Path.of("mappings"), Language.UKRAINIAN)));
        assertIndexed(statements.find(QueryKeys.of(identifier, STUDY_ROOT), 10_001));
    }

    @Test
    void aRetrieveGoesByIndexes() {
        Statements statements = new Statements(new SearchForms(new Text(Path.of("mappings"), Language.UKRAINIAN)));
        assertIndexed(statements.retrieve(QueryKeys.of(study().put(Tag.StudyInstanceUID, "1.2.3.4"), STUDY_ROOT)));
    }

    private void assertIndexed(Sql sql) {
        List<String> plan = transaction.execute(status -> {
            database.execute("set local plan_cache_mode = force_custom_plan");
            return database.queryForList(
                    "explain " + sql.text(), String.class, sql.parameters().toArray());
        });
        // so few persons may be read as a whole
        assertThat(String.join("\n", plan))
                .contains("Index")
                .doesNotContainPattern("Seq Scan on (study|series|instance|patient_key|patient_identifier)");
    }

    @Test
    void aCyrillicAndALatinPrefixFindTheSameOfManyStudies() {
        List<String> cyrillic = names(study().put(Tag.PatientName, "Шевч*"));
        assertThat(cyrillic).hasSizeGreaterThan(5).allMatch(name -> name.startsWith("Шевч"));
        assertThat(names(study().put(Tag.PatientName, "SHEVCH*"))).containsExactlyInAnyOrderElementsOf(cyrillic);
    }

    @Test
    void longAnswersComeByPagesAndHoldNoConnectionMeanwhile() {
        DataSet firstHalf = study().put(Tag.StudyDate, "20240101-20240630");
        List<Stream<DataSet>> untaken = Stream.generate(
                        () -> archive.find(firstHalf, STUDY_ROOT, "READER").dataSets())
                .limit(20)
                .toList();
        assertThat(uids(firstHalf, STUDY_ROOT))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(500)
                .containsExactlyInAnyOrderElementsOf(database.queryForList(
                        "select uid from study where study_date between '2024-01-01' and '2024-06-30'", String.class));
        untaken.forEach(Stream::close);
        DataSet men = new DataSet()
                .put(Tag.QueryRetrieveLevel, "PATIENT")
                .putEmpty(Tag.PatientID)
                .put(Tag.PatientSex, "M")
                .put(Tag.PatientBirthDate, "19500101-19900101");
        try (Stream<DataSet> found = archive.find(men, PATIENT_ROOT, "READER").dataSets()) {
            assertThat(found.map(answer -> text(answer, Tag.PatientID)))
                    .doesNotHaveDuplicates()
                    .hasSizeBetween(500, MAX_MATCHES);
        }
    }

    @Test
    void tooManyAnswersEndWithAFailure() {
        Iterator<DataSet> all =
                archive.find(study(), STUDY_ROOT, "READER").dataSets().iterator();
        for (int i = 0; i < MAX_MATCHES; i++) {
            assertThat(all.next().contains(Tag.StudyInstanceUID)).isTrue();
        }
        assertThatThrownBy(all::next).isInstanceOfSatisfying(DimseException.class, refusal -> assertThat(
                        refusal.status().code())
                .isEqualTo(0xA700));
    }

    private List<String> uids(DataSet identifier, String model) {
        try (Stream<DataSet> found = archive.find(identifier, model, "READER").dataSets()) {
            return found.map(answer -> text(answer, Tag.StudyInstanceUID)).toList();
        }
    }

    private List<String> names(DataSet identifier) {
        try (Stream<DataSet> found =
                archive.find(identifier, STUDY_ROOT, "READER").dataSets()) {
            return found.map(answer -> text(answer, Tag.PatientName)).toList();
        }
    }
}
