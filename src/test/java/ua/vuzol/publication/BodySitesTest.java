package ua.vuzol.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodySitesTest {
    private static final Path SHIPPED = Path.of("mappings/fhir/body-part-sct.tsv");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "CHEST, 816094009",
        "THORAX, 816094009",
        "HIP, 24136001",
        "LEG, 30021000",
        "INTMAMMARYA, 69327007",
        "KNEE, 72696002",
        "ABDOMEN, 818981001",
        "LSSPINE, 1217253001",
        "WHOLEBODY, 38266002",
        "' chest ', 816094009",
        "ОГК, 816094009",
        "Грудна клітина, 816094009",
        "череп, 89546000"
    })
    void aTermHasTheCodeOfContextGroup4031(String term, String code) {
        assertThat(BodySites.read(SHIPPED).coding(term)).map(Coding::getCode).contains(code);
    }

    @Test
    void everyRowOfTheShippedTableIsFoundAgain() throws IOException {
        BodySites sites = BodySites.read(SHIPPED);
        assertThat(Files.readAllLines(SHIPPED))
                .filteredOn(line -> !line.startsWith("#"))
                .hasSizeGreaterThan(300)
                .allSatisfy(line -> {
                    String[] cells = line.split("\t");
                    assertThat(sites.coding(cells[0]).orElseThrow())
                            .returns("http://snomed.info/sct", Coding::getSystem)
                            .returns(cells[1], Coding::getCode)
                            .returns(cells[2], Coding::getDisplay);
                });
    }

    @Test
    void aTermThatIsNotInTheTableHasNoCode() {
        assertThat(BodySites.read(SHIPPED).coding("незрозуміло")).isEmpty();
        assertThat(BodySites.read(SHIPPED).coding("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHEST\t816094009", "CHEST\tchest\tChest", "CHEST 816094009 Chest", "CHEST\t816094009\t "})
    void aWrongRowIsNamedByFileAndLine(String row) throws IOException {
        Path table = write("# remark\n" + row + "\n");
        assertThatThrownBy(() -> BodySites.read(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(table + " line 2 is not a term");
    }

    @Test
    void aTermMayStandThereOnce() throws IOException {
        Path table = write("CHEST\t816094009\tChest\nchest\t43799004\tThorax\n");
        assertThatThrownBy(() -> BodySites.read(table))
                .hasMessageContaining(table + " line 2 gives chest a second time");
    }

    @Test
    void aMissingTableIsNamed() {
        Path missing = directory.resolve("none.tsv");
        assertThatThrownBy(() -> BodySites.read(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("VUZOL_MAPPINGS");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("table.tsv"), text, UTF_8);
    }
}
