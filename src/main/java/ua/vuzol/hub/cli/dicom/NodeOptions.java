package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.Timeouts;
import ua.vuzol.dicom.net.TlsContexts;
import ua.vuzol.dicom.net.TlsOptions;
import ua.vuzol.dicom.net.UserIdentity;
import ua.vuzol.hub.cli.Finding;

/** The node that a command asks, and the options that all such commands have. */
final class NodeOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "AET@HOST:PORT",
            converter = NodeConverter.class,
            description = "The node to ask; AET@PORT for one on this machine.")
    private NodeAddress node;

    @Option(
            names = "--calling",
            paramLabel = "AET",
            defaultValue = "VUZOL",
            description = "AE title to call as; ${DEFAULT-VALUE}.")
    private String calling;

    @Option(
            names = "--tls",
            description = "By TLS, trusting whom Java trusts and checking the host name, unless --tls-trust is given.")
    private boolean tls;

    @Option(
            names = "--tls-trust",
            paramLabel = "PEM",
            description =
                    "By TLS, trusting the certificates of this file and whom they signed, whatever the host name.")
    private List<Path> tlsTrust = List.of();

    @Option(names = "--tls-cert", paramLabel = "PEM", description = "Certificate to show, with its chain.")
    private Optional<Path> tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Its key, in PKCS #8 and not encrypted.")
    private Optional<Path> tlsKey;

    @Option(names = "--user", paramLabel = "NAME", description = "User identity to give.")
    private Optional<String> user;

    @Option(
            names = "--passcode-env",
            paramLabel = "VARIABLE",
            description = "Environment variable with the passcode of the user.")
    private Optional<String> passcodeVariable;

    @Option(names = "--passcode", interactive = true, arity = "0", description = "Asks for the passcode of the user.")
    private char[] passcode;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "How long to wait for each answer; 10 s to connect, 30 s for the association, 10 min for a response.")
    private Optional<Integer> timeout;

    @Option(names = "--max-pdu", paramLabel = "BYTES", description = "Longest PDU to take; 262144.")
    private Optional<Integer> maxPdu;

    @Option(names = "--async", paramLabel = "N", description = "Operations to have under way at a time; 1.")
    private Optional<Integer> async;

    @Option(names = "--json", description = "Prints the outcome for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** At least 1. */
    int operationsAtATime() {
        return async.map(number -> Math.max(1, number)).orElse(1);
    }

    /** Work over an association. */
    @FunctionalInterface
    interface Work {
        int over(Association association) throws IOException;
    }

    /** Whatever presentation contexts and services are put into the options of an association. */
    @FunctionalInterface
    interface Proposal {
        void into(AssociationOptions.Builder options);
    }

    /**
     * Opens an association, works over it and releases it.
     *
     * @throws Finding where the node cannot be reached, refuses or breaks off
     */
    int over(Proposal proposal, Work work) {
        try (DicomNetwork network = new DicomNetwork()) {
            Association association = network.connect(address(), options(proposal));
            try {
                return work.over(association);
            } finally {
                release(association);
            }
        } catch (IOException e) {
            throw NetworkProblem.with(node, e);
        } catch (DicomException e) {
            throw new Finding("%s sent what cannot be read: %s".formatted(node, e.getMessage()));
        }
    }

    /** All has been answered by now, so that a peer that just goes away is no problem. */
    static void release(Association association) {
        try {
            association.release();
        } catch (IOException e) {
            association.abort();
        }
    }

    /** The node, with TLS if that was asked for. */
    NodeAddress address() {
        return new NodeAddress(node.aeTitle(), node.host(), node.port(), tlsOptions());
    }

    AssociationOptions options(Proposal proposal) {
        try {
            AssociationOptions.Builder options = AssociationOptions.builder(calling);
            timeout.map(Duration::ofSeconds)
                    .ifPresent(wait -> options.timeouts(new Timeouts(
                            wait, wait, wait, wait, wait, Timeouts.defaults().idle(), wait)));
            maxPdu.ifPresent(options::maxPduLength);
            async.ifPresent(number -> options.asyncWindow(number, 1));
            identity().ifPresent(options::userIdentity);
            proposal.into(options);
            return options.build();
        } catch (IllegalArgumentException e) {
            throw wrongUse(e.getMessage());
        }
    }

    private Optional<UserIdentity> identity() {
        Optional<String> secret = passcodeVariable
                .map(variable -> Optional.ofNullable(System.getenv(variable))
                        .orElseThrow(() -> wrongUse("The environment variable " + variable + " is not set")))
                .or(() -> Optional.ofNullable(passcode).map(String::new));
        if (user.isEmpty() && secret.isPresent()) {
            throw wrongUse("A passcode is of no use without --user");
        }
        return user.map(name -> secret.map(word -> UserIdentity.usernameAndPasscode(name, word, false))
                .orElseGet(() -> UserIdentity.username(name, false)));
    }

    private Optional<TlsOptions> tlsOptions() {
        if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
            throw wrongUse("--tls-cert and --tls-key go together");
        }
        if (tlsCertificate.isPresent() && tlsTrust.isEmpty()) {
            throw wrongUse("--tls-cert needs --tls-trust, the certificates that the node's is signed by");
        }
        if (!tls && tlsTrust.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (tlsTrust.isEmpty()) {
                return Optional.of(new TlsOptions(SSLContext.getDefault(), true, true));
            }
            Optional<TlsContexts.Identity> identity =
                    tlsCertificate.map(file -> new TlsContexts.Identity(file, tlsKey.orElseThrow()));
            return Optional.of(TlsOptions.mutual(TlsContexts.ofPem(identity, tlsTrust)));
        } catch (IOException e) {
            String file = e instanceof FileSystemException in ? in.getFile() + ": " : "";
            throw new Finding("A file for TLS cannot be read: " + file + FileProblem.of(e));
        } catch (GeneralSecurityException e) {
            throw new Finding("A file for TLS is of no use: " + e.getMessage());
        }
    }

    ParameterException wrongUse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
