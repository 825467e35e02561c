package ua.vuzol.dicom.net;

import java.util.Arrays;
import java.util.Optional;

/** The DIMSE services (PS3.7 7.5) with their Command Field (0000,0100) values (PS3.7 E.1). */
public enum Dimse {
    C_STORE(0x0001),
    C_GET(0x0010),
    C_FIND(0x0020),
    C_MOVE(0x0021),
    C_ECHO(0x0030),
    N_EVENT_REPORT(0x0100),
    N_GET(0x0110),
    N_SET(0x0120),
    N_ACTION(0x0130),
    N_CREATE(0x0140),
    N_DELETE(0x0150),
    /** Has no response of its own: what it cancels answers. */
    C_CANCEL(0x0FFF);

    private static final int RESPONSE = 0x8000;

    private final int request;

    Dimse(int request) {
        this.request = request;
    }

    /** Command Field of the request. */
    int request() {
        return request;
    }

    /** Command Field of the response. */
    int response() {
        return request | RESPONSE;
    }

    static boolean isResponse(int commandField) {
        return (commandField & RESPONSE) != 0;
    }

    /** The service of a Command Field, whether request or response. */
    static Optional<Dimse> of(int commandField) {
        return Arrays.stream(values())
                .filter(service -> service.request == (commandField & ~RESPONSE))
                .findFirst();
    }

    /** Whether the service is one of those of PS3.7 chapter 10, on normalized SOP instances. */
    public boolean isNormalized() {
        return name().startsWith("N_");
    }

    /** As the standard writes it, such as C-STORE. */
    @Override
    public String toString() {
        return name().replaceFirst("_", "-").replaceFirst("EVENT_", "EVENT-");
    }
}
