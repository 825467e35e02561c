package ua.vuzol.camel.mllp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of MLLP connections.
 *
 * @param maxMessageSize a larger message is refused
 * @param frameTimeout how long the end of a message that has begun may take
 * @param maxUnanswered how many messages of one connection may wait for their answers before it is read from again
 */
@ConfigurationProperties("vuzol.hl7")
record MllpSettings(
        @DefaultValue("16MB") DataSize maxMessageSize,
        @DefaultValue("60s") Duration frameTimeout,
        @DefaultValue("128") int maxUnanswered) {

    MllpSettings {
        if (maxMessageSize.toBytes() < 1024 || maxMessageSize.toBytes() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("vuzol.hl7.max-message-size must be from 1KB to 1023MB");
        }
        if (frameTimeout.isNegative() || frameTimeout.isZero()) {
            throw new IllegalArgumentException("vuzol.hl7.frame-timeout must be a duration such as 60s");
        }
        if (maxUnanswered < 1) {
            throw new IllegalArgumentException("vuzol.hl7.max-unanswered must be 1 at least");
        }
    }

    int maxFrameLength() {
        return (int) maxMessageSize.toBytes();
    }
}
