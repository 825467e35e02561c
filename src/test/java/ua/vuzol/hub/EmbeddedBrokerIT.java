package ua.vuzol.hub;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir
    Path journal;

    @Test
    void keepsAMessageOverStopAndStart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(journal);
                Connection connection = broker.connectionFactory().createConnection()) {
            send(connection, "signal");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(journal)) {
            assertThat(receiveAll(broker)).isEqualTo(1);
        }
    }

    @Test
    void losesNoAcknowledgedMessageWhenTheHubIsKilled() throws Exception {
        int acknowledged;
        try (ChildJvm hub = ChildJvm.start(SendingHub.class, journal.toString())) {
            acknowledged = hub.killAfter("sent", 200);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(journal)) {
            assertThat(receiveAll(broker)).isGreaterThanOrEqualTo(acknowledged);
        }
    }

    @Test
    void deliversAgainWhatItsConsumerRolledBack() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(journal);
                Connection connection = broker.connectionFactory().createConnection()) {
            send(connection, "signal");
            connection.start();
            try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                    MessageConsumer consumer = session.createConsumer(session.createQueue("work"))) {
                assertThat(consumer.receive(10_000).getJMSRedelivered()).isFalse();
                session.rollback();
                assertThat(consumer.receive(10_000).getJMSRedelivered()).isTrue();
                session.commit();
            }
        }
    }

    @Test
    void twoHubsInOneProcessDoNotMeet(@TempDir Path other) throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(journal);
                EmbeddedBroker second = EmbeddedBroker.start(other);
                Connection connection = first.connectionFactory().createConnection()) {
            send(connection, "signal");
            assertThat(receiveAll(second)).isZero();
            assertThat(receiveAll(first)).isEqualTo(1);
        }
    }

    private static void send(Connection connection, String text) throws JMSException {
        try (Session session = connection.createSession();
                MessageProducer producer = session.createProducer(session.createQueue("work"))) {
            producer.send(session.createTextMessage(text));
        }
    }

    private static int receiveAll(EmbeddedBroker broker) throws JMSException {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue("work"))) {
            connection.start();
            int received = 0;
            while (consumer.receive(1_000) != null) {
                received++;
            }
            return received;
        }
    }

    /** Sends message after message and says so on standard output, until it is killed. */
    static final class SendingHub {
        public static void main(String[] arguments) throws Exception {
            EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]));
            try (Connection connection = broker.connectionFactory().createConnection()) {
                for (int n = 0; ; n++) {
                    send(connection, Integer.toString(n));
                    System.out.println("sent " + n);
                }
            }
        }
    }
}
