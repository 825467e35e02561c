package ua.vuzol.query;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the hub is to those who query it.
 *
 * @param aeTitle from which its objects are retrieved
 * @param maxMatches the most answers to one query
 */
@ConfigurationProperties("vuzol.dicom")
public record QueryProperties(String aeTitle, @DefaultValue("10000") int maxMatches) {

    public QueryProperties {
        if (maxMatches < 1) {
            throw new IllegalArgumentException(
                    "vuzol.dicom.max-matches is " + maxMatches + "; it must be 1 at least (VUZOL_DICOM_MAX_MATCHES)");
        }
    }
}
