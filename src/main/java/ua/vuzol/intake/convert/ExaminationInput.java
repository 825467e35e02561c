package ua.vuzol.intake.convert;

import java.time.Instant;
import java.util.List;
import ua.vuzol.intake.record.DeviceRecord;

/**
 * All that came of one examination.
 *
 * @param source name of the source, which is also its profile's
 * @param key of the examination within the source
 * @param before how many images of the examination became instances before; these are numbered after them
 * @param receivedAt when its first file came; the same at every replay, for it stands in the DICOM files
 */
public record ExaminationInput(
        String source, String key, DeviceRecord record, List<ImageInput> images, int before, Instant receivedAt) {
    public ExaminationInput {
        images = List.copyOf(images);
    }

    /** Names and keys may be patient data. */
    @Override
    public String toString() {
        return "ExaminationInput[source=" + source + ", images=" + images.size() + "]";
    }
}
