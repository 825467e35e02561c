package ua.vuzol.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ua.vuzol.intake.profile.SourceProfiles;
import ua.vuzol.mapping.MappingProblem;
import ua.vuzol.text.Language;
import ua.vuzol.text.MappingException;
import ua.vuzol.text.Text;

/** Checks the mapping files without starting anything. */
public final class Mappings {
    private Mappings() {}

    /**
     * Everything that is wrong with the profiles, the tables of DICOM objects and the tables of text.
     *
     * @return a sentence each, with file, line where there is one, and mend; empty when all can be used
     */
    public static List<String> problems(Path mappings) {
        List<String> problems = new ArrayList<>(SourceProfiles.check(mappings).stream()
                .map(MappingProblem::toString)
                .toList());
        try {
            new Text(mappings, Language.UKRAINIAN);
        } catch (MappingException e) {
            problems.add(e.getMessage());
        }
        return problems;
    }
}
