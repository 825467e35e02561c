package ua.vuzol.hub;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints a {@link HubCannotStartException} as two sentences instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HubCannotStartAnalyzer extends AbstractFailureAnalyzer<HubCannotStartException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, HubCannotStartException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.mend(), cause);
    }
}
