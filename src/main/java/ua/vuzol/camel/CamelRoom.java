package ua.vuzol.camel;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoutesProperties.class)
class CamelRoom {

    @Bean
    RouteFiles routeFiles(RoutesProperties properties) {
        return new RouteFiles(properties.directory());
    }

    @Bean
    FileRouteDeployer routeDeployer(CamelContext context, RouteFiles files, ApplicationEventPublisher events) {
        return new FileRouteDeployer((ModelCamelContext) context, files, events, Clock.systemUTC());
    }

    @Bean
    TemplatedRoutes templatedRoutes(CamelContext context) {
        return new LiveTemplatedRoutes((ModelCamelContext) context, Clock.systemUTC());
    }

    @Bean
    RouteWatcher routeWatcher(CamelContext context, RouteFiles files, FileRouteDeployer deployer) {
        return new RouteWatcher(context, files, deployer);
    }

    @Bean
    RoutesHealth routesHealthIndicator(FileRouteDeployer deployer, RouteWatcher watcher) {
        return new RoutesHealth(deployer, watcher);
    }

    /** A failure goes back to where the exchange came from, which knows what to do: redeliver it, or leave the file. */
    @Bean
    CamelContextConfiguration failuresGoToTheConsumer() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // nothing more to set
            }
        };
    }

    @Bean
    HeaderFilterStrategy ingressHeaderFilter() {
        return new IngressHeaderFilter();
    }

    @Bean
    ComponentCustomizer jmsIngress(HeaderFilterStrategy ingressHeaderFilter) {
        return ComponentCustomizer.forType(JmsComponent.class, jms -> jms.setHeaderFilterStrategy(ingressHeaderFilter));
    }
}
