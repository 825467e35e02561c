package ua.vuzol.intake.normalise;

import ua.vuzol.registry.Patient;
import ua.vuzol.worklist.WorklistItem;

/**
 * What was ordered of a study.
 *
 * @param patient whom the order is for
 * @param byPerson whether a person said that the study is of this order; else the hub found it
 */
public record OrderedStudy(WorklistItem item, Patient patient, boolean byPerson) {}
