package ua.vuzol.intake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.intake.image.PhotometricInterpretation;
import ua.vuzol.mapping.MappingFileException;

class IodLibraryTest {
    private static final Path PROJECT = Path.of("mappings");

    @TempDir
    Path folder;

    @BeforeEach
    void copyTables() throws IOException {
        Files.createDirectories(folder.resolve("dicom/iods"));
        for (String file : List.of(
                "dicom/modules.yaml",
                "dicom/modules.schema.json",
                "dicom/iod.schema.json",
                "dicom/body-parts.yaml",
                "dicom/body-parts.schema.json",
                "dicom/iods/ultrasound.yaml")) {
            Files.copy(PROJECT.resolve(file), folder.resolve(file));
        }
    }

    static List<String> names() {
        return IodLibrary.load(PROJECT).names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTableDemandsWhatAllObjectsOfPs3Demand(String name) {
        Iod iod = IodLibrary.load(PROJECT).find(name);

        assertThat(iod.type1())
                .contains("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "Modality", "Rows");
        assertThat(iod.type2()).extracting(Iod.Type2::keyword).contains("PatientName", "PatientID", "AccessionNumber");
        assertThat(iod.pixels()).isNotEmpty();
    }

    @Test
    void noTwoTablesAreOfOneSopClass() {
        IodLibrary library = IodLibrary.load(PROJECT);

        assertThat(library.names().stream().map(name -> library.find(name).sopClassUid()))
                .doesNotHaveDuplicates()
                .hasSize(13);
    }

    @Test
    void lateralityIsNotDemandedOfASinglePartOfTheBody() {
        Iod iod = IodLibrary.load(PROJECT).find("computed-radiography");
        Iod.Type2 laterality = iod.type2().stream()
                .filter(attribute -> attribute.keyword().equals("Laterality"))
                .findFirst()
                .orElseThrow();

        assertThat(laterality.demandedFor(Optional.of("CHEST"))).isFalse();
        assertThat(laterality.demandedFor(Optional.of("KNEE"))).isTrue();
        assertThat(laterality.demandedFor(Optional.empty())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    us-image, sop-common | us-imago, sop-common  | is not in mappings/dicom/modules.yaml
                    5.1.4.1.1.6.1        | 5.1.4.1.1.6.99        | is not a UID that PS3.6 registers
                    MONOCHROME2: [8]     | MONOCHROME2: [12]     | pixels.MONOCHROME2
                    Modality: US         | Modallity: US         | is not a keyword of the DICOM dictionary
                    Modality: US         | Modality: {field: M}  | the key field is not known here
                    """)
    void aMistakeInATableIsNamed(String right, String wrong, String message) throws IOException {
        Path file = folder.resolve("dicom/iods/ultrasound.yaml");
        String yaml = Files.readString(file);
        Files.writeString(file, yaml.replace(right, wrong));
        IodLibrary library = IodLibrary.load(folder);

        assertThatThrownBy(() -> library.find("ultrasound"))
                .isInstanceOf(MappingFileException.class)
                .hasMessageContaining("ultrasound.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void aNewObjectNeedsTextOnly() throws IOException {
        String ultrasound = Files.readString(folder.resolve("dicom/iods/ultrasound.yaml"));
        IodLibrary library = IodLibrary.load(folder);
        Files.writeString(
                folder.resolve("dicom/iods/ophthalmic.yaml"),
                ultrasound.replace("1.2.840.10008.5.1.4.1.1.6.1", "1.2.840.10008.5.1.4.1.1.77.1.5.1"));

        Iod iod = library.find("ophthalmic");

        assertThat(library.names()).containsExactly("ophthalmic", "ultrasound");
        assertThat(iod.holds(PhotometricInterpretation.RGB, 8)).isTrue();
        assertThat(iod.holds(PhotometricInterpretation.MONOCHROME2, 16)).isFalse();
    }
}
