package ua.vuzol.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import ua.vuzol.camel.RouteFile.Kind;
import ua.vuzol.camel.RouteFile.Named;

/**
 * Builds routes in a context of their own, where no consumer starts, to see whether Camel accepts them: expressions, option
 * values, data formats, whatever only building shows. The context sees the hub's beans and properties; components are new ones
 * of the same classes, because a component serves one context.
 */
final class DryRun {
    private final CamelContext hub;

    DryRun(CamelContext hub) {
        this.hub = hub;
    }

    /**
     * What Camel does not accept in these files; empty when it accepts all.
     *
     * @param files a set that is complete in itself: all kamelets, templates, configurations and beans that its routes use
     */
    Optional<RouteProblem> problem(Collection<RouteFile> files) {
        try (DefaultCamelContext scratch = new DefaultCamelContext(new DefaultRegistry(new HubBeans(files)))) {
            scratch.disableJMX();
            scratch.getCamelContextExtension().setName(hub.getName() + "-dry-run");
            scratch.setAutoStartup(false);
            scratch.setStartupSummaryLevel(StartupSummaryLevel.Off);
            scratch.setSourceLocationEnabled(true);
            scratch.getPropertiesComponent().addPropertiesSource(new HubProperties());
            scratch.getCamelContextExtension().addContextPlugin(ComponentResolver.class, this::freshComponent);
            scratch.start();
            try {
                new RouteLoader(scratch).load(files);
                return Optional.empty();
            } catch (Exception e) {
                return Optional.of(CamelFailure.problem(e, nodeThatFailed(scratch, e), files));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inmost step that could not be built, in a kamelet if it was there. Camel says by text only which one it was. */
    private static Optional<ProcessorDefinition<?>> nodeThatFailed(ModelCamelContext scratch, Exception failure) {
        String messages = CamelFailure.causes(failure)
                .map(cause -> String.valueOf(cause.getMessage()))
                .reduce("", (outer, inner) -> inner + "\n" + outer);
        Map<Integer, ProcessorDefinition<?>> byPlace = new TreeMap<>();
        for (RouteDefinition route : scratch.getRouteDefinitions()) {
            for (ProcessorDefinition<?> step : route.getOutputs()) {
                int place = messages.indexOf("at: >>> " + step + " <<<");
                if (place >= 0) {
                    byPlace.putIfAbsent(place, step);
                }
            }
        }
        return byPlace.values().stream().findFirst();
    }

    private Component freshComponent(String name, CamelContext scratch) throws Exception {
        Component live = hub.hasComponent(name);
        if (live == null && hub.getRegistry().lookupByName(name + "-component") instanceof Component bean) {
            live = bean;
        }
        return live == null
                ? new DefaultComponentResolver().resolveComponent(name, scratch)
                : scratch.getInjector().newInstance(live.getClass(), false);
    }

    private final class HubProperties implements PropertiesSource {
        @Override
        public String getName() {
            return "hub";
        }

        @Override
        public String getProperty(String name) {
            return hub.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }

    /** The hub's registry without its components and without what the files bring themselves. */
    private final class HubBeans implements BeanRepository {
        private final Set<String> brought;

        HubBeans(Collection<RouteFile> files) {
            this.brought = files.stream()
                    .flatMap(file -> file.provided().keySet().stream())
                    .filter(named -> named.kind() == Kind.BEAN)
                    .map(Named::name)
                    .collect(Collectors.toSet());
        }

        private boolean hides(String name, Object bean) {
            return bean instanceof Component || brought.contains(name);
        }

        @Override
        public Object lookupByName(String name) {
            Object bean = hub.getRegistry().lookupByName(name);
            return hides(name, bean) ? null : bean;
        }

        @Override
        public <T> T lookupByNameAndType(String name, Class<T> type) {
            T bean = hub.getRegistry().lookupByNameAndType(name, type);
            return hides(name, bean) ? null : bean;
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            return hub.getRegistry().findByTypeWithName(type).entrySet().stream()
                    .filter(entry -> !hides(entry.getKey(), entry.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return Set.copyOf(findByTypeWithName(type).values());
        }
    }
}
