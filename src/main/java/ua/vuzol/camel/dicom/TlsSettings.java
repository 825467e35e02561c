package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import ua.vuzol.dicom.net.TlsContexts;
import ua.vuzol.dicom.net.TlsOptions;

/**
 * TLS as the options have it, so that two endpoints can be compared.
 *
 * @param certificates PEM file, empty for none to show
 * @param trusted PEM files
 * @param parameters instead of the files
 */
record TlsSettings(
        String certificates,
        String privateKey,
        List<String> trusted,
        Optional<SSLContextParameters> parameters,
        boolean clientAuthentication,
        boolean verifyHostName) {

    /** @throws IOException if a file cannot be read or used */
    TlsOptions options(CamelContext camel) throws IOException {
        try {
            return new TlsOptions(sslContext(camel), clientAuthentication, verifyHostName);
        } catch (GeneralSecurityException e) {
            throw new IOException("The TLS options of a dicom: endpoint cannot be used: " + e.getMessage(), e);
        }
    }

    private SSLContext sslContext(CamelContext camel) throws IOException, GeneralSecurityException {
        if (parameters.isPresent()) {
            return parameters.get().createSSLContext(camel);
        }
        Optional<TlsContexts.Identity> identity = certificates.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsContexts.Identity(Path.of(certificates), Path.of(privateKey)));
        return TlsContexts.ofPem(identity, trusted.stream().map(Path::of).toList());
    }
}
