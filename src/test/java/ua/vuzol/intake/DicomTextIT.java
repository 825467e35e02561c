package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;

/** Text in encodings that its objects do not declare. */
class DicomTextIT extends ReceivingTestSupport {
    private static final String NAME = "Їжакевич^Соломія^Григорівна";
    private static final String DESCRIPTION = "Органи грудної порожнини, пряма проекція";
    private static final String PROCEDURE = "Оглядова рентгенографія черевної порожнини";

    /** An object with text in an encoding, also inside a sequence; declared as given, empty for nothing. */
    private static DataSet text(String encoding, String declared) {
        DataSet dataSet = object();
        if (!declared.isEmpty()) {
            dataSet.put(Tag.SpecificCharacterSet, declared);
        }
        putText(dataSet, Tag.PatientName, VR.PN, NAME, encoding);
        putText(dataSet, Tag.StudyDescription, VR.LO, DESCRIPTION, encoding);
        DataSet item = new DataSet();
        dataSet.putItems(Tag.RequestAttributesSequence, item);
        putText(item, Tag.RequestedProcedureDescription, VR.LO, PROCEDURE, encoding);
        return dataSet;
    }

    static Stream<Arguments> declaredWrongly() {
        return Stream.of("windows-1251", "KOI8-U", "ISO-8859-5", "CP1125", "UTF-8")
                .flatMap(encoding -> Stream.of("ISO_IR 100", "ISO_IR 144", "")
                        .filter(declared -> !(encoding.equals("ISO-8859-5") && declared.equals("ISO_IR 144")))
                        .map(declared -> Arguments.of(encoding, declared)));
    }

    @ParameterizedTest
    @MethodSource("declaredWrongly")
    void textInAnotherEncodingThanDeclaredIsMendedAndItsBytesAreKept(String encoding, String declared) {
        DataSet sent = text(encoding, declared);
        send(sent);
        DataSet stored = read(stored(sent));
        assertThat(stored.strings(Tag.SpecificCharacterSet)).containsExactly("ISO_IR 192");
        assertThat(stored.string(Tag.PatientName)).contains(NAME);
        assertThat(stored.string(Tag.StudyDescription)).contains(DESCRIPTION);
        assertThat(stored.item(Tag.RequestAttributesSequence)
                        .flatMap(item -> item.string(Tag.RequestedProcedureDescription)))
                .contains(PROCEDURE);
        DataSet original = stored.item(Tag.OriginalAttributesSequence).orElseThrow();
        assertThat(original.string(Tag.ReasonForTheAttributeModification)).contains("CORRECT");
        assertThat(original.item(Tag.ModifiedAttributesSequence).orElseThrow().string(Tag.SpecificCharacterSet))
                .isEqualTo(Optional.of(declared).filter(term -> !term.isEmpty()));
        List<DataSet> raw = original.items(Tag.NonconformingModifiedAttributesSequence);
        assertThat(raw).hasSize(3);
        assertThat(raw.get(1).string(0x00720026)).contains(Tag.format(Tag.PatientName));
        assertThat(raw.get(1)
                        .get(Tag.NonconformingDataElementValue)
                        .orElseThrow()
                        .bytes())
                .startsWith(NAME.getBytes(encoding(encoding)));
        assertThat(raw.get(2).strings(0x00720052)).containsExactly(Tag.format(Tag.RequestAttributesSequence));
        assertThat(raw.get(2).strings(0x00741057)).containsExactly("1");
        assertThat(timeline(sent)).anyMatch(line -> line.contains("is ISO_IR 192 now"));
        assertThat(study(sent).orElseThrow().patient().name()).isEqualTo(NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, ISO_IR 192, Їжакевич^Соломія",
        "ISO-8859-5, ISO_IR 144, Їжакевич^Соломія",
        "ISO-8859-1, ISO_IR 100, Müller^Jürgen",
        "windows-1253, ISO_IR 126, Διονυσιος"
    })
    void textThatIsAsDeclaredIsNotTouched(String encoding, String declared, String name) {
        DataSet sent = object().put(Tag.SpecificCharacterSet, declared)
                .putBytes(Tag.PatientName, VR.PN, name.getBytes(Charset.forName(encoding)));
        byte[] content = file(sent);
        send(content);
        assertThat(stored(sent)).isEqualTo(content);
        assertThat(timeline(sent)).hasSize(2);
    }

    @Test
    void aWordTooShortToTellStaysAndTheTimelineSaysSoUntilTheSourceHasSaidMore() {
        DataSet unclear = object();
        putText(unclear, Tag.PatientName, VR.PN, "Гач", "KOI8-U");
        byte[] content = file(unclear);
        send(content);
        assertThat(stored(unclear)).isEqualTo(content);
        assertThat(timeline(unclear)).anyMatch(line -> line.contains("could not be told"));
        send(text("KOI8-U", ""));
        DataSet later = object();
        putText(later, Tag.PatientName, VR.PN, "Цой", "KOI8-U");
        send(later);
        assertThat(read(stored(later)).string(Tag.PatientName))
                .as("what the source has sent before tells it")
                .contains("Цой");
    }

    @Test
    void theTextsOfABatchTogetherTellWhatOneOfThemDoesNot() {
        List<String> names = List.of("Гач^Іван", "Цой^Вэн", "Щербуха^Лук'ян", "Шевченко^Тарас", "Ґалаґан^Уляна");
        List<DataSet> objects = names.stream()
                .map(name -> putText(object(), Tag.PatientName, VR.PN, name, "KOI8-U"))
                .toList();
        objects.forEach(each -> receive(file(each)));
        normaliseAll();
        assertThat(objects.stream()
                        .map(each -> read(stored(each)).string(Tag.PatientName).orElseThrow()))
                .containsExactlyElementsOf(names);
    }

    @Test
    void anEncodingThatTheProfileNamesHoldsForTheShortestText() {
        profile("{title: Old console, dicom: {encoding: KOI8-U}}");
        DataSet sent =
                putText(object().put(Tag.SpecificCharacterSet, "ISO_IR 100"), Tag.PatientName, VR.PN, "Цой", "KOI8-U");
        send(sent);
        assertThat(read(stored(sent)).string(Tag.PatientName)).contains("Цой");
        DataSet right = object().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.PatientName, NAME);
        byte[] content = file(right);
        send(content);
        assertThat(stored(right)).as("UTF-8 that is declared is right").isEqualTo(content);
    }

    @Test
    void aProfileMayForbidToLookAtText() {
        profile("{title: Any, dicom: {encoding: declared}}");
        DataSet sent = text("windows-1251", "ISO_IR 100");
        byte[] content = file(sent);
        send(content);
        assertThat(stored(sent)).isEqualTo(content);
    }

    @Test
    void anEncodingThatStandsWhereADefinedTermShouldIsBelieved() {
        DataSet sent = object().putBytes(Tag.SpecificCharacterSet, VR.CS, "windows-1251".getBytes());
        putText(sent, Tag.PatientName, VR.PN, "Цой", "windows-1251");
        send(sent);
        DataSet stored = read(stored(sent));
        assertThat(stored.string(Tag.PatientName)).contains("Цой");
        assertThat(stored.strings(Tag.SpecificCharacterSet)).containsExactly("ISO_IR 192");
    }

    @Test
    void westernNamesOfASourceThatSendsCyrillicStay() {
        send(text("windows-1251", "ISO_IR 100"));
        DataSet western = object().put(Tag.SpecificCharacterSet, "ISO_IR 100").put(Tag.PatientName, "Müller^Jürgen");
        byte[] content = file(western);
        send(content);
        assertThat(stored(western)).isEqualTo(content);
    }
}
