package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** What becomes of received objects: stored as they came, the same, a conflict, or unreadable. */
class NormalisationIT extends ReceivingTestSupport {

    @Test
    void anObjectThatNeedsNoChangeIsInTheArchiveByteForByteAsTheSameFile() throws IOException {
        DataSet dataSet = object();
        byte[] content = file(dataSet);
        long id = send(content);
        assertThat(state(id)).isEqualTo("STORED");
        assertThat(stored(dataSet)).isEqualTo(content);
        Path landed = landing.resolve(Sha256.of(content));
        assertThat((Integer) Files.getAttribute(landed, "unix:nlink")).isEqualTo(2);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void theTimelineTellsOfABatchAndNotOfEachObject() {
        DataSet first = object();
        receive(file(first));
        for (int i = 0; i < 11; i++) {
            receive(file(sibling(first)));
        }
        normaliseAll();
        assertThat(study(first).orElseThrow().instances()).hasSize(12);
        assertThat(timeline(first))
                .containsExactlyInAnyOrder(
                        "12 objects of " + sender + " arrived.", "12 objects are in the online tier.");
    }

    @Test
    void normalisingTwiceChangesNothing() {
        DataSet dataSet = object();
        long id = send(dataSet);
        intake.normalise(Long.toString(id));
        assertThat(study(dataSet).orElseThrow().instances()).hasSize(1);
        assertThat(timeline(dataSet)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"})
    void theSameObjectInAnyNativeTransferSyntaxIsTheSame(String syntax) {
        DataSet dataSet = object();
        byte[] content = file(dataSet);
        send(content);
        long again = send(file(dataSet, TransferSyntax.of(syntax)));
        assertThat(state(again)).isEqualTo("SAME");
        assertThat(stored(dataSet)).isEqualTo(content);
        assertThat(study(dataSet).orElseThrow().instances()).hasSize(1);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void theSameObjectTwiceInABatchIsThereOnce() {
        DataSet dataSet = object();
        long first = receive(file(dataSet));
        long second = receive(file(dataSet));
        long third = receive(file(dataSet, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN));
        normaliseAll();
        assertThat(List.of(state(first), state(second), state(third))).containsExactly("STORED", "SAME", "SAME");
    }

    @Test
    void anObjectThatWasMendedIsTheSameWhenItComesAgain() {
        DataSet dataSet = object().put(Tag.SOPInstanceUID, VR.UI, "1.2.03");
        long first = send(dataSet);
        long again = send(file(dataSet, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN));
        assertThat(List.of(state(first), state(again))).containsExactly("STORED", "SAME");
    }

    @Test
    void otherContentUnderAKnownUidIsSetAsideAndWhatIsStoredStays() {
        DataSet dataSet = object();
        byte[] content = file(dataSet);
        send(content);
        DataSet other = read(content).put(Tag.InstanceNumber, "2");
        long second = send(other);
        assertThat(state(second)).isEqualTo("QUARANTINED");
        assertThat(stored(dataSet)).isEqualTo(content);
        assertThat(quarantined()).singleElement().satisfies(entry -> {
            assertThat(entry.acceptable()).isTrue();
            assertThat(entry.reason()).contains("with other content");
            assertThat(home.resolve("data/landing").resolve(entry.files().get(0)))
                    .as("both are kept")
                    .hasBinaryContent(file(other));
        });
        assertThat(timeline(dataSet)).anyMatch(line -> line.contains("with other content"));
        long third = send(other);
        assertThat(state(third)).as("it is in quarantine once").isEqualTo("SAME");
        assertThat(quarantined()).hasSize(1);
    }

    @Test
    void theUidOfAnObjectInAnotherStudyOrSeriesIsAConflictToo() {
        DataSet dataSet = object();
        send(dataSet);
        DataSet elsewhere = object().put(
                        Tag.SOPInstanceUID, dataSet.string(Tag.SOPInstanceUID).orElseThrow());
        DataSet stolenSeries = object().put(
                        Tag.SeriesInstanceUID,
                        dataSet.string(Tag.SeriesInstanceUID).orElseThrow());
        DataSet stolenStudy = object().put(
                        Tag.StudyInstanceUID,
                        dataSet.string(Tag.StudyInstanceUID).orElseThrow());
        for (DataSet each : List.of(elsewhere, stolenSeries, stolenStudy)) {
            assertThat(state(send(each))).isEqualTo("QUARANTINED");
        }
        assertThat(quarantined()).hasSize(3);
        assertThat(study(dataSet).orElseThrow().instances()).hasSize(1);
        assertThat(study(elsewhere)).isEmpty();
    }

    @Test
    void aCorrectionThatAPersonAcceptsTakesThePlaceOfTheOther() {
        DataSet dataSet = object();
        byte[] content = file(dataSet);
        send(content);
        DataSet correction = read(content).put(Tag.StudyDescription, "Chest");
        send(correction);
        QuarantineEntry entry = quarantined().get(0);
        ReplayOutcome outcome = quarantine.accept(entry.id(), "olena");
        assertThat(outcome.succeeded()).as(outcome.detail()).isTrue();
        assertThat(stored(dataSet)).isEqualTo(file(correction));
        assertThat(archive.versions(dataSet.string(Tag.SOPInstanceUID).orElseThrow()))
                .hasSize(1);
        assertThat(quarantined()).isEmpty();
        assertThat(timeline(dataSet)).anyMatch(line -> line.startsWith("olena accepted object"));
        assertThat(state(send(content)))
                .as("the older one again is a version that is known")
                .isEqualTo("SAME");
        assertThat(state(send(correction))).isEqualTo("SAME");
        assertThat(quarantine.accept(entry.id(), "olena").succeeded()).isTrue();
    }

    @Test
    void whatIsNoContradictionCannotBeAccepted() {
        send("no DICOM at all".getBytes());
        ReplayOutcome outcome = quarantine.accept(quarantined().get(0).id(), "olena");
        assertThat(outcome.succeeded()).isFalse();
        assertThat(quarantined()).hasSize(1);
    }

    @Test
    void aConflictWhoseCauseIsGoneIsReplayed() {
        DataSet dataSet = object();
        send(dataSet);
        DataSet stolenStudy = object().put(
                        Tag.StudyInstanceUID,
                        dataSet.string(Tag.StudyInstanceUID).orElseThrow());
        send(stolenStudy);
        QuarantineEntry entry = quarantined().get(0);
        assertThat(quarantine.replay(entry.id()).succeeded()).isFalse();
        jdbc.sql("update patient set pid = :pid where id in (select patient_id from study where uid = :study)")
                .param("pid", stolenStudy.string(Tag.PatientID).orElseThrow())
                .param("study", dataSet.string(Tag.StudyInstanceUID).orElseThrow())
                .update();
        ReplayOutcome outcome = quarantine.replay(quarantined().get(0).id());
        assertThat(outcome.succeeded()).as(outcome.detail()).isTrue();
        assertThat(quarantined()).isEmpty();
        assertThat(study(dataSet).orElseThrow().instances()).hasSize(2);
    }

    @Test
    void aBadObjectInABatchHoldsUpNoOther() {
        DataSet first = object();
        byte[] whole = file(sibling(first));
        long good = receive(file(first));
        long cut = receive(Arrays.copyOf(whole, whole.length - 5));
        long none = receive("GIF89a".getBytes());
        long last = receive(file(sibling(first)));
        normaliseAll();
        assertThat(List.of(state(good), state(cut), state(none), state(last)))
                .containsExactly("STORED", "QUARANTINED", "QUARANTINED", "STORED");
        assertThat(quarantined()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.acceptable()).isFalse();
            assertThat(entry.reason()).contains("cannot be read as DICOM");
        });
        assertThat(study(first).orElseThrow().instances()).hasSize(2);
    }

    @Test
    void anObjectWhoseFileIsLostHoldsUpNoOtherAndIsSetAsideInTheEnd() throws IOException {
        DataSet first = object();
        long good = receive(file(first));
        byte[] content = file(sibling(first));
        long lost = receive(content);
        Files.delete(landing.resolve(Sha256.of(content)));
        List<String> signals = intake.unsignalledObjects();
        for (int i = 0; i < 5; i++) {
            try {
                signals.forEach(intake::normalise);
            } catch (IntakeException e) {
                assertThat(e).hasMessageContaining("NoSuchFile");
            }
        }
        assertThat(List.of(state(good), state(lost))).containsExactly("STORED", "QUARANTINED");
    }

    @Test
    void uidsThatAreMissingOrNoneAreMadeAndTheSameEachTime() {
        DataSet wrong = object().put(Tag.StudyInstanceUID, VR.UI, "1.2.840.00.1")
                .put(Tag.SOPInstanceUID, VR.UI, "")
                .put(Tag.AccessionNumber, "A1");
        wrong.remove(Tag.SeriesInstanceUID);
        long id = send(wrong);
        assertThat(state(id)).isEqualTo("STORED");
        DataSet stored = read(stored(objectUid(id)));
        for (int tag : new int[] {Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID}) {
            assertThat(stored.string(tag).filter(Uid::isValid)).isPresent();
        }
        DataSet original = stored.item(Tag.OriginalAttributesSequence).orElseThrow();
        assertThat(original.string(Tag.ReasonForTheAttributeModification)).contains("CORRECT");
        assertThat(original.string(Tag.SourceOfPreviousValues)).contains(sender);
        assertThat(original.item(Tag.ModifiedAttributesSequence).orElseThrow().contains(Tag.SOPInstanceUID))
                .isTrue();
        DataSet nonconforming =
                original.item(Tag.NonconformingModifiedAttributesSequence).orElseThrow();
        assertThat(nonconforming
                        .get(Tag.NonconformingDataElementValue)
                        .orElseThrow()
                        .bytes())
                .isEqualTo("1.2.840.00.1".getBytes());
        DataSet second = object().put(Tag.StudyInstanceUID, VR.UI, "1.2.840.00.1")
                .put(Tag.PatientID, wrong.string(Tag.PatientID).orElseThrow())
                .remove(Tag.SeriesInstanceUID);
        long other = send(second);
        assertThat(state(other)).isEqualTo("STORED");
        assertThat(archive.study(stored.string(Tag.StudyInstanceUID).orElseThrow())
                        .orElseThrow()
                        .instances())
                .as("one wrong study is one study, one missing series one series")
                .hasSize(2);
    }

    private String objectUid(long id) {
        return jdbc.sql("select object_uid from received_object where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    @Test
    void anObjectOfWhichNothingTellsTheStudyIsSetAside() {
        DataSet dataSet = object().remove(Tag.StudyInstanceUID).remove(Tag.PatientID);
        assertThat(state(send(dataSet))).isEqualTo("QUARANTINED");
        assertThat(quarantined().get(0).reason()).contains("no Study Instance UID");
    }

    @Test
    void emptyAttributesOfAKnownPatientAreFilledAndNothingIsOverwritten() {
        DataSet known = object().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.PatientName, "Шевченко^Тарас");
        send(known);
        DataSet poor = sibling(known).put(Tag.PatientName, VR.PN, "").remove(Tag.PatientBirthDate);
        poor.put(Tag.PatientSex, VR.CS, "");
        send(poor);
        DataSet stored = read(stored(poor));
        assertThat(stored.string(Tag.PatientName)).contains("Шевченко^Тарас");
        assertThat(stored.string(Tag.PatientBirthDate)).contains("19610214");
        assertThat(stored.string(Tag.PatientSex)).contains("M");
        assertThat(stored.items(Tag.OriginalAttributesSequence)).isNotEmpty();
        assertThat(timeline(poor)).anyMatch(line -> line.contains("filled from the registry"));
        DataSet another = sibling(known).put(Tag.PatientName, "Franko^Ivan").put(Tag.PatientSex, VR.CS, "");
        byte[] content = file(another);
        send(content);
        assertThat(stored(another))
                .as("another name under the number is perhaps another person")
                .isEqualTo(content);
    }

    @Test
    void aProfileForbidsToFillFromTheRegistry() {
        profile("{title: Any, dicom: {fillFromRegistry: false}}");
        DataSet known = object();
        send(known);
        byte[] poor = file(sibling(known).put(Tag.PatientSex, VR.CS, ""));
        send(poor);
        assertThat(stored(read(poor))).isEqualTo(poor);
    }

    @Test
    void elementsOutOfOrderArePutInOrderAndPixelsAndPrivateElementsStay() {
        DataSet dataSet = object().put(0x00090010, VR.LO, "ACME").putBytes(0x00091001, VR.UN, new byte[] {1, 2, 3, 4});
        long id = send(Disorder.columnsBeforeRows(file(dataSet)));
        assertThat(state(id)).isEqualTo("STORED");
        DataSet stored = read(stored(dataSet));
        assertThat(stored.isOutOfOrder()).isFalse();
        assertThat(stored.get(Tag.PixelData).orElseThrow().bytes()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(stored.get(0x00091001).orElseThrow().bytes()).containsExactly(1, 2, 3, 4);
        assertThat(timeline(dataSet)).anyMatch(line -> line.contains("elements were out of order"));
    }

    @Test
    void valuesOfOddLengthArePadded() {
        DataSet dataSet = object().put(Element.of(
                Tag.StudyDescription, VR.LO, new Value.Bytes("odd".getBytes()), SpecificCharacterSet.ISO_IR_6));
        send(dataSet);
        DataSet stored = read(stored(dataSet));
        assertThat(stored.get(Tag.StudyDescription).orElseThrow().bytes()).isEqualTo("odd ".getBytes());
        assertThat(timeline(dataSet)).anyMatch(line -> line.contains("values of odd length"));
    }

    @Test
    void aProfilePutsTheLatinNameBesideTheCyrillic() {
        profile("{title: Any, dicom: {patientName: latin}}");
        DataSet dataSet = object().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.PatientName, "Щербуха^Лук'ян");
        send(dataSet);
        DataSet stored = read(stored(dataSet));
        assertThat(stored.string(Tag.PatientName)).contains("Shcherbukha^Lukian");
        assertThat(stored.string(Tag.OtherPatientNames)).contains("Щербуха^Лук'ян");
        assertThat(stored.item(Tag.OriginalAttributesSequence)
                        .flatMap(item -> item.item(Tag.ModifiedAttributesSequence))
                        .flatMap(item -> item.string(Tag.PatientName)))
                .contains("Щербуха^Лук'ян");
    }

    @Test
    void objectsOfASourceWhoseProfileIsBrokenWaitUntilItIsMended() {
        profile("{title: Any, dicom: {encoding: no-such-thing}}");
        DataSet dataSet = object();
        long id = receive(file(dataSet));
        List<String> signals = intake.unsignalledObjects();
        assertThatThrownBy(() -> signals.forEach(intake::normalise))
                .isInstanceOf(IntakeException.class)
                .hasMessageContaining("dicom.encoding");
        assertThat(state(id)).isEqualTo("LANDED");
        profile("{title: Any, dicom: {}}");
        signals.forEach(intake::normalise);
        assertThat(state(id)).isEqualTo("STORED");
    }
}
