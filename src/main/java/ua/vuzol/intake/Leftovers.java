package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Files of the landing store that no ledger knows: their sender was refused, as the database was away, or the hub ended. */
@Component
class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final int PREFIXES = 256;
    private static final int ASKED_AT_ONCE = 1000;

    /** No arrival takes so long from file to row. */
    private static final Duration AGE = Duration.ofDays(1);

    private final LandingStore landing;
    private final JdbcClient jdbc;

    Leftovers(LandingStore landing, JdbcClient jdbc) {
        this.landing = landing;
        this.jdbc = jdbc;
    }

    void remove() {
        Instant old = Instant.now().minus(AGE);
        int removed = 0;
        try {
            for (int prefix = 0; prefix < PREFIXES; prefix++) {
                List<String> files = landing.olderThan(old, prefix);
                for (int from = 0; from < files.size(); from += ASKED_AT_ONCE) {
                    for (String unknown : unknown(files.subList(from, Math.min(files.size(), from + ASKED_AT_ONCE)))) {
                        removed += landing.removeIfOlder(unknown, old) ? 1 : 0;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The landing store cannot be looked through", e);
        }
        if (removed > 0) {
            log.info("{} file(s) of the landing store that no ledger knows were removed", removed);
        }
    }

    private List<String> unknown(List<String> digests) {
        return jdbc.sql(
                        """
                        select digest from unnest(:digests::text[]) as file (digest)
                        where not exists (select from received_object where sha256 = digest)
                          and not exists (select from landed_file where sha256 = digest)
                        """)
                .param("digests", digests.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}
