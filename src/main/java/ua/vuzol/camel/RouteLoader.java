package ua.vuzol.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.dsl.support.RouteBuilderLoaderSupport;
import org.apache.camel.dsl.yaml.KameletRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Puts the content of files into a Camel context.
 *
 * <p>Every use of a kamelet makes a route of its own. Camel numbers these routes and shares one between all uses with the same
 * parameters, so that they can neither be found again nor be removed with the route they belong to. Here each gets the id
 * {@code ROUTE--KAMELET}, and {@code ROUTE--KAMELET--2} for the second use in the same route; nothing is shared.
 */
final class RouteLoader {
    private static final String INTERNAL = "(direct|seda|kamelet):.*";
    private static final String KAMELET = "kamelet:";
    private static final String OWN_ROUTE_ID = "{{routeId}}";

    private final ModelCamelContext context;

    RouteLoader(ModelCamelContext context) {
        this.context = context;
    }

    /**
     * Adds everything the files hold. In a started context this starts the routes: those that others of the same files send to
     * first, those that bring messages in last.
     *
     * @throws Exception what Camel throws when a route cannot be built or started; what was added so far stays
     */
    void load(Collection<RouteFile> files) throws Exception {
        List<RouteBuilder> builders = new ArrayList<>();
        for (RouteFile file : files) {
            builders.add(builder(file));
        }
        for (RouteBuilder builder : builders) {
            if (builder instanceof RouteConfigurationBuilder configurations) {
                configurations.addRouteConfigurationsToCamelContext(context);
            }
        }
        List<RouteDefinition> routes = new ArrayList<>();
        for (RouteBuilder builder : builders) {
            builder.prepareModel(context);
            for (RouteTemplateDefinition template :
                    builder.getRouteTemplateCollection().getRouteTemplates()) {
                nameKameletRoutes(template.getRoute(), OWN_ROUTE_ID);
            }
            for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
                route.setResource(builder.getResource());
                nameKameletRoutes(route, route.getId());
                routes.add(route);
            }
        }
        routes.sort(
                Comparator.comparing(route -> !route.getInput().getEndpointUri().matches(INTERNAL)));
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteDefinition route : routes) {
            try {
                model.addRouteDefinition(route);
            } catch (Exception e) {
                throw new RouteNotLoadedException(route.getId(), e);
            }
        }
        for (RouteBuilder builder : builders) {
            builder.addTemplatedRoutesToCamelContext(context);
        }
    }

    /** A loader keeps the names of beans it made until its file succeeds, so none is used twice. */
    private RouteBuilder builder(RouteFile file) throws Exception {
        try (RouteBuilderLoaderSupport loader =
                file.isKamelet() ? new KameletRoutesBuilderLoader() : new YamlRoutesBuilderLoader()) {
            loader.setCamelContext(context);
            ServiceHelper.startService(loader);
            return (RouteBuilder) loader.loadRoutesBuilder(
                    ResourceHelper.fromBytes(file.name(), file.version().content()));
        }
    }

    private static void nameKameletRoutes(RouteDefinition route, String owner) {
        Map<String, Integer> uses = new HashMap<>();
        FromDefinition input = route.getInput();
        input.setUri(named(input.getEndpointUri(), owner, uses));
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)
                .forEach(to -> to.setUri(named(to.getEndpointUri(), owner, uses)));
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), KameletDefinition.class)
                .forEach(step -> step.setName(
                        named(KAMELET + step.getName(), owner, uses).substring(KAMELET.length())));
    }

    private static String named(String uri, String owner, Map<String, Integer> uses) {
        if (!uri.startsWith(KAMELET)) {
            return uri;
        }
        String[] nameAndOptions =
                uri.substring(KAMELET.length()).replaceFirst("^//", "").split("\\?", 2);
        String name = nameAndOptions[0];
        if (name.equals("source") || name.equals("sink")) {
            return uri;
        }
        int use = uses.merge(name, 1, Integer::sum);
        String id = owner + KameletRoutes.SEPARATOR + name + (use == 1 ? "" : KameletRoutes.SEPARATOR + use);
        return KAMELET + name + "/" + id + (nameAndOptions.length == 1 ? "" : "?" + nameAndOptions[1]);
    }
}
