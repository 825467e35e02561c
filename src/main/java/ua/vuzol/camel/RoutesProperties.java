package ua.vuzol.camel;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the routes are.
 *
 * @param routes the directory of {@code *.camel.yaml} and {@code kamelets/*.kamelet.yaml}, relative to the working directory
 */
@ConfigurationProperties("vuzol")
record RoutesProperties(@DefaultValue("./routes") String routes) {
    /** Not bound as a Path, which Spring would look up on the class path first. */
    Path directory() {
        return Path.of(routes);
    }
}
