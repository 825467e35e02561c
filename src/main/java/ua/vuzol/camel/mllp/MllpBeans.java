package ua.vuzol.camel.mllp;

import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.ChannelHandlerFactory;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The codecs that routes name: {@code decoders: '#mllp'} for a listener, {@code '#mllpClient'} for a sender. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MllpSettings.class)
class MllpBeans {
    @Bean
    ChannelHandlerFactory mllp(MllpSettings settings) {
        return new Factory(settings, true);
    }

    @Bean
    ChannelHandlerFactory mllpClient(MllpSettings settings) {
        return new Factory(settings, false);
    }

    private static final class Factory extends DefaultChannelHandlerFactory {
        private final MllpSettings settings;
        private final boolean listening;

        Factory(MllpSettings settings, boolean listening) {
            this.settings = settings;
            this.listening = listening;
        }

        @Override
        public ChannelHandler newChannelHandler() {
            return new MllpCodec(settings, listening);
        }
    }
}
