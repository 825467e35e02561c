package ua.vuzol.intake.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.intake.image.PhotometricInterpretation;

/**
 * An information object definition of PS3.3, as far as converted files need it: {@code mappings/dicom/iods/NAME.yaml} with
 * the modules it names from {@code mappings/dicom/modules.yaml}.
 *
 * @param type1 keywords that must have a value
 * @param type2 what must be present, if empty
 * @param pixels the values of Bits Allocated that pictures of each Photometric Interpretation may have
 * @param multiFrame all pictures of an examination become one instance
 * @param spacing keyword that takes the size of a pixel; empty when the object has none
 * @param unpaired values of Body Part Examined (0018,0015) that have no laterality
 * @param values taken when neither the profile nor the picture gives one
 * @param when likewise, under one of the conditions
 */
public record Iod(
        String name,
        String title,
        String sopClassUid,
        List<String> type1,
        List<Type2> type2,
        Map<PhotometricInterpretation, List<Integer>> pixels,
        boolean multiFrame,
        Optional<String> spacing,
        Set<String> unpaired,
        Map<String, ValueSource> values,
        Map<String, Map<String, ValueSource>> when) {

    /**
     * A Type 2 or 2C attribute.
     *
     * @param unlessBodyPart values of Body Part Examined (0018,0015) for which it is not demanded
     */
    public record Type2(String keyword, Set<String> unlessBodyPart) {
        public boolean demandedFor(Optional<String> bodyPart) {
            return bodyPart.filter(unlessBodyPart::contains).isEmpty();
        }
    }

    /** What the table adds for pictures of that kind, the general values first. */
    public List<Map<String, ValueSource>> defaults(
            PhotometricInterpretation photometric, int frames, Optional<String> bodyPart) {
        return List.of(
                values,
                when.getOrDefault(photometric.name(), Map.of()),
                frames > 1 ? when.getOrDefault("manyFrames", Map.of()) : Map.of(),
                bodyPart.filter(unpaired::contains).isPresent()
                        ? when.getOrDefault("unpairedBodyPart", Map.of())
                        : Map.of());
    }

    /** Whether the object can hold such pictures. */
    public boolean holds(PhotometricInterpretation photometric, int bitsAllocated) {
        return pixels.getOrDefault(photometric, List.of()).contains(bitsAllocated);
    }
}
