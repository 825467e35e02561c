package ua.vuzol.web;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the pages tell and who may ask.
 *
 * @param zone the time zone in which events are shown
 * @param home the hub's home, below which the inboxes stand
 * @param web who may ask
 */
@ConfigurationProperties("vuzol")
record WebProperties(
        @DefaultValue("Europe/Kyiv") ZoneId zone, @DefaultValue("./data") Path home, @DefaultValue Web web) {

    /**
     * @param hosts host names under which the hub is offered, beside localhost and IP addresses
     */
    record Web(@DefaultValue Set<String> hosts) {}

    Path inbox() {
        return home.resolve("inbox").toAbsolutePath().normalize();
    }
}
