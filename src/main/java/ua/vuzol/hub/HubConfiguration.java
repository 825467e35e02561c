package ua.vuzol.hub;

import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts what the hub stands on: the lock on its home, then its database and its broker, embedded or external. */
@Configuration(proxyBeanMethods = false)
class HubConfiguration {
    @Bean
    HomeLock homeLock(HomeProperties home) {
        return HomeLock.take(home.home());
    }

    @Bean
    JdbcConnectionDetails database(DatabaseProperties database, HomeProperties home, HomeLock lock) {
        return database.external()
                ? ExternalDatabase.await(database)
                : EmbeddedPostgres.start(home.home().resolve("postgres"));
    }

    @Bean
    Broker broker(BrokerProperties broker, HomeProperties home, HomeLock lock) {
        return broker.external()
                ? new Broker.External(broker)
                : EmbeddedBroker.start(home.home().resolve("artemis"));
    }

    /** One pool for all: Camel's consumers and producers, and the health check. */
    @Bean(destroyMethod = "stop")
    JmsPoolConnectionFactory connectionFactory(Broker broker) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(broker.connectionFactory());
        pool.setMaxConnections(4);
        return pool;
    }
}
