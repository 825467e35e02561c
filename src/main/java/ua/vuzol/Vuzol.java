package ua.vuzol;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.core.env.Environment;
import ua.vuzol.hub.HubAddress;
import ua.vuzol.hub.cli.VuzolCommand;

/** The hub's entry point. Artemis is configured by the room hub, which keeps its journal in the hub's home. */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
@ConfigurationPropertiesScan
public class Vuzol {
    /**
     * Without a command, or with {@code run}, the hub starts; {@code demo} starts it and plays a hospital to it; every other command
     * asks a running hub and ends.
     */
    public static void main(String[] args) {
        String command = args.length == 0 ? "run" : args[0];
        switch (command) {
            case "run" -> SpringApplication.run(
                    Vuzol.class, Arrays.stream(args).skip(1).toArray(String[]::new));
            case "demo" -> demo();
            default -> {
                System.setProperty("logback.configurationFile", "logback-commands.xml");
                System.exit(command(args));
            }
        }
    }

    /** The hub stays up after the play; a play that failed ends it. */
    private static void demo() {
        // the timelines are what the user should see, not the log of a good start
        Environment hub =
                SpringApplication.run(Vuzol.class, "--logging.level.root=warn").getEnvironment();
        int code = command(
                "demo",
                "--url=" + HubAddress.of(hub).orElseThrow(),
                "--dicom=" + HubAddress.dicom(hub),
                "--inbox=" + Path.of(hub.getRequiredProperty("vuzol.home"), "inbox"));
        if (code == 0) {
            System.out.println("The hub stays up; Ctrl-C stops it.");
        } else {
            System.exit(code);
        }
    }

    private static int command(String... args) {
        return VuzolCommand.run(writer(System.out), writer(System.err), args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
