package ua.vuzol.dicom.net;

import java.util.Optional;

/** Where an application entity is reached. */
public record NodeAddress(String aeTitle, String host, int port, Optional<TlsOptions> tls) {

    public NodeAddress {
        AeTitles.check(aeTitle);
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("Port " + port + " is none; it is 1 to 65535");
        }
    }

    public static NodeAddress of(String aeTitle, String host, int port) {
        return new NodeAddress(aeTitle, host, port, Optional.empty());
    }

    @Override
    public String toString() {
        return aeTitle + "@" + host + ":" + port;
    }
}
