package ua.vuzol.publication;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the catalogue is told in FHIR.
 *
 * @param zone the time zone of the devices, for objects that do not say theirs in (0008,0201)
 * @param mappings the directory of mapping tables
 * @param fhir names that FHIR wants and DICOM does not have
 */
@ConfigurationProperties("vuzol")
record PublicationProperties(
        @DefaultValue("Europe/Kyiv") ZoneId zone, @DefaultValue("./mappings") Path mappings, @DefaultValue Fhir fhir) {

    /**
     * @param baseSid the absolute URI below which identifier systems of this hospital stand, without a final slash
     */
    record Fhir(@DefaultValue("https://vuzol.local/sid") URI baseSid) {
        Fhir {
            if (!baseSid.isAbsolute() || baseSid.toString().endsWith("/")) {
                throw new IllegalArgumentException("vuzol.fhir.base-sid is " + baseSid
                        + "; give an absolute URI without a final slash, such as https://fhir.hospital.ua/sid.");
            }
        }
    }
}
