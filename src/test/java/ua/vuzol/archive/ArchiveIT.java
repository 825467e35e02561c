package ua.vuzol.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.registry.PatientId;

/** The archive on a real PostgreSQL. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
class ArchiveIT {
    @TempDir
    private static Path home;

    @Autowired
    private Archive archive;

    @Autowired
    private TransactionTemplate transaction;

    @DynamicPropertySource
    static void onAHomeOfItsOwn(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        registry.add("vuzol.home", home.resolve("data")::toString);
        registry.add("vuzol.routes", routes::toString);
    }

    @Test
    void whatWasStoredIsFoundWithItsPatientAndItsBytes() throws IOException {
        DataSet dataSet = dataSet("Шевченко^Тарас");
        dataSet.put(Tag.OtherPatientNames, "Shevchenko^Taras");
        DataSet taxNumber = new DataSet();
        taxNumber.put(Tag.PatientID, "1759013776");
        taxNumber.put(Tag.IssuerOfPatientID, "RNOKPP");
        dataSet.putItems(Tag.OtherPatientIDsSequence, taxNumber);
        NewObject object = staged(dataSet);
        byte[] bytes = Files.readAllBytes(object.file());
        assertThat(archive.store(object)).isTrue();
        Study study = archive.study(text(dataSet, Tag.StudyInstanceUID)).orElseThrow();
        assertThat(study.patient().name()).isEqualTo("Шевченко^Тарас");
        assertThat(study.patient().latinName()).contains("Shevchenko^Taras");
        assertThat(study.patient().otherIds()).containsExactly(new PatientId("1759013776", "RNOKPP"));
        assertThat(study.instances()).hasSize(1);
        try (InputStream stored =
                archive.open(text(dataSet, Tag.SOPInstanceUID)).orElseThrow()) {
            assertThat(stored.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(object.file()).doesNotExist();
    }

    @Test
    void theSameObjectAgainChangesNothing() throws IOException {
        DataSet dataSet = dataSet("Шевченко^Тарас");
        assertThat(archive.store(staged(dataSet))).isTrue();
        assertThat(archive.store(staged(dataSet))).isFalse();
        assertThat(archive.study(text(dataSet, Tag.StudyInstanceUID))
                        .orElseThrow()
                        .instances())
                .hasSize(1);
    }

    @Test
    void anotherContentUnderAKnownUidIsAConflictAndWhatIsStoredStays() throws IOException {
        DataSet dataSet = dataSet("Шевченко^Тарас");
        NewObject first = staged(dataSet);
        byte[] bytes = Files.readAllBytes(first.file());
        archive.store(first);
        dataSet.put(Tag.PatientName, "Франко^Іван");
        NewObject second = staged(dataSet);
        assertThatThrownBy(() -> archive.store(second))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(text(dataSet, Tag.SOPInstanceUID));
        assertThat(second.file()).exists();
        try (InputStream stored =
                archive.open(text(dataSet, Tag.SOPInstanceUID)).orElseThrow()) {
            assertThat(stored.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void anObjectIsNotVisibleBeforeItsTransactionHasEnded() throws IOException {
        DataSet dataSet = dataSet("Шевченко^Тарас");
        NewObject object = staged(dataSet);
        transaction.executeWithoutResult(status -> {
            archive.store(object);
            status.setRollbackOnly();
        });
        assertThat(archive.study(text(dataSet, Tag.StudyInstanceUID))).isEmpty();
        assertThat(archive.open(text(dataSet, Tag.SOPInstanceUID))).isEmpty();
        // tried again, as after a crash
        assertThat(archive.store(staged(dataSet))).isTrue();
        assertThat(archive.study(text(dataSet, Tag.StudyInstanceUID))).isPresent();
    }

    @Test
    void aUidThatIsNoneDoesNotReachTheDisk() throws IOException {
        DataSet dataSet = dataSet("Шевченко^Тарас");
        dataSet.remove(Tag.StudyInstanceUID);
        NewObject object = staged(dataSet);
        assertThatThrownBy(() -> archive.store(object))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0020,000D)");
        try (Stream<Path> entries = Files.list(archive.stagingDirectory().getParent())) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .allMatch(name -> name.equals(".staging") || name.matches("[0-9a-f]{2}"));
        }
    }

    @Test
    void studiesAreFoundByPatientAndAccession() throws IOException {
        DataSet dataSet = dataSet("Українка^Леся");
        dataSet.put(Tag.AccessionNumber, "A-" + UUID.randomUUID().toString().substring(0, 8));
        archive.store(staged(dataSet));
        Study study = archive.study(text(dataSet, Tag.StudyInstanceUID)).orElseThrow();
        assertThat(archive.search(StudyQuery.byAccession(text(dataSet, Tag.AccessionNumber))))
                .containsExactly(study);
        assertThat(archive.search(
                        StudyQuery.byPatient(java.util.List.of(study.patient().id()))))
                .contains(study);
        assertThat(archive.search(StudyQuery.byAccession("no such number"))).isEmpty();
    }

    private NewObject staged(DataSet dataSet) throws IOException {
        Path file = archive.stagingDirectory().resolve(UUID.randomUUID() + ".dcm");
        DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
        return new NewObject(file, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(), dataSet);
    }

    private static DataSet dataSet(String name) {
        DataSet dataSet = new DataSet();
        dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        dataSet.put(Tag.SOPClassUID, SopClass.SecondaryCaptureImageStorage);
        dataSet.put(Tag.SOPInstanceUID, Uid.random());
        dataSet.put(Tag.SeriesInstanceUID, Uid.random());
        dataSet.put(Tag.StudyInstanceUID, Uid.random());
        dataSet.put(Tag.PatientName, name);
        dataSet.put(Tag.PatientID, UUID.randomUUID().toString());
        dataSet.put(Tag.Modality, "OT");
        return dataSet;
    }

    private static String text(DataSet dataSet, int tag) {
        return Optional.of(dataSet).flatMap(set -> set.string(tag)).orElseThrow();
    }
}
