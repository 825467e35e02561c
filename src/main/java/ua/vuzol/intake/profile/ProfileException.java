package ua.vuzol.intake.profile;

import java.util.List;
import java.util.stream.Collectors;

/** A mapping file cannot be used. The message lists every finding, one to a line, and holds no patient data. */
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ProfileProblem> problems;

    public ProfileException(List<ProfileProblem> problems) {
        super(problems.stream().map(ProfileProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    ProfileException(ProfileProblem problem) {
        this(List.of(problem));
    }

    public List<ProfileProblem> problems() {
        return problems;
    }
}
