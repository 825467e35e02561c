package ua.vuzol.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps templated routes in the running context. */
final class LiveTemplatedRoutes implements TemplatedRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTemplatedRoutes.class);
    private static final Duration UNTIL_RETRY = Duration.ofSeconds(30);

    private final ModelCamelContext context;
    private final Clock clock;
    private final Map<String, Instance> instances = new HashMap<>();

    LiveTemplatedRoutes(ModelCamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /**
     * A route as it was made.
     *
     * @param definition the version of the template; another object after each deployment
     * @param problem why it does not run; empty if it does
     */
    private record Instance(
            String template,
            RouteTemplateDefinition definition,
            Map<String, Object> parameters,
            String problem,
            Instant madeAt) {

        boolean is(RouteTemplateDefinition wantedDefinition, Map<String, Object> wantedParameters) {
            return definition == wantedDefinition && parameters.equals(wantedParameters);
        }
    }

    @Override
    public synchronized Map<String, String> keep(String template, Map<String, Map<String, Object>> wanted) {
        RouteTemplateDefinition definition =
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteTemplateDefinition(template);
        Map<String, Map<String, Object>> possible = definition == null ? Map.of() : wanted;
        for (String id : List.copyOf(instances.keySet())) {
            Instance instance = instances.get(id);
            if (instance.template().equals(template) && !isRight(instance, definition, possible.get(id))) {
                remove(id);
            }
        }
        possible.forEach(
                (id, parameters) -> instances.computeIfAbsent(id, missing -> make(id, definition, parameters)));
        return problems(template, wanted);
    }

    private boolean isRight(Instance instance, RouteTemplateDefinition definition, Map<String, Object> parameters) {
        boolean worthAnotherTry = !instance.problem().isEmpty()
                && clock.instant().isAfter(instance.madeAt().plus(UNTIL_RETRY));
        return parameters != null && instance.is(definition, parameters) && !worthAnotherTry;
    }

    private Instance make(String id, RouteTemplateDefinition definition, Map<String, Object> parameters) {
        String problem = "";
        try {
            context.addRouteFromTemplate(id, definition.getId(), parameters);
            LOG.info("Route {} of template {} is started", id, definition.getId());
        } catch (Exception e) {
            problem = CamelFailure.reason(e);
            LOG.warn("Route {} of template {} cannot be started: {}", id, definition.getId(), problem);
            stop(id);
        }
        return new Instance(definition.getId(), definition, parameters, problem, clock.instant());
    }

    private void remove(String id) {
        if (instances.remove(id).problem().isEmpty()) {
            stop(id);
            LOG.info("Route {} is stopped", id);
        }
    }

    /** @throws IllegalStateException if Camel cannot stop it, so that no second one is started beside it */
    private void stop(String id) {
        try {
            if (context.getRoute(id) != null) {
                context.getRouteController().stopRoute(id);
            }
            context.removeRoute(id);
        } catch (Exception e) {
            throw new IllegalStateException("Route " + id + " cannot be stopped", e);
        }
    }

    private Map<String, String> problems(String template, Map<String, Map<String, Object>> wanted) {
        Map<String, String> problems = new TreeMap<>();
        for (String id : wanted.keySet()) {
            Instance instance = instances.get(id);
            String problem =
                    instance == null ? "No route file has the routeTemplate \"" + template + "\"." : instance.problem();
            if (!problem.isEmpty()) {
                problems.put(id, problem);
            }
        }
        return problems;
    }
}
