package ua.vuzol.intake;

import java.nio.file.Path;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.ReadOptions;
import ua.vuzol.intake.normalise.DeclaredText;
import ua.vuzol.intake.normalise.Normaliser;
import ua.vuzol.intake.profile.DicomSourceProfile;

/**
 * A received object that was read.
 *
 * @param file in the landing store
 */
record ReadObject(ReceivedObject row, Path file, DicomObject object, DicomSourceProfile profile, DeclaredText text) {
    /** Values beyond stay in the file: a batch of objects has to fit into the heap. */
    static final ReadOptions LIGHT =
            ReadOptions.defaults().withBulkThreshold(4 << 10).withMaxHeapBytes(1 << 20);

    /**
     * A received object that can be stored.
     *
     * @param unclear whether nobody could tell what its text is in
     */
    record Normal(ReadObject read, Normaliser.Outgoing outgoing, boolean unclear) {

        ReceivedObject row() {
            return read.row();
        }

        String objectUid() {
            return uid(Tag.SOPInstanceUID);
        }

        String studyUid() {
            return uid(Tag.StudyInstanceUID);
        }

        private String uid(int tag) {
            return outgoing.object().dataSet().string(tag).orElseThrow();
        }
    }
}
