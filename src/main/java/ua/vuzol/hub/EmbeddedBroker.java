package ua.vuzol.hub;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * ActiveMQ Artemis inside the hub's process, with a persistent journal under the home. It opens no port: only this process can
 * reach it. A durable send that returned is on disk.
 */
final class EmbeddedBroker implements Broker, AutoCloseable {
    /** Artemis' default of 3.3 ms between flushes gives 277 durable messages a second, 0.2 ms gives 700. */
    private static final int JOURNAL_FLUSH_NANOSECONDS = 200_000;

    private static final long MEGABYTE = 1024 * 1024;

    private final EmbeddedActiveMQ server;
    private final int id;

    private EmbeddedBroker(EmbeddedActiveMQ server, int id) {
        this.server = server;
        this.id = id;
    }

    /**
     * Starts the broker.
     *
     * @param directory of its journal, made when it is missing
     * @throws HubCannotStartException when the journal cannot be used
     */
    static EmbeddedBroker start(Path directory) {
        int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration(directory, id));
        try {
            server.start();
        } catch (Exception e) { // declared by Artemis
            throw new HubCannotStartException(
                    "The embedded broker cannot use its journal under %s.".formatted(directory),
                    "Check the free space and the permissions of VUZOL_HOME.",
                    e);
        }
        return new EmbeddedBroker(server, id);
    }

    private static Configuration configuration(Path directory, int id) {
        return new ConfigurationImpl()
                .setName("vuzol")
                .setPersistenceEnabled(true)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                .setJournalType(JournalType.NIO)
                .setJournalBufferTimeout_NIO(JOURNAL_FLUSH_NANOSECONDS)
                .setJournalSyncNonTransactional(true)
                .setJournalSyncTransactional(true)
                .setGlobalMaxSize(64 * MEGABYTE)
                // a send waits while the disk is this full; a journal that runs out of space stops the broker
                .setMinDiskFree(100 * MEGABYTE)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(new TransportConfiguration(
                        InVMAcceptorFactory.class.getName(),
                        Map.of(TransportConstants.SERVER_ID_PROP_NAME, Integer.toString(id)),
                        "in-vm"))
                .addAddressSetting("#", addressSettings());
    }

    /** Messages are only signals: they never expire and are redelivered for ever; the ledger decides what is given up. */
    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(30_000)
                .setMaxDeliveryAttempts(-1)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                // nothing goes there, but Artemis warns about every queue that has none
                .setDeadLetterAddress(SimpleString.of("dead-letter"))
                .setExpiryAddress(SimpleString.of("expired"));
    }

    @Override
    public ConnectionFactory connectionFactory() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://" + id);
        factory.setConsumerWindowSize(NO_PREFETCH);
        return factory;
    }

    @Override
    public ConnectionFactory probe() {
        return connectionFactory();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
