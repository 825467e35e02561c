package ua.vuzol.dicom.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * User Identity sub-item (PS3.7 D.3.3.7.1): who asks for the association. The fields are credentials: they are never part of
 * a message or of {@link #toString}.
 *
 * @param type 1 user name, 2 user name and passcode, 3 Kerberos service ticket, 4 SAML assertion, 5 JSON Web Token; others
 *     are passed on
 * @param responseRequested whether the acceptor is to confirm
 * @param primary user name in UTF-8, ticket, assertion or token
 * @param secondary the passcode in UTF-8 for type 2, else empty
 */
public record UserIdentity(int type, boolean responseRequested, byte[] primary, byte[] secondary) {

    public static final int USERNAME = 1;
    public static final int USERNAME_AND_PASSCODE = 2;
    public static final int KERBEROS = 3;
    public static final int SAML = 4;
    public static final int JWT = 5;

    public static UserIdentity username(String name, boolean responseRequested) {
        return new UserIdentity(USERNAME, responseRequested, name.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    public static UserIdentity usernameAndPasscode(String name, String passcode, boolean responseRequested) {
        return new UserIdentity(
                USERNAME_AND_PASSCODE,
                responseRequested,
                name.getBytes(StandardCharsets.UTF_8),
                passcode.getBytes(StandardCharsets.UTF_8));
    }

    /** The primary field as text, of types 1, 2, 4 and 5. */
    public String primaryText() {
        return new String(primary, StandardCharsets.UTF_8);
    }

    /** The secondary field as text, of type 2. */
    public String secondaryText() {
        return new String(secondary, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserIdentity that
                && type == that.type
                && responseRequested == that.responseRequested
                && Arrays.equals(primary, that.primary)
                && Arrays.equals(secondary, that.secondary);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(primary);
    }

    /** The type alone. */
    @Override
    public String toString() {
        return "UserIdentity of type " + type;
    }
}
