package ua.vuzol;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub's entry point. Artemis is configured by the room hub, which keeps its journal in the hub's home. */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
@ConfigurationPropertiesScan
public class Vuzol {
    public static void main(String[] args) {
        SpringApplication.run(Vuzol.class, args);
    }
}
