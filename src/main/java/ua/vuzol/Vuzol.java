package ua.vuzol;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import ua.vuzol.hub.cli.VuzolCommand;

/** The hub's entry point. Artemis is configured by the room hub, which keeps its journal in the hub's home. */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
@ConfigurationPropertiesScan
public class Vuzol {
    /** Without a command, or with {@code run}, the hub starts; every other command asks a running hub and ends. */
    public static void main(String[] args) {
        if (args.length == 0 || "run".equals(args[0])) {
            SpringApplication.run(Vuzol.class, Arrays.stream(args).skip(1).toArray(String[]::new));
        } else {
            System.setProperty("logback.configurationFile", "logback-commands.xml");
            System.exit(VuzolCommand.run(writer(System.out), writer(System.err), args));
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
