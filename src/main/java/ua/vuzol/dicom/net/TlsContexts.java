package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes what TLS needs out of PEM files, as DCMTK's and Orthanc's options take them, or of PKCS #12 key stores. */
public final class TlsContexts {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final char[] IN_MEMORY = "in-memory".toCharArray();

    private TlsContexts() {}

    /** A certificate chain and its key. */
    public record Identity(Path certificates, Path privateKey) {}

    /**
     * From PEM files.
     *
     * @param identity what to show: the certificate with its chain, and its key in PKCS #8 without passphrase
     * @param trusted files of certificates that the peer's must be signed by, or be
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if it holds nothing usable
     */
    public static SSLContext ofPem(Optional<Identity> identity, List<Path> trusted)
            throws IOException, GeneralSecurityException {
        KeyStore trust = emptyStore();
        int count = 0;
        for (Path file : trusted) {
            for (Certificate certificate : certificates(file)) {
                trust.setCertificateEntry("trusted-" + count++, certificate);
            }
        }
        KeyManager[] keys = new KeyManager[0];
        if (identity.isPresent()) {
            KeyStore own = emptyStore();
            List<Certificate> chain = certificates(identity.get().certificates());
            own.setKeyEntry(
                    "own", privateKey(identity.get().privateKey()), IN_MEMORY, chain.toArray(Certificate[]::new));
            keys = keyManagers(own, IN_MEMORY);
        }
        return context(keys, trust);
    }

    /** From PKCS #12 key stores: one with the own key, one with what is trusted. */
    public static SSLContext ofKeyStores(Path keys, char[] keysPassword, Path trusted, char[] trustedPassword)
            throws IOException, GeneralSecurityException {
        return context(keyManagers(load(keys, keysPassword), keysPassword), load(trusted, trustedPassword));
    }

    private static SSLContext context(KeyManager[] keys, KeyStore trust) throws GeneralSecurityException {
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trustManagers.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keyManagers(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore load(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = PKCS8.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new InvalidKeySpecException(
                    file + " holds no unencrypted PKCS #8 key; convert it with: openssl pkcs8 -topk8 -nodes");
        }
        KeySpec key = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        InvalidKeySpecException last = new InvalidKeySpecException(file + " holds a key of an unknown kind");
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException e) {
                last.addSuppressed(e);
            }
        }
        throw last;
    }
}
