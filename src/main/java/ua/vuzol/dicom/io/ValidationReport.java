package ua.vuzol.dicom.io;

import java.util.List;

/**
 * What {@link DicomValidator} found.
 *
 * @param findings at most {@link DicomValidator#MAX_FINDINGS}
 * @param omitted how many more there were
 * @param uncheckedModules names of mandatory modules of the object whose attributes are not known here
 */
public record ValidationReport(List<Finding> findings, int omitted, List<String> uncheckedModules) {

    public ValidationReport {
        findings = List.copyOf(findings);
        uncheckedModules = List.copyOf(uncheckedModules);
    }

    /** Whether there is an error, and not only warnings. */
    public boolean hasErrors() {
        return omitted > 0 || findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }
}
