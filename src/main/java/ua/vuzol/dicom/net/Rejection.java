package ua.vuzol.dicom.net;

import java.util.Map;

/**
 * Why an association is rejected (A-ASSOCIATE-RJ, PS3.8 9.3.4).
 *
 * @param result 1 permanent, 2 transient
 * @param source 1 service user, 2 service provider (ACSE), 3 service provider (presentation)
 * @param reason Reason/Diag., whose meaning depends on the source
 */
public record Rejection(int result, int source, int reason) {

    public static final Rejection NO_REASON = new Rejection(1, 1, 1);
    /** An error here, which may pass. */
    public static final Rejection NO_REASON_TRANSIENT = new Rejection(2, 1, 1);

    public static final Rejection APPLICATION_CONTEXT_NOT_SUPPORTED = new Rejection(1, 1, 2);
    public static final Rejection CALLING_AE_TITLE_NOT_RECOGNIZED = new Rejection(1, 1, 3);
    public static final Rejection CALLED_AE_TITLE_NOT_RECOGNIZED = new Rejection(1, 1, 7);
    /** What PS3.7 D.3.3.7 prescribes where the user identity is not accepted. */
    public static final Rejection USER_IDENTITY_NOT_ACCEPTED = new Rejection(1, 2, 1);

    public static final Rejection PROTOCOL_VERSION_NOT_SUPPORTED = new Rejection(1, 2, 2);
    public static final Rejection TEMPORARY_CONGESTION = new Rejection(2, 3, 1);
    public static final Rejection LOCAL_LIMIT_EXCEEDED = new Rejection(2, 3, 2);

    private static final Map<Rejection, String> MEANINGS = Map.of(
            NO_REASON, "no reason given",
            NO_REASON_TRANSIENT, "no reason given",
            APPLICATION_CONTEXT_NOT_SUPPORTED, "application context name not supported",
            CALLING_AE_TITLE_NOT_RECOGNIZED, "calling AE title not recognized",
            CALLED_AE_TITLE_NOT_RECOGNIZED, "called AE title not recognized",
            USER_IDENTITY_NOT_ACCEPTED, "no reason given by the provider, as for a user identity not accepted",
            PROTOCOL_VERSION_NOT_SUPPORTED, "protocol version not supported",
            TEMPORARY_CONGESTION, "temporary congestion",
            LOCAL_LIMIT_EXCEEDED, "local limit exceeded");

    /** Whether the same request may succeed later. */
    public boolean isTransient() {
        return result == 2;
    }

    @Override
    public String toString() {
        String meaning = MEANINGS.getOrDefault(this, "source " + source + ", reason " + reason);
        return meaning + (isTransient() ? ", transient" : ", permanent");
    }
}
