package ua.vuzol.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A database and a broker that others than the hub run, which a test stops and starts again with what is in them. */
final class ExternalServices {
    private final Path directory;
    private final Map<String, String> environment;
    private final PostgresCluster cluster;
    private final PostgresPrograms programs;

    /**
     * Starts none yet.
     *
     * @param environment of hubs, which gets their addresses when they are started
     */
    ExternalServices(Path directory, Map<String, String> environment) throws IOException, InterruptedException {
        this.directory = directory;
        this.environment = environment;
        Path postgres = Files.createDirectories(directory.resolve("postgres"));
        this.cluster = new PostgresCluster(postgres);
        this.programs = PostgresPrograms.usable(PostgresBinaries.unpackInto(postgres));
    }

    EmbeddedPostgres database(int port) throws IOException, InterruptedException {
        EmbeddedPostgres database = EmbeddedPostgres.start(cluster, programs, port);
        environment.put("VUZOL_DB_URL", database.getJdbcUrl());
        environment.put("VUZOL_DB_USER", database.getUsername());
        environment.put("VUZOL_DB_PASSWORD", database.getPassword());
        return database;
    }

    EmbeddedActiveMQ broker(int port) throws Exception {
        String url = "tcp://127.0.0.1:" + port;
        Path journal = directory.resolve("broker");
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ()
                .setConfiguration(new ConfigurationImpl()
                        .setPersistenceEnabled(true)
                        .setJournalDirectory(journal.resolve("journal").toString())
                        .setBindingsDirectory(journal.resolve("bindings").toString())
                        .setPagingDirectory(journal.resolve("paging").toString())
                        .setLargeMessagesDirectory(journal.resolve("large").toString())
                        .setSecurityEnabled(false)
                        .addAcceptorConfiguration("tcp", url)
                        .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(-1)));
        broker.start();
        environment.put("VUZOL_BROKER_URL", url);
        return broker;
    }
}
