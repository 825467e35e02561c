package ua.vuzol.intake.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.intake.convert.AnyDevice.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.convert.TestPictures.Kind;
import ua.vuzol.intake.profile.SourceProfile;

class ConverterTest {
    @TempDir
    Path folder;

    private ConversionSupport support;
    private SourceProfile profile;
    private Path picture;

    @BeforeEach
    void prepare() throws IOException {
        support = new ConversionSupport(folder);
        profile = profile("", "secondary-capture");
        picture = TestPictures.write(folder.resolve("in/X1_1.png"), Kind.GREY8, 1);
    }

    private SourceProfile profile(String more, String sopClass) {
        return support.profile("any", AnyDevice.PROFILE.formatted(more, sopClass));
    }

    private DataSet convert(Map<String, String> record) throws IOException {
        return support.convert(profile, "X1", record, picture)
                .instances()
                .get(0)
                .dataSet();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ID   |            | The metadata has no patient ID, so nothing tells whose images these are.
                    ID   | -          | The patient ID "-" has no digit but zeros, so that many patients may share it; write the number of the card.
                    ID   | немає      | The patient ID "немає" has no digit but zeros, so that many patients may share it; write the number of the card.
                    ID   | 000-00     | The patient ID "000-00" has no digit but zeros, so that many patients may share it; write the number of the card.
                    BORN | 30.02.1980 | The field BORN holds "30.02.1980" for PatientBirthDate, which is no date of the form dd.MM.yyyy or dd.MM.yy.
                    BORN | 13.03.2026 | The birth date 13.03.2026 is later than the day the files came.
                    BORN | 31.12.1899 | The birth date 31.12.1899 lies before 1900.
                    DATE | 31.01.1980 | The study date 31.01.1980 is earlier than the birth date 01.02.1980.
                    DATE | 31.04.2026 | The field DATE holds "31.04.2026" for StudyDate, which is no date of the form dd.MM.yyyy.
                    TIME | 25:00      | The field TIME holds "25:00" for StudyTime, which is no time of the form HH:mm.
                    DATE | 12.03.0026 | The study date 12.03.0026 lies before 1900, when no device made pictures; look at the form of the date in the profile.
                    SEX  | 5          | The field SEX holds "5" for PatientSex, which is no sex the hub knows; use map.
                    """)
    void whatNoTrueExaminationSaysIsRefusedWithAReason(String field, String value, String reason) {
        assertThatThrownBy(() -> convert(record(field, value == null ? "" : value)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "PatientBirthDate, 20240230, date",
        "StudyDate, 20260311-20260312, date",
        "StudyDate, -20260312, date",
        "StudyTime, 2575, time",
        "StudyTime, 0900-1000, time",
        "ScheduledStudyStartTime, 24, time",
        "AcquisitionDateTime, 20260230, date",
        "AcquisitionDateTime, 202603122460, date",
        "AcquisitionDateTime, 20260312+1900, date",
        "AcquisitionDateTime, 2025-2026, date"
    })
    void aMomentTheCalendarDoesNotKnowIsRefusedWithoutAConversionToo(String keyword, String value, String kind) {
        profile = support.profile("any", withField(keyword));

        assertThatThrownBy(() -> convert(record("MOMENT", value)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("The value \"" + value + "\" for ")
                .hasMessageContaining(keyword + " is no " + kind + " that exists");
    }

    @ParameterizedTest
    @CsvSource({
        "PatientBirthDate, 20240229",
        "StudyTime, 09",
        "StudyTime, 235960.5",
        "AcquisitionDateTime, 2026",
        "AcquisitionDateTime, 20260312090500.123456+0200"
    })
    void aMomentInTheFormOfDicomNeedsNoConversion(String keyword, String value) throws IOException {
        profile = support.profile("any", withField(keyword));

        assertThat(convert(record("MOMENT", value))
                        .string(Header.attribute(keyword).tag()))
                .hasValue(value);
    }

    /** The profile with this attribute taken as it is from the field MOMENT. */
    private static String withField(String keyword) {
        return AnyDevice.PROFILE
                .formatted("", "secondary-capture")
                .replaceFirst("  " + keyword + ":.*\n", "")
                .replace("device:", "  " + keyword + ": {field: MOMENT}\ndevice:");
    }

    @Test
    void aFieldTheMetadataLacksIsNamedWithThoseItHas() {
        Map<String, String> record = record();
        record.remove("TEXT");

        assertThatThrownBy(() -> convert(record))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("no field TEXT, which the profile any names for StudyDescription")
                .hasMessageContaining("BORN");
    }

    @Test
    void aFieldWithADefaultMayBeLacking() throws IOException {
        Map<String, String> record = record();
        record.remove("TIME");

        assertThat(convert(record).string(Tag.StudyTime)).hasValue("1200");
    }

    @Test
    void aValueTooLongForItsAttributeIsRefusedRatherThanCut() {
        assertThatThrownBy(() -> convert(record("TEXT", "х".repeat(65))))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("StudyDescription")
                .hasMessageContaining("65 characters");
    }

    @Test
    void anObjectThatDemandsWhatNobodyGivesSaysWhatIsMissing() {
        profile = profile("", "digital-x-ray");

        assertThatThrownBy(() -> convert(record()))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage(
                        "The object digital-x-ray demands ImageLaterality, PatientOrientation, BurnedInAnnotation, ImagerPixelSpacing,"
                                + " which neither the metadata nor the profile any gives; add it to the profile.");
    }

    @Test
    void theSideOfAnXRayIsUnpairedOnlyForAPartTheBodyHasOnce() throws IOException {
        String chest = AnyDevice.PROFILE
                .formatted("", "digital-x-ray\n  pixelSpacing: 0.2")
                .replace(
                        "device:",
                        "device:\n  BodyPartExamined: CHEST\n  PatientOrientation: [L, F]\n"
                                + "  BurnedInAnnotation: \"NO\"");
        profile = support.profile("any", chest);

        assertThat(convert(record()).string(Tag.ImageLaterality)).hasValue("U");
        profile = support.profile("any", chest.replace("CHEST", "HAND"));
        assertThatThrownBy(() -> convert(record()))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("digital-x-ray demands ImageLaterality, which neither");
        profile = support.profile("any", chest.replace("CHEST", "HAND\n  ImageLaterality: R"));
        assertThat(convert(record()).string(Tag.ImageLaterality)).hasValue("R");
    }

    @Test
    void aPictureNoAllowedObjectCanHoldIsRefused() throws IOException {
        profile = profile("", "ultrasound");
        picture = TestPictures.write(folder.resolve("in/X1_1.tif"), Kind.GREY12, 1);

        assertThatThrownBy(() -> convert(record()))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("(ultrasound) can hold a picture of 37 x 31 pixels, MONOCHROME2, 16 bits");
    }

    @Test
    void theFirstObjectThatCanHoldThePictureIsTaken() throws IOException {
        profile = profile("", "[ultrasound, secondary-capture]");
        picture = TestPictures.write(folder.resolve("in/X1_1.tif"), Kind.GREY12, 1);

        assertThat(convert(record()).string(Tag.SOPClassUID)).hasValue("1.2.840.10008.5.1.4.1.1.7");
    }

    @Test
    void aPictureThatUsesMoreBitsThanTheProfileSaysIsRefused() throws IOException {
        profile = profile("", "secondary-capture\n  bitsStored: 10");
        picture = TestPictures.write(folder.resolve("in/X1_1.tif"), Kind.GREY12, 1);

        assertThatThrownBy(() -> convert(record()))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage("The picture uses 12 bits of a pixel, but the profile any says 10; mend bitsStored there.");
        assertThat(support.target()).isEmptyDirectory();
    }

    @Test
    void picturesOfDifferentSizeDoNotBecomeOneCineLoop() throws IOException {
        profile = profile("", "ultrasound-multi-frame\n  frames: multi-frame");
        Path colour = TestPictures.write(folder.resolve("in/X1_2.png"), Kind.RGB, 1);

        assertThatThrownBy(() -> support.convert(profile, "X1", record(), picture, colour))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("cannot stand together in one ultrasound-multi-frame");
    }

    @Test
    void aBrokenPictureLeavesNothingBehind() throws IOException {
        byte[] whole = Files.readAllBytes(picture);
        Files.write(picture, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> convert(record())).isInstanceOf(UnreadableInputException.class);
        assertThat(support.target()).isEmptyDirectory();
    }

    @Test
    void nativePixelsAreTheSamplesOfThePicture() throws IOException {
        Path file = support.convert(profile, "X1", record(), picture)
                .instances()
                .get(0)
                .file();

        byte[] pixels = DicomReader.read(file)
                .dataSet()
                .get(Tag.PixelData)
                .orElseThrow()
                .bytes();
        byte[] samples = (byte[])
                TestPictures.grey8(1).getRaster().getDataElements(0, 0, TestPictures.COLUMNS, TestPictures.ROWS, null);
        assertThat(pixels).isEqualTo(Arrays.copyOf(samples, samples.length + samples.length % 2));
    }

    @Test
    void aJpegIsCarriedByteForByte() throws IOException {
        picture = TestPictures.write(folder.resolve("in/X1_1.jpg"), Kind.JPEG_COLOUR, 1);

        ConvertedInstance instance =
                support.convert(profile, "X1", record(), picture).instances().get(0);

        Value.Fragments fragments = (Value.Fragments) DicomReader.read(instance.file())
                .dataSet()
                .get(Tag.PixelData)
                .orElseThrow()
                .value();
        ByteArrayOutputStream carried = new ByteArrayOutputStream();
        fragments.fragments().get(1).writeTo(carried);
        byte[] jpeg = Files.readAllBytes(picture);
        assertThat(carried.toByteArray()).startsWith(jpeg).hasSizeLessThanOrEqualTo(jpeg.length + 1);
        assertThat(instance.dataSet().string(Tag.LossyImageCompression)).hasValue("01");
        assertThat(instance.dataSet().string(Tag.PhotometricInterpretation)).hasValue("YBR_FULL_422");
    }

    @Test
    void aDecodedJpegStillSaysThatItLostSomething() throws IOException {
        profile = profile("", "secondary-capture\n  jpeg: decode");
        picture = TestPictures.write(folder.resolve("in/X1_1.jpg"), Kind.JPEG_COLOUR, 1);

        DataSet dataSet = convert(record());

        assertThat(dataSet.string(Tag.PhotometricInterpretation)).hasValue("RGB");
        assertThat(dataSet.string(Tag.LossyImageCompression)).hasValue("01");
        assertThat(dataSet.string(Tag.LossyImageCompressionMethod)).hasValue("ISO_10918_1");
    }

    @Test
    void aJpegInATiffSaysThatItLostSomething() throws IOException {
        picture = TestPictures.write(folder.resolve("in/X1_1.tif"), Kind.TIFF_JPEG, 1);

        DataSet dataSet = convert(record());

        assertThat(dataSet.string(Tag.LossyImageCompression)).hasValue("01");
        assertThat(dataSet.string(Tag.LossyImageCompressionMethod)).hasValue("ISO_10918_1");
        assertThat(dataSet.decimal(Tag.LossyImageCompressionRatio).orElseThrow())
                .isGreaterThan(TestPictures.ROWS * TestPictures.COLUMNS / (double) Files.size(picture));
    }

    @Test
    void aTiffThatLostNothingDoesNotSaySo() throws IOException {
        picture = TestPictures.write(folder.resolve("in/X1_1.tif"), Kind.GREY12, 1);

        assertThat(convert(record()).contains(Tag.LossyImageCompression)).isFalse();
    }

    @Test
    void latinMayStandFirstForReceiversThatShowOnlyLatin() throws IOException {
        profile = profile("text: {patientName: latin}", "secondary-capture");

        DataSet dataSet = convert(record("DOCTOR", "Гаращенко Ф. Ї."));

        assertThat(dataSet.string(Tag.PatientName)).hasValue("Melnyk^Oleh^Petrovych");
        assertThat(dataSet.string(Tag.OtherPatientNames)).hasValue("Мельник^Олег^Петрович");
        assertThat(dataSet.string(Tag.PerformingPhysicianName)).hasValue("Harashchenko^F.^Yi.");
        DataSet original = dataSet.item(Tag.OriginalAttributesSequence).orElseThrow();
        assertThat(original.string(Tag.ReasonForTheAttributeModification)).hasValue("COERCE");
        DataSet before = original.item(Tag.ModifiedAttributesSequence).orElseThrow();
        assertThat(before.string(Tag.PerformingPhysicianName)).hasValue("Гаращенко^Ф.^Ї.");
        assertThat(before.string(Tag.PatientName)).hasValue("Мельник^Олег^Петрович");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text: {patientName: latin}"})
    void aLatinFormTooLongForANameIsLeftOutWithARemark(String more) throws IOException {
        profile = profile(more, "secondary-capture");
        String family = "Щ".repeat(20);

        ConvertedInstance instance = support.convert(
                        profile, "X1", record("NAME", family + " Олег", "DOCTOR", family + " О."), picture)
                .instances()
                .get(0);

        assertThat(instance.dataSet().string(Tag.PatientName)).hasValue(family + "^Олег");
        assertThat(instance.dataSet().string(Tag.PerformingPhysicianName)).hasValue(family + "^О.");
        assertThat(instance.dataSet().contains(Tag.OtherPatientNames)).isFalse();
        assertThat(instance.remarks())
                .contains("The Latin form of PatientName is longer than 64 characters and was left out.");
    }

    @Test
    void theLanguageOfTheSourceDecidesNamesThatDoNotTellTheirs() throws IOException {
        profile = profile("text: {language: ru}", "secondary-capture");

        assertThat(convert(record()).string(Tag.OtherPatientNames)).hasValue("Melnik^Oleg^Petrovich");
    }

    @Test
    void aBackslashInADevicesTextSeparatesNoValues() throws IOException {
        ConvertedExamination converted = support.convert(profile, "X1", record("TEXT", "ОГК\\пряма"), picture);

        DataSet dataSet = converted.instances().get(0).dataSet();
        assertThat(dataSet.strings(Tag.StudyDescription)).containsExactly("ОГК/пряма");
        assertThat(converted.corrections())
                .containsExactly(new Change("StudyDescription", "ОГК\\пряма", "ОГК/пряма", Change.Reason.CORRECT));
        assertThat(converted.corrections().toString()).doesNotContain("ОГК");
    }

    @Test
    void aBackslashInAParagraphIsABackslash() throws IOException {
        profile = support.profile(
                "any",
                AnyDevice.PROFILE.formatted("", "secondary-capture").replace("StudyDescription", "PatientComments"));

        DataSet dataSet = convert(record("TEXT", "Легені\\бронхи, бiч"));

        assertThat(dataSet.string(Tag.PatientComments)).hasValue("Легені\\бронхи, біч");
        DataSet original = dataSet.item(Tag.OriginalAttributesSequence).orElseThrow();
        assertThat(original.item(Tag.ModifiedAttributesSequence).orElseThrow().string(Tag.PatientComments))
                .hasValue("Легені\\бронхи, бiч");
    }

    @Test
    void identifiersAreNeverFolded() throws IOException {
        ConvertedExamination converted =
                support.convert(profile, "X1", record("ID", "КС 12345O", "NAME", "Сидоренко Iван"), picture);

        DataSet dataSet = converted.instances().get(0).dataSet();
        assertThat(dataSet.string(Tag.PatientID)).hasValue("КС 12345O");
        assertThat(dataSet.string(Tag.PatientName)).hasValue("Сидоренко^Іван");
        assertThat(converted.corrections()).extracting(Change::keyword).containsExactly("PatientName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"’", "‘", "′", "`", "´", "ʼ"})
    void everyFormOfTheApostropheBecomesTheOneOfDicom(String apostrophe) throws IOException {
        String name = "Мар" + apostrophe + "яненко Лук" + apostrophe + "ян";

        ConvertedExamination converted = support.convert(profile, "X1", record("NAME", name, "TEXT", "м’язи"), picture);

        DataSet dataSet = converted.instances().get(0).dataSet();
        assertThat(dataSet.string(Tag.PatientName)).hasValue("Мар'яненко^Лук'ян");
        assertThat(dataSet.string(Tag.StudyDescription)).hasValue("м’язи");
        assertThat(converted.corrections())
                .containsExactly(
                        new Change("PatientName", name.replace(' ', '^'), "Мар'яненко^Лук'ян", Change.Reason.CORRECT));
    }

    @Test
    void aLoneNameOfLookAlikesIsLeftForAPersonToSee() throws IOException {
        ConvertedExamination converted = support.convert(profile, "X1", record("NAME", "HOCOBA"), picture);

        assertThat(converted.instances().get(0).dataSet().string(Tag.PatientName))
                .hasValue("HOCOBA");
        assertThat(converted.instances().get(0).remarks())
                .containsExactly(
                        "PatientName mixes Latin and Cyrillic letters in a way that could be meant otherwise.");
    }

    @Test
    void anotherNumberOfThePatientIsAnItemOnlyWhenTheDeviceKnowsIt() throws IOException {
        assertThat(convert(record()).contains(Tag.OtherPatientIDsSequence)).isFalse();

        DataSet item = convert(record("TAX", "3184710691"))
                .item(Tag.OtherPatientIDsSequence)
                .orElseThrow();
        assertThat(item.string(Tag.PatientID)).hasValue("3184710691");
        assertThat(item.string(Tag.IssuerOfPatientID)).hasValue("RNOKPP");
        assertThat(item.string(Tag.TypeOfPatientID)).hasValue("TEXT");
    }

    @ParameterizedTest
    @CsvSource({
        "3184710691, 12.03.1987, Ч, ''",
        "3184710692, 12.03.1987, Ч, The tax number (РНОКПП) of the patient fails its check digit.",
        "3184710691, 13.03.1987, Ч, The tax number (РНОКПП) of the patient tells another birth date.",
        "3184710691, 12.03.1987, Ж, The tax number (РНОКПП) of the patient tells another sex."
    })
    void aTaxNumberThatCannotBeRightIsOnlyRemarkedOn(String number, String born, String sex, String remark)
            throws IOException {
        ConvertedExamination converted =
                support.convert(profile, "X1", record("TAX", number, "BORN", born, "SEX", sex), picture);

        assertThat(String.join("", converted.instances().get(0).remarks())).isEqualTo(remark);
    }

    @Test
    void aTwoDigitYearIsTheLatestThatIsNotInTheFuture() throws IOException {
        assertThat(convert(record("BORN", "01.02.30")).string(Tag.PatientBirthDate))
                .hasValue("19300201");
        assertThat(convert(record("BORN", "01.02.20")).string(Tag.PatientBirthDate))
                .hasValue("20200201");
    }

    @Test
    void theOffsetIsThatOfTheDayOfTheExamination() throws IOException {
        DataSet summer = convert(record("DATE", "01.07.2025"));

        assertThat(summer.string(Tag.TimezoneOffsetFromUTC)).hasValue("+0300");
        assertThat(summer.string(Tag.InstanceCreationTime)).hasValue("111530");
        assertThat(convert(record()).string(Tag.TimezoneOffsetFromUTC)).hasValue("+0200");
    }

    @Test
    void aStudyDateInTheFutureIsOnlyRemarkedOn() throws IOException {
        ConvertedExamination converted = support.convert(profile, "X1", record("DATE", "12.03.2027"), picture);

        assertThat(converted.instances().get(0).remarks())
                .contains("The study date is later than the day the files came: look at the device's clock.");
    }

    @Test
    void aPictureThatComesLaterJoinsTheSameSeries() throws IOException {
        Path late = TestPictures.write(folder.resolve("in/X1_2.png"), Kind.GREY8, 2);

        ConvertedInstance first =
                support.convert(profile, "X1", record(), picture).instances().get(0);
        ConvertedInstance second =
                support.convert(profile, "X1", record(), late).instances().get(0);

        assertThat(second.seriesInstanceUid()).isEqualTo(first.seriesInstanceUid());
        assertThat(second.sopInstanceUid()).isNotEqualTo(first.sopInstanceUid());
        assertThat(second.dataSet().string(Tag.InstanceNumber)).hasValue("2");
    }

    @Test
    void aCounterThatBeganAgainDoesNotMixTwoPatients() throws IOException {
        String first = support.convert(profile, "X1", record(), picture).studyInstanceUid();
        String otherPatient =
                support.convert(profile, "X1", record("ID", "78"), picture).studyInstanceUid();
        String otherDay = support.convert(profile, "X1", record("DATE", "11.03.2026"), picture)
                .studyInstanceUid();

        assertThat(List.of(first, otherPatient, otherDay)).doesNotHaveDuplicates();
    }

    @Test
    void aCounterThatBeganAgainGeneratesOtherNumbers() throws IOException {
        profile = support.profile(
                "any",
                AnyDevice.PROFILE
                        .formatted("", "secondary-capture")
                        .replace(
                                "study:",
                                "study:\n  StudyID: {generate: number}\n  FrameOfReferenceUID: {generate: uid}"));

        List<DataSet> examinations =
                List.of(convert(record()), convert(record("ID", "78")), convert(record("DATE", "11.03.2026")));

        assertThat(examinations.stream().map(dataSet -> dataSet.string(Tag.StudyID)))
                .doesNotHaveDuplicates();
        assertThat(examinations.stream().map(dataSet -> dataSet.string(Tag.FrameOfReferenceUID)))
                .doesNotHaveDuplicates();
        assertThat(convert(record("NAME", "Мельник Ольга")).string(Tag.StudyID))
                .isEqualTo(examinations.get(0).string(Tag.StudyID));
    }

    @Test
    void theSamePictureTwiceInAnExaminationIsTwoInstances() throws IOException {
        Path copy = Files.copy(picture, folder.resolve("in/X1_2.png"));

        assertThat(support.convert(profile, "X1", record(), picture, copy).instances())
                .extracting(ConvertedInstance::sopInstanceUid)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyInstanceHasAFileOfItsOwnWhateverTheDeviceNamesItsPictures() throws IOException {
        Path pages = TestPictures.write(folder.resolve("in/X1_1.tif"), Kind.PAGES_GREY8, 1);
        Path alike = TestPictures.write(folder.resolve("in/X1_1-2.tif"), Kind.PAGES_GREY8, 20);
        Path cyrillic = Files.copy(picture, folder.resolve("in/Щербуха_1.png"));
        Path latin = Files.copy(picture, folder.resolve("in/Shcherbukha_1.png"));

        List<ConvertedInstance> instances = support.convert(profile, "X1", record(), pages, alike, cyrillic, latin)
                .instances();

        assertThat(instances).hasSize(8).extracting(ConvertedInstance::file).doesNotHaveDuplicates();
        for (ConvertedInstance instance : instances) {
            assertThat(DicomReader.read(instance.file()).dataSet().string(Tag.SOPInstanceUID))
                    .hasValue(instance.sopInstanceUid());
        }
    }

    @Test
    void whatIsPrintedOfResultsHoldsNoPatientData() throws IOException {
        ExaminationInput input = ConversionSupport.input(profile, "Мельник", record(), picture);
        ConvertedExamination converted = ConversionSupport.converter().convert(input, profile, support.target());

        assertThat(input + " " + input.images() + " " + converted + " " + converted.instances())
                .doesNotContain("Мельник", "Melnyk", "X1_1");
    }
}
