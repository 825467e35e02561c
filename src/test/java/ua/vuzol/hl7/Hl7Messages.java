package ua.vuzol.hl7;

import java.time.ZoneId;

/** Parsed messages for the tests of rooms. */
public final class Hl7Messages {
    private Hl7Messages() {}

    /** @param text segments, each on a line */
    public static Hl7Message parse(long id, String partner, String text) {
        String segments = text.strip().replaceAll("\\R", "\r") + "\r";
        Hl7Message message = new MessageParser(ZoneId.of("Europe/Kyiv")).parse(segments, Header.of(segments), partner);
        message.begin(id);
        return message;
    }
}
