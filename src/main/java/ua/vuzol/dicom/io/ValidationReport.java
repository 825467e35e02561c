package ua.vuzol.dicom.io;

import java.util.List;

/**
 * What {@link DicomValidator} found.
 *
 * @param findings at most {@link DicomValidator#MAX_FINDINGS}
 * @param omitted how many more there were
 * @param hasErrors whether there is an error among all of them, and not only warnings
 * @param uncheckedModules names of mandatory modules of the object whose attributes are not known here
 */
public record ValidationReport(List<Finding> findings, int omitted, boolean hasErrors, List<String> uncheckedModules) {

    public ValidationReport {
        findings = List.copyOf(findings);
        uncheckedModules = List.copyOf(uncheckedModules);
    }
}
