package ua.vuzol.archive;

import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;

/** An object on its way into the catalogue: its keys, and how it stands in the table {@code instance}. */
record InstanceRow(NewObject object, String studyUid, String seriesUid, String uid, String sha256) {

    /** @throws IllegalArgumentException if one of the three UIDs is missing or not a UID (PS3.5 9) */
    static InstanceRow of(NewObject object, String sha256) {
        DataSet dataSet = object.dataSet();
        return new InstanceRow(
                object,
                uid(dataSet, Tag.StudyInstanceUID),
                uid(dataSet, Tag.SeriesInstanceUID),
                uid(dataSet, Tag.SOPInstanceUID),
                sha256);
    }

    InstanceRow withSha256(String digest) {
        return new InstanceRow(object, studyUid, seriesUid, uid, digest);
    }

    private static String uid(DataSet dataSet, int tag) {
        return dataSet.string(tag)
                .filter(Uid::isValid)
                .orElseThrow(() -> new IllegalArgumentException(
                        Tag.format(tag) + " is missing or not a UID; an object cannot be stored without it."));
    }

    String sopClass() {
        return Values.text(object.dataSet(), Tag.SOPClassUID);
    }

    String integer(int tag) {
        return object.dataSet().integer(tag).map(String::valueOf).orElse(null);
    }

    String frames() {
        return object.dataSet().integer(Tag.NumberOfFrames).map(String::valueOf).orElse("1");
    }

    String imageType() {
        return Values.texts(object.dataSet(), Tag.ImageType);
    }

    String contentDate() {
        return Values.date(object.dataSet(), Tag.ContentDate)
                .map(String::valueOf)
                .orElse(null);
    }

    String contentTime() {
        return Values.time(object.dataSet(), Tag.ContentTime)
                .map(String::valueOf)
                .orElse(null);
    }

    String sequences() {
        return CatalogueSequences.ofInstance(object.dataSet());
    }
}
