package ua.vuzol.intake.convert;

import java.util.List;

/**
 * What an examination became.
 *
 * @param corrections values of the device that were changed on the way, also in the instances' Original Attributes Sequence
 */
public record ConvertedExamination(
        String studyInstanceUid, List<ConvertedInstance> instances, List<Change> corrections) {
    public ConvertedExamination {
        instances = List.copyOf(instances);
        corrections = List.copyOf(corrections);
    }

    /** Corrections hold patient data. */
    @Override
    public String toString() {
        return "ConvertedExamination[" + studyInstanceUid + ", instances=" + instances.size() + "]";
    }
}
