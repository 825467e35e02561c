package ua.vuzol.intake;

import java.time.Instant;
import java.util.List;
import ua.vuzol.intake.convert.ImageInput;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.record.DeviceRecord;

/** Whether an examination can be converted now. */
sealed interface Readiness {
    /**
     * All parts are there.
     *
     * @param images what is to become objects
     * @param before how many images of the examination became objects before
     */
    record Ready(SourceProfile profile, DeviceRecord record, List<ImageInput> images, int before)
            implements Readiness {}

    /** Parts are missing and may still come. */
    record Waiting(Instant until) implements Readiness {}

    /** Parts are missing and were waited for long enough, or do not fit together. */
    record Hopeless(String reason) implements Readiness {}

    /** Everything that came is converted. */
    record Finished() implements Readiness {}
}
