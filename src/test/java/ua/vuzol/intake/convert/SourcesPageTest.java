package ua.vuzol.intake.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.intake.convert.TestPictures.Kind;
import ua.vuzol.intake.profile.SidecarRecord;
import ua.vuzol.intake.profile.SourceProfile;

/** The example in docs/sources.md does what the page says. */
class SourcesPageTest {
    private static final Path PAGE = Path.of("docs/sources.md");

    @TempDir
    Path folder;

    @Test
    void theExampleOnThePageConvertsAsThePageSays() throws IOException {
        ConversionSupport support = new ConversionSupport(folder);
        SourceProfile profile = support.profile("skin", block("yaml"));
        Golden.write(folder.resolve("d-0417.csv"), "windows-1251", block(""));
        Path picture = TestPictures.write(folder.resolve("d-0417_1.jpg"), Kind.JPEG_COLOUR, 1);
        SidecarRecord found =
                profile.recordsOf(folder.resolve("d-0417.csv"), "d-0417.csv").get(0);

        ConvertedInstance instance = support.convert(
                        profile, found.examinationKey(), found.record().fields(), picture)
                .instances()
                .get(0);

        DataSet dataSet = instance.dataSet();
        assertThat(dataSet.string(Tag.PatientName)).hasValue("Щербуха^Лук'ян^В'ячеславович");
        assertThat(dataSet.string(Tag.OtherPatientNames)).hasValue("Shcherbukha^Lukian^Viacheslavovych");
        assertThat(dataSet.string(Tag.PatientBirthDate)).hasValue("19850701");
        assertThat(dataSet.string(Tag.StudyTime)).hasValue("1005");
        assertThat(dataSet.string(Tag.AccessionNumber)).hasValue("DERM-D-0417");
        assertThat(dataSet.string(Tag.BodyPartExamined)).hasValue("ABDOMEN");
        assertThat(dataSet.string(Tag.StudyID).orElseThrow()).matches("\\d{12}");
        assertThat(dataSet.contains(Tag.OtherPatientIDsSequence)).isFalse();
        assertThat(instance.sopClassUid()).isEqualTo("1.2.840.10008.5.1.4.1.1.77.1.4");
    }

    private static String block(String kind) throws IOException {
        Matcher block = Pattern.compile("(?s)\n```" + kind + "\n(.*?)\n```\n").matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1) + "\n";
    }
}
