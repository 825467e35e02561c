package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.CamelContext;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.Timeouts;

/** How a producer reaches its peer: associations that were requested so can be used by all producers that would. */
record PeerSettings(
        String calledAeTitle,
        String host,
        int port,
        String callingAeTitle,
        Optional<TlsSettings> tls,
        Timeouts timeouts,
        int maxPduLength) {

    static PeerSettings of(NodeUri node, DicomConfiguration options) {
        return new PeerSettings(
                node.aeTitle(),
                node.host(),
                node.port(),
                options.getCallingAeTitle(),
                options.tlsSettings(),
                options.timeouts(),
                options.getMaxPduLength());
    }

    NodeAddress address(CamelContext camel) throws IOException {
        return new NodeAddress(
                calledAeTitle,
                host,
                port,
                tls.isPresent() ? Optional.of(tls.get().options(camel)) : Optional.empty());
    }

    /** What associations are bounded for. */
    PeerPool.Place place() {
        return new PeerPool.Place(callingAeTitle, calledAeTitle, host, port);
    }

    @Override
    public String toString() {
        return callingAeTitle + " -> " + calledAeTitle + "@" + host + ":" + port;
    }
}
