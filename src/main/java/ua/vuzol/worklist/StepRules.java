package ua.vuzol.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;

/**
 * What a performed procedure step must tell (PS3.4 F.7.2). Attributes of type 1 are required; those of type 2, which many
 * modalities leave out, are not.
 */
final class StepRules {
    static final String IN_PROGRESS = "IN PROGRESS";
    static final String COMPLETED = "COMPLETED";
    static final String DISCONTINUED = "DISCONTINUED";

    /** Performed Procedure Step Object may no longer be updated (PS3.4 F.7.2.2.2). */
    private static final int NO_LONGER_UPDATED = 0xA710;

    private static final List<Integer> TO_BEGIN = List.of(
            Tag.Modality,
            Tag.PerformedStationAETitle,
            Tag.PerformedProcedureStepStartDate,
            Tag.PerformedProcedureStepStartTime,
            Tag.PerformedProcedureStepStatus,
            Tag.PerformedProcedureStepID,
            Tag.ScheduledStepAttributesSequence);
    private static final List<Integer> TO_END =
            List.of(Tag.PerformedProcedureStepEndDate, Tag.PerformedProcedureStepEndTime);

    private StepRules() {}

    /** @throws DimseException 0120H, 0121H or 0106H with the offending elements */
    static void begin(DataSet attributes) {
        require(attributes, TO_BEGIN);
        if (!IN_PROGRESS.equals(
                attributes.string(Tag.PerformedProcedureStepStatus).orElse(""))) {
            throw new DimseException(Status.INVALID_ATTRIBUTE_VALUE
                    .withComment("A step is created IN PROGRESS")
                    .withOffendingElements(List.of(Tag.PerformedProcedureStepStatus)));
        }
        attributes
                .items(Tag.ScheduledStepAttributesSequence)
                .forEach(item -> require(item, List.of(Tag.StudyInstanceUID)));
    }

    /** @throws DimseException 0110H with error A710H where the step has ended */
    static void mayChange(String status) {
        if (!status.equals(IN_PROGRESS)) {
            throw new DimseException(Status.PROCESSING_FAILURE
                    .withComment("Performed Procedure Step Object may no longer be updated")
                    .withErrorId(NO_LONGER_UPDATED));
        }
    }

    /** @throws DimseException 0106H for a status that there is not */
    static void state(String status) {
        if (!Set.of(IN_PROGRESS, COMPLETED, DISCONTINUED).contains(status)) {
            throw new DimseException(
                    Status.INVALID_ATTRIBUTE_VALUE.withOffendingElements(List.of(Tag.PerformedProcedureStepStatus)));
        }
    }

    /**
     * What the step must have by its end; a discontinued one may have no series.
     *
     * @throws DimseException 0120H or 0121H with the offending elements
     */
    static void end(DataSet attributes, String status) {
        require(attributes, TO_END);
        if (status.equals(COMPLETED)) {
            require(attributes, List.of(Tag.PerformedSeriesSequence));
        }
        attributes
                .items(Tag.PerformedSeriesSequence)
                .forEach(series -> require(series, List.of(Tag.SeriesInstanceUID)));
    }

    private static void require(DataSet attributes, List<Integer> tags) {
        List<Integer> missing = new ArrayList<>();
        List<Integer> empty = new ArrayList<>();
        for (int tag : tags) {
            if (!attributes.contains(tag)) {
                missing.add(tag);
            } else if (attributes.items(tag).isEmpty()
                    && attributes.string(tag).orElse("").isEmpty()) {
                empty.add(tag);
            }
        }
        if (!missing.isEmpty()) {
            throw new DimseException(Status.MISSING_ATTRIBUTE.withOffendingElements(missing));
        }
        if (!empty.isEmpty()) {
            throw new DimseException(Status.MISSING_ATTRIBUTE_VALUE.withOffendingElements(empty));
        }
    }
}
