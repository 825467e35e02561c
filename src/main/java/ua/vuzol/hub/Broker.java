package ua.vuzol.hub;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The broker that carries the signals between stages, inside this process or somewhere else. */
sealed interface Broker permits EmbeddedBroker, Broker.External {
    /**
     * A consumer asks for each message when it is ready for one. Camel's makes itself anew for each transaction; were messages sent to
     * it ahead, as many as wait, the broker would take all but one of them back each time. One that is long at work would keep
     * others from what was sent to it.
     */
    int NO_PREFETCH = 0;

    ConnectionFactory connectionFactory();

    /** For a connection that fails at once where the broker is away. */
    ConnectionFactory probe();

    /**
     * A broker that others run. The hub starts without it: consumers ask for a first connection again and again, and a
     * connection once made is made anew after every loss.
     */
    record External(BrokerProperties properties) implements Broker {
        private static final long PROBE_MILLISECONDS = 5_000;

        @Override
        public ConnectionFactory connectionFactory() {
            ActiveMQConnectionFactory factory =
                    new ActiveMQConnectionFactory(properties.url(), properties.user(), properties.password());
            factory.setReconnectAttempts(-1);
            factory.setConsumerWindowSize(NO_PREFETCH);
            return factory;
        }

        @Override
        public ConnectionFactory probe() {
            ActiveMQConnectionFactory factory =
                    new ActiveMQConnectionFactory(properties.url(), properties.user(), properties.password());
            factory.setInitialConnectAttempts(1);
            factory.setReconnectAttempts(0);
            factory.setCallTimeout(PROBE_MILLISECONDS);
            return factory;
        }
    }
}
