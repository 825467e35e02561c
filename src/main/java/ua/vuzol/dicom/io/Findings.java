package ua.vuzol.dicom.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.TagPath;

/** Collects findings up to a limit, so that a hostile file cannot fill the memory with them. */
final class Findings {

    private final List<Finding> findings = new ArrayList<>();
    private final int limit;
    private int omitted;
    private boolean errors;

    Findings(int limit) {
        this.limit = limit;
    }

    void error(TagPath path, String problem) {
        add(Finding.Severity.ERROR, Optional.of(path), problem);
    }

    void warning(TagPath path, String problem) {
        add(Finding.Severity.WARNING, Optional.of(path), problem);
    }

    void error(String problem) {
        add(Finding.Severity.ERROR, Optional.empty(), problem);
    }

    void warning(String problem) {
        add(Finding.Severity.WARNING, Optional.empty(), problem);
    }

    private void add(Finding.Severity severity, Optional<TagPath> path, String problem) {
        errors |= severity == Finding.Severity.ERROR;
        if (findings.size() < limit) {
            findings.add(new Finding(severity, path, problem));
        } else {
            omitted++;
        }
    }

    ValidationReport report(List<String> uncheckedModules) {
        return new ValidationReport(findings, omitted, errors, uncheckedModules);
    }
}
