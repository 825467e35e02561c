package ua.vuzol.hub;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which ActiveMQ Artemis the hub uses.
 *
 * @param url URL of an external broker or cluster, like {@code tcp://broker:61616}; blank for the embedded one
 * @param user user of the external broker
 * @param password password of the external broker, never printed
 */
@ConfigurationProperties("vuzol.broker")
record BrokerProperties(
        @DefaultValue("") String url, @DefaultValue("") String user, @DefaultValue("") String password) {

    BrokerProperties {
        if (!url.isBlank() && !url.startsWith("tcp://") && !url.startsWith("(tcp://")) {
            throw new HubCannotStartException(
                    "vuzol.broker.url is not the URL of an ActiveMQ Artemis broker.",
                    "Set VUZOL_BROKER_URL to tcp://HOST:61616, or leave it out for the embedded broker.");
        }
    }

    boolean external() {
        return !url.isBlank();
    }

    @Override
    public String toString() {
        return "BrokerProperties[user=%s, external=%s]".formatted(user, external());
    }
}
