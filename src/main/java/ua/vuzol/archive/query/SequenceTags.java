package ua.vuzol.archive.query;

import java.util.Set;
import ua.vuzol.dicom.data.Tag;

/**
 * The sequences that the catalogue keeps, as JSON: for each tag an array of items, each with an array of values, or of items,
 * for each of its tags.
 */
public final class SequenceTags {
    public static final Set<Integer> STUDY =
            Set.of(Tag.IssuerOfAccessionNumberSequence, Tag.ReferencedStudySequence, Tag.ProcedureCodeSequence);
    public static final Set<Integer> SERIES =
            Set.of(Tag.RequestAttributesSequence, Tag.ReferencedPerformedProcedureStepSequence);
    public static final Set<Integer> INSTANCE = Set.of(
            Tag.ReferencedImageSequence,
            Tag.ReferencedSeriesSequence,
            Tag.CurrentRequestedProcedureEvidenceSequence,
            Tag.ConceptNameCodeSequence);

    private SequenceTags() {}
}
