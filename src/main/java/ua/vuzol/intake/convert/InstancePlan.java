package ua.vuzol.intake.convert;

import java.util.List;
import ua.vuzol.intake.profile.Iod;

/**
 * Frames that become one instance, and the object they become.
 *
 * @param number Instance Number (0020,0013)
 * @param view the captured number of the picture, empty when the name tells none
 */
record InstancePlan(Iod iod, List<SourceFrame> frames, int number, String view) {
    InstancePlan {
        frames = List.copyOf(frames);
    }

    PixelForm form() {
        return frames.get(0).form();
    }

    boolean staysJpeg() {
        return form().jpegTransferSyntax().isPresent();
    }
}
