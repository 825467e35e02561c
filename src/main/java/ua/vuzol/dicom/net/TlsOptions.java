package ua.vuzol.dicom.net;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * TLS under an association (PS3.15 B.9 to B.11, after BCP 195): versions 1.2 and 1.3 with the cipher suites that the JDK has
 * for them. What is trusted and shown is in the context; {@link TlsContexts} makes one of PEM files or key stores.
 *
 * @param clientAuthentication for an acceptor: whether the peer must show a certificate that is trusted
 * @param verifyHostName for a requestor: whether the peer's certificate must be for the host name that was called
 */
public record TlsOptions(SSLContext context, boolean clientAuthentication, boolean verifyHostName) {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Both sides show a certificate, the host name does not matter: as hospitals have it. */
    public static TlsOptions mutual(SSLContext context) {
        return new TlsOptions(context, true, false);
    }

    SSLSocket layeredOver(Socket connected, boolean asClient) throws IOException {
        // the name that was called, if it matters; never the answer of a name server about a caller
        String host = asClient && verifyHostName
                ? connected.getInetAddress().getHostName()
                : connected.getInetAddress().getHostAddress();
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(connected, host, connected.getPort(), true);
        socket.setUseClientMode(asClient);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
        parameters.setNeedClientAuth(!asClient && clientAuthentication);
        if (asClient && verifyHostName) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        return socket;
    }
}
