package ua.vuzol.hub;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says whether the broker answers, by a connection of its own: those of the pool wait for a broker that is away, and until
 * then look as if nothing had happened.
 */
@Component("jmsHealthIndicator")
final class BrokerHealth implements HealthIndicator {
    private final ConnectionFactory probe;

    BrokerHealth(Broker broker) {
        this.probe = broker.probe();
    }

    @Override
    public Health health() {
        try (Connection connection = probe.createConnection()) {
            connection.start();
            return Health.up()
                    .withDetail("provider", connection.getMetaData().getJMSProviderName())
                    .build();
        } catch (JMSException e) {
            return Health.down()
                    .withDetail(
                            "reason",
                            "The broker does not answer: " + e.getClass().getSimpleName())
                    .build();
        }
    }
}
