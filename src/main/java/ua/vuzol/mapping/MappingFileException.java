package ua.vuzol.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** A mapping file cannot be used. The message lists every finding, one to a line, and holds no patient data. */
public final class MappingFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<MappingProblem> problems;

    public MappingFileException(List<MappingProblem> problems) {
        super(problems.stream().map(MappingProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public MappingFileException(MappingProblem problem) {
        this(List.of(problem));
    }

    public List<MappingProblem> problems() {
        return problems;
    }
}
