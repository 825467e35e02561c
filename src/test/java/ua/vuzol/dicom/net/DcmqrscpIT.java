package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;

/** We store to DCMTK's archive dcmqrscp, ask it and retrieve from it. */
class DcmqrscpIT {

    private static final String FIND = SopClass.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = SopClass.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = SopClass.StudyRootQueryRetrieveInformationModelGet;
    private static final String STORED = SopClass.SecondaryCaptureImageStorage;

    @TempDir
    Path folder;

    private List<FileSource> images;
    private Spool spool;
    private TestNode destination;
    private PeerProcess dcmqrscp;
    private NodeAddress archive;

    @BeforeEach
    void startAndFill() throws IOException {
        PeerProcess.assumeInstalled("dcmqrscp");
        images = TestObjects.images(5, folder);
        spool = new Spool(Files.createDirectory(folder.resolve("spool")));
        destination =
                TestNode.of(Services.builder().store(uid -> true, spool::store).build());
        int port = PeerProcess.freePort();
        dcmqrscp = Dcmqrscp.start(folder, port, destination.port());
        archive = NodeAddress.of("ARCHIVE", "127.0.0.1", port);
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(STORED))) {
            for (FileSource image : images) {
                assertThat(association.store(image).status()).isEqualTo(Status.SUCCESS);
            }
        }
    }

    @AfterEach
    void stop() {
        dcmqrscp.close();
        destination.close();
    }

    private Association connect(AssociationOptions.Builder options) throws IOException {
        return destination.network().connect(archive, options.build());
    }

    private static DataSet identifier(String level) {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.QueryRetrieveLevel, level)
                .put(Tag.StudyInstanceUID, TestObjects.STUDY_UID);
    }

    @ParameterizedTest
    @CsvSource({"STUDY, 1", "SERIES, 1", "IMAGE, 5"})
    void eachLevelIsFound(String level, int matches) throws IOException {
        DataSet identifier = identifier(level);
        if (!level.equals("STUDY")) {
            identifier.put(Tag.SeriesInstanceUID, level.equals("IMAGE") ? "2.25.1001" : "");
        }
        if (level.equals("IMAGE")) {
            identifier.putEmpty(Tag.SOPInstanceUID);
        }
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(FIND))) {
            assertThat(association.find(FIND, identifier).matches()).hasSize(matches);
        }
    }

    @Test
    void aNameIsFoundInItsOwnLetters() throws IOException {
        DataSet identifier =
                identifier("STUDY").put(Tag.PatientName, "Шевченко*").putEmpty(Tag.PatientID);
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(FIND))) {
            assertThat(association.find(FIND, identifier).matches())
                    .singleElement()
                    .satisfies(match -> {
                        assertThat(match.string(Tag.PatientName)).contains(TestObjects.PATIENT_NAME);
                        assertThat(match.string(Tag.PatientID)).contains("P1");
                    });
            assertThat(association
                            .find(FIND, identifier.put(Tag.PatientName, "Франко*"))
                            .matches())
                    .isEmpty();
        }
    }

    @Test
    void aCancelledQueryEndsAndTheAssociationGoesOn() throws IOException {
        DataSet identifier =
                identifier("IMAGE").put(Tag.SeriesInstanceUID, "2.25.1001").putEmpty(Tag.SOPInstanceUID);
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(FIND).verification())) {
            try (Responses responses = association.find(FIND, identifier)) {
                assertThat(responses.next().status().isPending()).isTrue();
            }
            assertThat(association.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aStudyIsMovedToUs() throws IOException {
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(MOVE))) {
            DimseResponse last =
                    association.move(MOVE, identifier("STUDY"), "VUZOL").last();
            assertThat(last.status()).isEqualTo(Status.SUCCESS);
            assertThat(SubOperations.of(last.command())).isEqualTo(new SubOperations(0, 5, 0, 0));
        }
        assertThat(spool.kept()).allSatisfy(kept -> assertThat(kept.request().moveOriginatorAeTitle())
                .contains("VUZOL"));
        isWhatWasStored();
    }

    @Test
    void anUnknownDestinationIsAStatus() throws IOException {
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(MOVE))) {
            Responses responses = association.move(MOVE, identifier("STUDY"), "NOBODY");
            assertThatThrownBy(responses::matches).isInstanceOfSatisfying(DimseException.class, refused -> assertThat(
                            refused.status().code())
                    .isEqualTo(Status.MOVE_DESTINATION_UNKNOWN.code()));
        }
    }

    private AssociationOptions.Builder getting(StoreService store) {
        return AssociationOptions.builder("VUZOL")
                .context(GET)
                .context(STORED)
                .role(STORED, false, true)
                .services(Services.builder().store(uid -> true, store).build());
    }

    @Test
    void aStudyIsGotOverTheSameAssociation() throws IOException {
        try (Association association = connect(getting(spool::store))) {
            DimseResponse last = association.get(GET, identifier("STUDY")).last();
            assertThat(last.status()).isEqualTo(Status.SUCCESS);
            assertThat(SubOperations.of(last.command())).isEqualTo(new SubOperations(0, 5, 0, 0));
        }
        isWhatWasStored();
    }

    @Test
    void anInstanceThatWeRefuseIsCountedAsFailed() throws IOException {
        StoreService refusing = (request, dataSet) -> {
            if (request.sopInstanceUid().equals(TestObjects.instanceUid(2))) {
                throw new DimseException(Status.OUT_OF_RESOURCES);
            }
            return spool.store(request, dataSet);
        };
        try (Association association = connect(getting(refusing))) {
            DimseResponse last = association.get(GET, identifier("STUDY")).last();
            assertThat(last.status().code()).isEqualTo(Status.SUBOPERATIONS_WITH_FAILURES.code());
            assertThat(SubOperations.of(last.command()).failed()).isEqualTo(1);
            assertThat(Responses.failedSopInstanceUids(last)).containsExactly(TestObjects.instanceUid(2));
        }
        assertThat(spool.kept()).hasSize(4);
    }

    private void isWhatWasStored() {
        assertThat(spool.instanceUids())
                .containsExactlyInAnyOrderElementsOf(
                        images.stream().map(FileSource::sopInstanceUid).toList());
        for (Spool.Kept kept : spool.kept()) {
            Path sent = images.stream()
                    .filter(image ->
                            image.sopInstanceUid().equals(kept.request().sopInstanceUid()))
                    .findFirst()
                    .orElseThrow()
                    .file();
            assertThat(TestObjects.content(kept.file())).isEqualTo(TestObjects.content(sent));
        }
    }
}
