package ua.vuzol.publication;

import java.nio.file.Path;
import java.time.ZoneId;

/** The mappers as a hub in Kyiv has them. */
final class Mappers {
    static final String BASE = "https://fhir.hospital.ua/sid";
    static final IdentifierSystems SYSTEMS = new IdentifierSystems(BASE);
    static final PatientMapper PATIENTS = new PatientMapper(SYSTEMS);
    static final ImagingStudyMapper STUDIES = new ImagingStudyMapper(
            SYSTEMS,
            new FhirTimes(ZoneId.of("Europe/Kyiv")),
            BodySites.read(Path.of("mappings/fhir/body-part-sct.tsv")),
            PATIENTS);

    private Mappers() {}
}
