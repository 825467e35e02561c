package ua.vuzol.dicom.net;

import java.util.Optional;

/**
 * Checks who asks for an association: user name, passcode, Kerberos ticket, SAML assertion or token (PS3.7 D.3.3.7), and the
 * X.509 certificates that TLS verified, which are in the {@link Peer}. It is called for each request, also for one without an
 * identity.
 */
@FunctionalInterface
public interface UserIdentityVerifier {

    /**
     * The outcome.
     *
     * @param serverResponse what a Kerberos, SAML or JWT identity is answered with if it asked for a response; else empty
     */
    record Verdict(boolean accepted, byte[] serverResponse) {

        public static final Verdict ACCEPTED = new Verdict(true, new byte[0]);
        public static final Verdict REFUSED = new Verdict(false, new byte[0]);
    }

    /** Takes identities unseen, as an acceptor without user identity negotiation does; it confirms none. */
    UserIdentityVerifier UNSEEN = (identity, peer) -> Optional.empty();

    /** The verdict; empty where identities are not looked at: the association is accepted and nothing is confirmed. */
    Optional<Verdict> verify(Optional<UserIdentity> identity, Peer peer);
}
