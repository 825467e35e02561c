package ua.vuzol.dicom.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomWriter;

/**
 * What the requestor of an association proposes and how it waits.
 *
 * @param contexts at most {@link #MAX_CONTEXTS}
 * @param maxPduLength the longest P-DATA-TF to be received, in bytes behind the PDU header
 * @param asyncWindow proposed; without it one operation at a time
 * @param services what the requestor performs itself over the association, such as the C-STOREs of its C-GET
 */
public record AssociationOptions(
        String callingAeTitle,
        List<ProposedContext> contexts,
        int maxPduLength,
        Optional<AsyncWindow> asyncWindow,
        List<RoleSelection> roleSelections,
        List<ExtendedNegotiation> extendedNegotiations,
        List<CommonExtendedNegotiation> commonExtendedNegotiations,
        Optional<UserIdentity> userIdentity,
        Timeouts timeouts,
        Services services) {

    /** Their IDs are the odd numbers of one byte (PS3.8 9.3.2.2). */
    public static final int MAX_CONTEXTS = 128;

    /** What is received in one piece unless the options say otherwise, and the most that is sent in one. */
    public static final int DEFAULT_MAX_PDU_LENGTH = 256 * 1024;

    static final int MIN_PDU_LENGTH = 4096;

    public AssociationOptions {
        AeTitles.check(callingAeTitle);
        contexts = List.copyOf(contexts);
        roleSelections = List.copyOf(roleSelections);
        extendedNegotiations = List.copyOf(extendedNegotiations);
        commonExtendedNegotiations = List.copyOf(commonExtendedNegotiations);
        if (contexts.isEmpty() || contexts.size() > MAX_CONTEXTS) {
            throw new IllegalArgumentException(
                    "An association has 1 to " + MAX_CONTEXTS + " presentation contexts, not " + contexts.size());
        }
        if (maxPduLength < MIN_PDU_LENGTH) {
            throw new IllegalArgumentException("The PDU length is at least " + MIN_PDU_LENGTH + " bytes");
        }
    }

    public static Builder builder(String callingAeTitle) {
        return new Builder(callingAeTitle);
    }

    /** Collects them. */
    public static final class Builder {
        private static final String[] EVERY_NODE_KNOWS = {
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid()
        };

        private final String callingAeTitle;
        private final List<ProposedContext> contexts = new ArrayList<>();
        private final List<RoleSelection> roles = new ArrayList<>();
        private final List<ExtendedNegotiation> extended = new ArrayList<>();
        private final List<CommonExtendedNegotiation> common = new ArrayList<>();
        private int maxPduLength = DEFAULT_MAX_PDU_LENGTH;
        private Optional<AsyncWindow> asyncWindow = Optional.empty();
        private Optional<UserIdentity> userIdentity = Optional.empty();
        private Timeouts timeouts = Timeouts.defaults();
        private Services services = Services.NONE;

        private Builder(String callingAeTitle) {
            this.callingAeTitle = callingAeTitle;
        }

        /** Proposes a context, in Explicit and Implicit VR Little Endian unless other transfer syntaxes are given. */
        public Builder context(String abstractSyntax, String... transferSyntaxes) {
            String[] syntaxes = transferSyntaxes.length == 0 ? EVERY_NODE_KNOWS : transferSyntaxes;
            contexts.add(new ProposedContext(contexts.size() * 2 + 1, abstractSyntax, List.of(syntaxes)));
            return this;
        }

        /** Proposes Verification. */
        public Builder verification() {
            return context(SopClass.Verification);
        }

        public Builder role(String sopClassUid, boolean scu, boolean scp) {
            roles.add(new RoleSelection(sopClassUid, scu, scp));
            return this;
        }

        public Builder extendedNegotiation(ExtendedNegotiation negotiation) {
            extended.add(negotiation);
            return this;
        }

        public Builder commonExtendedNegotiation(CommonExtendedNegotiation negotiation) {
            common.add(negotiation);
            return this;
        }

        public Builder maxPduLength(int bytes) {
            maxPduLength = bytes;
            return this;
        }

        /** Proposes to have as many operations outstanding as this; 0 for no limit. */
        public Builder asyncWindow(int invoked, int performed) {
            asyncWindow = Optional.of(new AsyncWindow(invoked, performed));
            return this;
        }

        public Builder userIdentity(UserIdentity identity) {
            userIdentity = Optional.of(identity);
            return this;
        }

        public Builder timeouts(Timeouts waits) {
            timeouts = waits;
            return this;
        }

        public Builder services(Services performed) {
            services = performed;
            return this;
        }

        public AssociationOptions build() {
            return new AssociationOptions(
                    callingAeTitle,
                    contexts,
                    maxPduLength,
                    asyncWindow,
                    roles,
                    extended,
                    common,
                    userIdentity,
                    timeouts,
                    services);
        }
    }

    AssociateRequest requestTo(String calledAeTitle) {
        UserInformation user = new UserInformation(
                maxPduLength,
                DicomWriter.IMPLEMENTATION_CLASS_UID,
                DicomWriter.IMPLEMENTATION_VERSION_NAME,
                asyncWindow,
                roleSelections,
                extendedNegotiations,
                commonExtendedNegotiations,
                userIdentity,
                Optional.empty());
        return new AssociateRequest(
                calledAeTitle, callingAeTitle, AssociateRequest.DICOM_APPLICATION_CONTEXT, contexts, user);
    }
}
