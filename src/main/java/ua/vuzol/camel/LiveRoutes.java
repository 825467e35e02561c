package ua.vuzol.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.RouteStartupOrder;
import ua.vuzol.camel.RouteFile.Named;

/** The routes of files in the running context. Routes of other files are never touched. */
final class LiveRoutes {
    private final ModelCamelContext context;
    private final ExtendedCamelContext extension;
    private final Model model;

    LiveRoutes(ModelCamelContext context) {
        this.context = context;
        this.extension = context.getCamelContextExtension();
        this.model = extension.getContextPlugin(Model.class);
    }

    boolean hasRoute(String id) {
        return model.getRouteDefinition(id) != null;
    }

    /** @throws Exception what Camel throws when a route cannot be built or started; what was added so far stays */
    void add(Collection<RouteFile> files) throws Exception {
        new RouteLoader(context).load(files);
    }

    /**
     * Stops and removes what the files hold, as far as it is there. Exchanges in flight are waited for, as long as the context's
     * shutdown timeout allows.
     */
    void remove(Collection<RouteFile> files) throws Exception {
        Set<String> owners =
                files.stream().flatMap(file -> file.routeIds().stream()).collect(Collectors.toSet());
        drain(owners);
        for (RouteDefinition definition : new ArrayList<>(model.getRouteDefinitions())) {
            if (belongs(definition.getId(), owners)) {
                model.removeRouteDefinition(definition);
            }
        }
        // a route that never started stays behind when its definition goes
        for (Route route : context.getRoutes()) {
            if (belongs(route.getId(), owners)) {
                extension.removeRoute(route);
            }
        }
        // those of kamelets would be found again by their URI, with the parameters and routes of the past
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (endpoint instanceof KameletEndpoint kamelet && belongs(kamelet.getRouteId(), owners)) {
                context.removeEndpoint(endpoint);
            }
        }
        Set<Named> provided = files.stream()
                .flatMap(file -> file.provided().keySet().stream())
                .collect(Collectors.toSet());
        for (Named named : provided) {
            removeNamed(named);
        }
    }

    /** All at once, so that routes that others still send to stop after these. */
    private void drain(Set<String> owners) throws Exception {
        List<RouteStartupOrder> started = extension.getRouteStartupOrder().stream()
                .filter(order -> belongs(order.getRoute().getId(), owners))
                .toList();
        context.getShutdownStrategy().shutdown(context, started);
    }

    private static boolean belongs(String routeId, Set<String> owners) {
        return owners.contains(KameletRoutes.owner(routeId));
    }

    private void removeNamed(Named named) throws Exception {
        switch (named.kind()) {
            case KAMELET, TEMPLATE -> {
                for (RouteTemplateDefinition template : List.copyOf(model.getRouteTemplateDefinitions())) {
                    if (named.name().equals(template.getId())) {
                        model.removeRouteTemplateDefinition(template);
                    }
                }
            }
            case CONFIGURATION -> {
                for (RouteConfigurationDefinition configuration :
                        List.copyOf(model.getRouteConfigurationDefinitions())) {
                    if (named.name().equals(configuration.getId())) {
                        model.removeRouteConfiguration(configuration);
                    }
                }
            }
            case BEAN -> {
                context.getRegistry().unbind(named.name());
                model.getCustomBeans().removeIf(bean -> named.name().equals(bean.getName()));
            }
            case ROUTE -> {}
        }
    }
}
