package ua.vuzol.hl7;

import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A room of the test: takes TST^T01 and enters the patient's name; says no to some. */
final class RecordingHandler implements MessageHandler {
    static final String REFUSED = "Refused";
    static final String FAILING = "Failing";

    private final JdbcClient jdbc;

    private RecordingHandler(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @TestConfiguration
    static class Configuration {
        @Bean
        RecordingHandler recordingHandler(JdbcClient jdbc) {
            return new RecordingHandler(jdbc);
        }
    }

    @Override
    public boolean handles(Hl7Message message) {
        return message.type().equals("TST") && message.event().equals("T01");
    }

    @Override
    public void handle(List<Hl7Message> messages) {
        for (Hl7Message message : messages) {
            Hl7Segment pid = message.segment("PID").orElseThrow();
            String family = pid.text(5).orElse("");
            jdbc.sql("insert into done values (:message, :control, :name, :partner)")
                    .param("message", message.id())
                    .param("control", message.controlId())
                    .param(
                            "name",
                            String.join(" ", family, pid.text(5, 2).orElse("")).strip())
                    .param("partner", message.partner())
                    .update();
            if (family.equals(REFUSED)) {
                throw Hl7RejectedException.error(
                        Hl7Error.UNKNOWN_KEY, "PID^" + pid.position() + "^3", "Nobody knows | this patient.");
            }
            if (family.equals(FAILING)) {
                throw new IllegalStateException("a bug that quotes " + family + "Surname");
            }
        }
    }
}
