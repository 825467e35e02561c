package ua.vuzol.hub;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells who starts a hub where it is and where files go. */
@Component
class ReadyLine {
    private static final Logger log = LoggerFactory.getLogger(ReadyLine.class);

    private final Environment environment;
    private final Path inbox;

    ReadyLine(Environment environment, HomeProperties home) {
        this.environment = environment;
        this.inbox = home.home().resolve("inbox");
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        HubAddress.of(environment)
                .ifPresent(address -> log.info("Vuzol is ready: {}/ , files go into {}/SOURCE", address, inbox));
    }
}
