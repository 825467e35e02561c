package ua.vuzol.dicom.net;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * SOP Class Extended Negotiation sub-item (PS3.7 D.3.3.5).
 *
 * @param applicationInformation Service-class-application-information, whose bytes the service class defines, such as
 *     PS3.4 C.5.1.1 for queries
 */
public record ExtendedNegotiation(String sopClassUid, byte[] applicationInformation) {

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtendedNegotiation that
                && sopClassUid.equals(that.sopClassUid)
                && Arrays.equals(applicationInformation, that.applicationInformation);
    }

    @Override
    public int hashCode() {
        return sopClassUid.hashCode();
    }

    @Override
    public String toString() {
        return sopClassUid + " " + HexFormat.of().formatHex(applicationInformation);
    }
}
