package ua.vuzol.camel.dicom;

import java.util.Locale;

/** The side that an endpoint is on. */
public enum DicomRole {
    /** Service class provider: a consumer, which listens. */
    SCP,
    /** Service class user: a producer, which asks. */
    SCU;

    static DicomRole parse(String text) {
        return switch (text) {
            case "scp" -> SCP;
            case "scu" -> SCU;
            default -> throw new IllegalArgumentException(
                    "'" + text + "' is neither scp (to listen) nor scu (to ask a peer)");
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
