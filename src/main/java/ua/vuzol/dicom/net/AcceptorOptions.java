package ua.vuzol.dicom.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * How an application entity listens.
 *
 * @param port 0 for any free one
 * @param maxPduLength the longest P-DATA-TF to be received, in bytes behind the PDU header
 * @param asyncWindow the most that is agreed to where a requestor proposes a window
 */
public record AcceptorOptions(
        InetAddress address,
        int port,
        Optional<TlsOptions> tls,
        Services services,
        NegotiationPolicy negotiation,
        Admission admission,
        UserIdentityVerifier identities,
        int maxPduLength,
        AsyncWindow asyncWindow,
        Timeouts timeouts,
        Limits limits,
        AssociationListener listener) {

    public AcceptorOptions {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("Port " + port + " is none; it is 0 (any) to 65535");
        }
        if (maxPduLength < AssociationOptions.MIN_PDU_LENGTH) {
            throw new IllegalArgumentException(
                    "The PDU length is at least " + AssociationOptions.MIN_PDU_LENGTH + " bytes");
        }
    }

    /** Listens at an address for these services. */
    public static Builder builder(InetAddress address, int port, Services services) {
        return new Builder(address, port, services);
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private final InetAddress address;
        private final int port;
        private final Services services;
        private Optional<TlsOptions> tls = Optional.empty();
        private NegotiationPolicy negotiation;
        private Admission admission = Admission.ALL;
        private UserIdentityVerifier identities = UserIdentityVerifier.UNSEEN;
        private int maxPduLength = AssociationOptions.DEFAULT_MAX_PDU_LENGTH;
        private AsyncWindow asyncWindow = new AsyncWindow(16, 16);
        private Timeouts timeouts = Timeouts.defaults();
        private Limits limits = Limits.defaults();
        private AssociationListener listener = AssociationListener.NONE;

        private Builder(InetAddress address, int port, Services services) {
            this.address = address;
            this.port = port;
            this.services = services;
            this.negotiation = NegotiationPolicy.of(services);
        }

        public Builder tls(TlsOptions options) {
            tls = Optional.of(options);
            return this;
        }

        public Builder negotiation(NegotiationPolicy policy) {
            negotiation = policy;
            return this;
        }

        public Builder admission(Admission who) {
            admission = who;
            return this;
        }

        public Builder identities(UserIdentityVerifier verifier) {
            identities = verifier;
            return this;
        }

        public Builder maxPduLength(int bytes) {
            maxPduLength = bytes;
            return this;
        }

        public Builder asyncWindow(AsyncWindow most) {
            asyncWindow = most;
            return this;
        }

        public Builder timeouts(Timeouts waits) {
            timeouts = waits;
            return this;
        }

        public Builder limits(Limits most) {
            limits = most;
            return this;
        }

        public Builder listener(AssociationListener told) {
            listener = told;
            return this;
        }

        public AcceptorOptions build() {
            return new AcceptorOptions(
                    address,
                    port,
                    tls,
                    services,
                    negotiation,
                    admission,
                    identities,
                    maxPduLength,
                    asyncWindow,
                    timeouts,
                    limits,
                    listener);
        }
    }
}
