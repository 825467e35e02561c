package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.AssociationAbortedException;
import ua.vuzol.dicom.net.AssociationClosedException;
import ua.vuzol.dicom.net.AssociationRejectedException;
import ua.vuzol.dicom.net.AssociationTimeoutException;
import ua.vuzol.dicom.net.NoPresentationContextException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.Rejection;
import ua.vuzol.dicom.net.Timeouts;
import ua.vuzol.hub.cli.Finding;

/** What went wrong between us and a node, and what to do about it. */
final class NetworkProblem {
    private NetworkProblem() {}

    static Finding with(NodeAddress node, IOException e) {
        return new Finding(node + ": " + of(e));
    }

    private static String of(IOException e) {
        if (e instanceof UnknownHostException) {
            return "the host is not known. Check its name, or give its address.";
        }
        if (e instanceof ConnectException) {
            return "nobody listens there. Check host and port, and whether the node runs.";
        }
        if (e instanceof AssociationRejectedException rejected) {
            return "the association was rejected: " + rejected.rejection() + ". " + advice(rejected.rejection());
        }
        if (e instanceof AssociationTimeoutException timeout) {
            return timeout.kind() == Timeouts.Kind.CONNECT
                    ? "it cannot be reached in time. Check host, port and firewalls, and whether it expects TLS (--tls)."
                    : timeout.getMessage()
                            + ". Wait longer with --timeout; a node that is silent may expect TLS (--tls).";
        }
        if (e instanceof NoPresentationContextException none) {
            return "it does not offer " + Uid.name(none.abstractSyntax()).orElse(none.abstractSyntax())
                    + ". Ask a node that does, or let it be configured to.";
        }
        if (e instanceof SSLException) {
            return "no TLS: " + Printable.of(e.getMessage())
                    + ". Check whether it expects TLS, --tls-trust, and --tls-cert and --tls-key.";
        }
        if (e instanceof AssociationAbortedException
                || e instanceof AssociationClosedException
                || e instanceof SocketException) {
            return e.getMessage() + ". Read its log; a node that hangs up at once may expect TLS (--tls).";
        }
        return FileProblem.of(e);
    }

    private static String advice(Rejection rejection) {
        if (rejection.equals(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED)) {
            return "Check the AE title before the @.";
        }
        if (rejection.equals(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED)) {
            return "Make our AE title known there, or call as one it knows with --calling.";
        }
        if (rejection.equals(Rejection.USER_IDENTITY_NOT_ACCEPTED)) {
            return "Check --user and the passcode.";
        }
        return rejection.isTransient() ? "Try again later." : "Read its log.";
    }
}
