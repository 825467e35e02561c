package ua.vuzol.hub.cli.dicom;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many matches of a query are taken. */
final class LimitOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--limit", paramLabel = "N", description = "Cancels after so many matches.")
    private Optional<Integer> limit;

    int most() {
        if (limit.filter(most -> most < 1).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--limit is at least 1");
        }
        return limit.orElse(Integer.MAX_VALUE);
    }
}
