package ua.vuzol.dicom.net;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who is at the other end of the connection, apart from what it says of itself.
 *
 * @param certificates the chain that TLS verified, the peer's own first; empty without TLS or where it showed none
 */
public record Peer(InetSocketAddress address, List<X509Certificate> certificates) {

    public Peer {
        certificates = List.copyOf(certificates);
    }

    /** The address without looking up a name. */
    @Override
    public String toString() {
        return address.getAddress() == null
                ? address.toString()
                : address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
