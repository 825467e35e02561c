package ua.vuzol.intake.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.intake.image.PhotometricInterpretation;

/**
 * An information object definition of PS3.3, as far as converted files need it: {@code mappings/dicom/iods/NAME.yaml} with
 * the modules it names from {@code mappings/dicom/modules.yaml}.
 *
 * @param type1 keywords that must have a value
 * @param type2 keywords that must be present, if empty
 * @param pixels the values of Bits Allocated that pictures of each Photometric Interpretation may have
 * @param multiFrame all pictures of an examination become one instance
 * @param spacing keyword that takes the size of a pixel; empty when the object has none
 * @param values taken when neither the profile nor the picture gives one
 * @param when likewise, for pictures of one Photometric Interpretation only
 */
public record Iod(
        String name,
        String title,
        String sopClassUid,
        List<String> type1,
        List<String> type2,
        Map<PhotometricInterpretation, List<Integer>> pixels,
        boolean multiFrame,
        Optional<String> spacing,
        Map<String, ValueSource> values,
        Map<PhotometricInterpretation, Map<String, ValueSource>> when) {

    /** Whether the object can hold such pictures. */
    public boolean holds(PhotometricInterpretation photometric, int bitsAllocated) {
        return pixels.getOrDefault(photometric, List.of()).contains(bitsAllocated);
    }
}
