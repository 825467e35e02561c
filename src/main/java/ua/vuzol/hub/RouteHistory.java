package ua.vuzol.hub;

import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import ua.vuzol.camel.RouteDeployment;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;

/** Keeps who deployed which digest of which route file. */
@Component
class RouteHistory {
    private static final Logger log = LoggerFactory.getLogger(RouteHistory.class);

    private final Journey journey;

    RouteHistory(Journey journey) {
        this.journey = journey;
    }

    @EventListener
    void keep(RouteDeployment deployment) {
        try {
            journey.record(Subject.route(deployment.file()), step(deployment), deployment.actor(), text(deployment));
        } catch (DataAccessException e) {
            // what runs must not hang on the database; the deployer has logged the deployment itself
            log.warn(
                    "The deployment of {} is not in the history: {}",
                    deployment.file(),
                    e.getClass().getSimpleName());
        }
    }

    private static Step step(RouteDeployment deployment) {
        return switch (deployment.outcome()) {
            case DEPLOYED -> Step.ROUTE_DEPLOYED;
            case REMOVED -> Step.ROUTE_REMOVED;
            case REFUSED, ROLLED_BACK -> Step.ROUTE_REFUSED;
        };
    }

    private static String text(RouteDeployment deployment) {
        String problems = deployment.problems().stream().map(Object::toString).collect(Collectors.joining(" "));
        return "SHA-256 " + deployment.digest() + ", routes " + String.join(", ", deployment.routeIds())
                + (problems.isEmpty() ? "." : ": " + problems);
    }
}
