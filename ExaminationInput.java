package ua.vuzol.intake.convert;

import java.time.Instant;
import java.util.List;
import ua.vuzol.intake.record.DeviceRecord;

/**
 * All that came of one examination.
 *
 * @param source name of the source, which is also its profile's
 * @param key of the examination within the source
 * @param receivedAt when its first file came; the same at every replay, for it stands in the DICOM files
 */
public record ExaminationInput(
        String source, String key, DeviceRecord record, List<ImageInput> images, Instant receivedAt) {
    public ExaminationInput {
        images = List.copyOf(images);
    }

    /** Names and keys may be patient data. */
    @Override
    public String toString() {
        return "ExaminationInput[source=" + source + ", images=" + images.size() + "]";
    }
}
