package ua.vuzol.hub.cli.dicom;

import java.util.Locale;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.Status;

/** Statuses in words (PS3.7 Annex C; PS3.4 B.2.3, C.4.1.1.4, C.4.2.1.5, C.4.3.1.4). */
final class Outcome {
    private Outcome() {}

    /** Such as {@code A700H, out of resources: disk full}. */
    static String of(Dimse service, Status status) {
        String comment = status.comment().isEmpty() ? "" : ": " + Printable.of(status.comment());
        return code(status) + ", " + meaning(service, status) + comment;
    }

    /** Such as {@code A700H}. */
    static String code(Status status) {
        return String.format(Locale.ROOT, "%04XH", status.code());
    }

    private static String meaning(Dimse service, Status status) {
        boolean store = service == Dimse.C_STORE;
        return switch (status.code()) {
            case 0x0000 -> "success";
            case 0x0106 -> "invalid attribute value";
            case 0x0110 -> "processing failure";
            case 0x0111 -> "duplicate SOP instance";
            case 0x0117 -> "invalid SOP instance";
            case 0x0122 -> "SOP class not supported";
            case 0x0124 -> "not authorized";
            case 0x0211 -> "unrecognized operation";
            case 0x0213 -> "resource limitation";
            case 0xA701 -> "unable to count the matches";
            case 0xA702 -> "unable to perform the sub-operations";
            case 0xA801 -> "move destination unknown";
            case 0xB000 -> store
                    ? "stored with elements changed"
                    : "some sub-operations failed or ended with a warning";
            case 0xB006 -> "stored without some elements";
            case 0xB007 -> "stored, though the object does not match its SOP class";
            case 0xFE00 -> "cancelled";
            default -> ofRange(store, status);
        };
    }

    private static String ofRange(boolean store, Status status) {
        return switch (status.code() >> 8) {
            case 0xA7 -> "out of resources";
            case 0xA9 -> store ? "the object does not match its SOP class" : "the keys do not match the SOP class";
            default -> status.code() >> 12 == 0xC
                    ? store ? "cannot be understood" : "unable to process"
                    : status.isWarning() ? "warning" : "failure";
        };
    }
}
