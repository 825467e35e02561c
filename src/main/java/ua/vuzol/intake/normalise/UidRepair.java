package ua.vuzol.intake.normalise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DataSetDigest;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.intake.UnreadableInputException;

/**
 * Puts UIDs where there are none, or none that PS3.5 9.1 would call so. They are made of what the object says and of its
 * source, so that the same object gets the same ones each time it comes, and objects with one wrong study get one study.
 */
final class UidRepair {
    private final DicomObject object;
    private final DataSet dataSet;
    private final String source;
    private final Originals originals;
    private final List<String> changes = new ArrayList<>();

    UidRepair(DicomObject object, String source, Originals originals) {
        this.object = object;
        this.dataSet = object.dataSet();
        this.source = source;
        this.originals = originals;
    }

    /**
     * Repairs what needs it.
     *
     * @param sopClass as the sender said it outside the data set; may be none
     * @param sopInstance likewise
     * @return a sentence for each change
     * @throws UnreadableInputException if there is nothing to make a UID of
     */
    List<String> repair(String sopClass, String sopInstance) throws IOException {
        if (given(Tag.SOPClassUID).isEmpty()) {
            put(
                    Tag.SOPClassUID,
                    said(sopClass, Tag.MediaStorageSOPClassUID)
                            .orElseThrow(() -> new UnreadableInputException(
                                    "The object has no SOP Class UID, and nothing tells what kind of object it is.")));
        }
        if (given(Tag.SOPInstanceUID).isEmpty()) {
            String wrong = wrong(Tag.SOPInstanceUID);
            Optional<String> said = said(sopInstance, Tag.MediaStorageSOPInstanceUID);
            put(
                    Tag.SOPInstanceUID,
                    said.isPresent()
                            ? said.get()
                            : Uid.derived("received instance", source, wrong, DataSetDigest.sha256(dataSet)));
        }
        if (given(Tag.StudyInstanceUID).isEmpty()) {
            put(Tag.StudyInstanceUID, study());
        }
        if (given(Tag.SeriesInstanceUID).isEmpty()) {
            put(Tag.SeriesInstanceUID, series());
        }
        return changes;
    }

    private String study() {
        String wrong = wrong(Tag.StudyInstanceUID);
        if (!wrong.isEmpty()) {
            return Uid.derived("received study", source, wrong);
        }
        if (text(Tag.PatientID).isEmpty() && text(Tag.AccessionNumber).isEmpty()) {
            throw new UnreadableInputException("The object has no Study Instance UID, and neither a Patient ID nor an"
                    + " Accession Number from which its study could be told.");
        }
        return Uid.derived(
                "received study",
                source,
                wrong,
                text(Tag.PatientID),
                text(Tag.IssuerOfPatientID),
                text(Tag.StudyDate),
                text(Tag.AccessionNumber),
                text(Tag.StudyID));
    }

    private String series() {
        String wrong = wrong(Tag.SeriesInstanceUID);
        return wrong.isEmpty()
                ? Uid.derived(
                        "received series",
                        source,
                        wrong,
                        text(Tag.StudyInstanceUID),
                        text(Tag.Modality),
                        text(Tag.SeriesNumber))
                : Uid.derived("received series", source, wrong);
    }

    private Optional<String> given(int tag) {
        return dataSet.string(tag).filter(Uid::isValid);
    }

    private String wrong(int tag) {
        return text(tag);
    }

    private String text(int tag) {
        return dataSet.string(tag).orElse("");
    }

    private Optional<String> said(String outside, int metaTag) {
        return Stream.concat(Stream.of(outside), object.fileMeta().string(metaTag).stream())
                .filter(Uid::isValid)
                .findFirst();
    }

    private void put(int tag, String uid) {
        Optional<Element> wrong = dataSet.get(tag).filter(element -> !element.isEmpty());
        if (wrong.isPresent()) {
            originals.rememberBytes(
                    dataSet, TagPath.of(Optional.empty(), tag), wrong.get().bytes());
        } else {
            originals.remember(tag, Originals.Reason.CORRECT);
        }
        changes.add(Tag.describe(tag) + (wrong.isPresent() ? " was no UID" : " was missing") + " and has been made");
        dataSet.put(tag, uid);
    }
}
