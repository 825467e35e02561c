package ua.vuzol.dicom.net;

import java.util.List;
import java.util.Optional;

/**
 * User Information of an A-ASSOCIATE-RQ or -AC (PS3.8 D.1, PS3.7 D.3.3).
 *
 * @param maxPduLength the longest P-DATA-TF that its sender takes, in bytes behind the PDU header; 0 for no limit
 * @param implementationVersionName empty if it was not told
 * @param asyncWindow absent where one operation at a time is meant
 * @param userIdentity only in a request
 * @param userIdentityResponse only in an acceptance: the server's response (PS3.7 D.3.3.7.2)
 */
public record UserInformation(
        long maxPduLength,
        String implementationClassUid,
        String implementationVersionName,
        Optional<AsyncWindow> asyncWindow,
        List<RoleSelection> roleSelections,
        List<ExtendedNegotiation> extendedNegotiations,
        List<CommonExtendedNegotiation> commonExtendedNegotiations,
        Optional<UserIdentity> userIdentity,
        Optional<byte[]> userIdentityResponse) {

    public UserInformation {
        roleSelections = List.copyOf(roleSelections);
        extendedNegotiations = List.copyOf(extendedNegotiations);
        commonExtendedNegotiations = List.copyOf(commonExtendedNegotiations);
    }

    /** The requestor's roles for a SOP class: SCU unless something else was negotiated. */
    public RoleSelection role(String sopClassUid) {
        return roleSelections.stream()
                .filter(role -> role.sopClassUid().equals(sopClassUid))
                .findFirst()
                .orElseGet(() -> new RoleSelection(sopClassUid, true, false));
    }
}
