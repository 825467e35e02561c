package ua.vuzol.intake.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An information object definition of PS3.3, as far as converted files need it: {@code mappings/dicom/iods/NAME.yaml} with
 * the modules it names from {@code mappings/dicom/modules.yaml}.
 *
 * @param type1 keywords that must have a value
 * @param type2 keywords that must be present, if empty
 * @param monochromeBits values of Bits Allocated that grey pictures may have; empty when they may not be grey
 * @param colorBits likewise for pictures in colour
 * @param spacing keyword that takes the size of a pixel; empty when the object has none
 * @param values taken when neither the profile nor the picture gives one
 * @param monochromeValues likewise, for grey pictures only
 * @param colorValues likewise, for pictures in colour only
 */
public record Iod(
        String name,
        String title,
        String sopClassUid,
        List<String> type1,
        List<String> type2,
        List<Integer> monochromeBits,
        List<Integer> colorBits,
        boolean multiFrame,
        Optional<String> spacing,
        Map<String, ValueSource> values,
        Map<String, ValueSource> monochromeValues,
        Map<String, ValueSource> colorValues) {

    /** Whether the object can hold such pictures. */
    public boolean holds(int samplesPerPixel, int bitsAllocated) {
        return (samplesPerPixel == 1 ? monochromeBits : colorBits).contains(bitsAllocated);
    }
}
