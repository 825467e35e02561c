package ua.vuzol.web;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts HAPI FHIR's server beside Spring's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration {

    @Bean
    ServletRegistrationBean<RestfulServer> fhirServer(ImagingStudyProvider studies, PatientProvider patients) {
        RestfulServer server = new RestfulServer(FhirContext.forR4Cached());
        server.setServerName("Vuzol");
        server.setServerVersion(version());
        server.setImplementationDescription("Vuzol imaging hub: studies of the hospital's archive");
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setDefaultPageSize(SearchPaging.DEFAULT_COUNT);
        server.setResourceProviders(List.of(studies, patients));
        server.registerInterceptor(new SearchPaging());
        server.registerInterceptor(new FhirErrors());
        server.registerInterceptor(new FhirCapabilities());
        ServletRegistrationBean<RestfulServer> registration = new ServletRegistrationBean<>(server, "/fhir/*");
        registration.setName("fhir");
        registration.setLoadOnStartup(1);
        return registration;
    }

    /** As in the jar's manifest, which classes outside a jar do not have. */
    private static String version() {
        return Optional.ofNullable(WebConfiguration.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
