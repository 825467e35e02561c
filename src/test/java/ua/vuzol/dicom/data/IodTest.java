package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IodTest {

    @Test
    void everyRowIsWholeAndUnique() {
        Set<String> modules = new HashSet<>();
        Dictionary.rows("modules.tsv", row -> {
            assertThat(row).as(row[0]).hasSize(3);
            assertThat(modules.add(row[0])).as(row[0]).isTrue();
            assertThat(row[2]).as(row[0]).matches("\\?|([12]:[0-9A-F]{8}(>[0-9A-F]{8})*( |$))*");
        });
        Set<String> classes = new HashSet<>();
        Dictionary.rows("iods.tsv", row -> {
            assertThat(row).as(row[0]).hasSize(3);
            assertThat(classes.add(row[0])).as(row[0]).isTrue();
            assertThat(Uid.isValid(row[0])).as(row[0]).isTrue();
            assertThat(row[2].isEmpty() || modules.containsAll(List.of(row[2].split(" "))))
                    .as(row[0])
                    .isTrue();
        });
        assertThat(classes).hasSizeGreaterThan(170);
        assertThat(modules).hasSizeGreaterThan(260);
    }

    @Test
    void everyRequiredAttributeIsInTheDictionaryAndEverySequenceIsOne() {
        Dictionary.rows(
                "iods.tsv",
                row -> Iod.ofSopClass(row[0]).orElseThrow().attributes().forEach(attribute -> {
                    assertThat(Dictionary.standard().lookup(attribute.tag()))
                            .as(Tag.format(attribute.tag()))
                            .isPresent();
                    attribute.sequences().forEach(sequence -> assertThat(Dictionary.standard()
                                    .lookup(sequence)
                                    .orElseThrow()
                                    .vrs())
                            .as(Tag.format(sequence))
                            .containsExactly(VR.SQ));
                }));
    }

    @Test
    void knowsWhatACtImageMustHave() {
        Iod ct = Iod.ofSopClass(SopClass.CTImageStorage).orElseThrow();
        assertThat(ct.name()).isEqualTo("CT Image");
        assertThat(ct.modules()).extracting(Iod.Module::name).contains("Patient", "Image Plane", "SOP Common");
        assertThat(ct.attributes())
                .contains(
                        new Iod.Attribute("Patient", List.of(), Tag.PatientName, 2),
                        new Iod.Attribute("CT Image", List.of(), Tag.ImageType, 1))
                .doesNotHaveDuplicates();
    }

    @Test
    void theStricterTypeCounts() {
        Iod enhanced = Iod.ofSopClass(SopClass.EnhancedMRImageStorage).orElseThrow();
        assertThat(enhanced.attributes())
                .filteredOn(attribute -> attribute.tag() == Tag.Manufacturer
                        && attribute.sequences().isEmpty())
                .extracting(Iod.Attribute::type)
                .containsExactly(1);
    }

    @Test
    void aModuleThatIsNewerThanTheTableIsNotTakenForOneWithoutAttributes() {
        Iod tractography = Iod.ofSopClass("1.2.840.10008.5.1.4.1.1.66.6").orElseThrow();
        assertThat(tractography.modules())
                .filteredOn(module -> module.name().equals("Tractography Results"))
                .extracting(Iod.Module::attributes)
                .containsExactly(Optional.empty());
        assertThat(Iod.ofSopClass("1.2.3")).isEmpty();
    }
}
