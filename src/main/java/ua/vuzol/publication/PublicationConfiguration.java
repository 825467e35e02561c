package ua.vuzol.publication;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the mapping from its configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublicationProperties.class)
class PublicationConfiguration {

    @Bean
    IdentifierSystems identifierSystems(PublicationProperties properties) {
        return new IdentifierSystems(properties.fhir().baseSid().toString());
    }

    @Bean
    PatientMapper patientMapper(IdentifierSystems systems) {
        return new PatientMapper(systems);
    }

    @Bean
    ImagingStudyMapper imagingStudyMapper(
            PublicationProperties properties, IdentifierSystems systems, PatientMapper patients) {
        BodySites bodySites = BodySites.read(properties.mappings().resolve("fhir/body-part-sct.tsv"));
        return new ImagingStudyMapper(systems, new FhirTimes(properties.zone()), bodySites, patients);
    }
}
