package ua.vuzol.camel.dicom;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.AssociationException;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NoPresentationContextException;
import ua.vuzol.dicom.net.PDataOutputStream;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreSource;

/** Stores the object of the body, a file or a source, at the peer. */
final class StoreOperation implements DicomProducer.Operation {

    /**
     * @throws DicomException if the object cannot be read
     * @throws IOException if its file cannot be read
     */
    @Override
    public Status perform(Exchange exchange, Requests requests) throws IOException {
        StoreSource source = source(exchange.getMessage().getBody());
        List<String> wanted = Names.list(requests.options().getTransferSyntaxes());
        List<String> syntaxes = source.transferSyntaxes().stream()
                .filter(uid -> wanted.isEmpty() || wanted.contains(uid))
                .toList();
        if (syntaxes.isEmpty()) {
            throw requests.impossible(
                    "the object can be sent in none of the transferSyntaxes that the endpoint allows");
        }
        Status status = store(new Sent(source, syntaxes), requests);
        if (source instanceof FileSource file) {
            requests.sent(Files.size(file.file()));
        }
        return requests.judged(Dimse.C_STORE, status);
    }

    private static StoreSource source(Object body) throws IOException {
        if (body instanceof StoreSource source) {
            return source;
        }
        if (body instanceof Path path) {
            return FileSource.of(path);
        }
        if (body instanceof File file) {
            return FileSource.of(file.toPath());
        }
        throw new IllegalArgumentException(
                "The body of a dicom:scu/.../store must be a Path, a File or a StoreSource, not "
                        + (body == null ? "nothing" : body.getClass().getName()));
    }

    private static Status store(Sent source, Requests requests) throws IOException {
        Proposal proposal = Proposal.toStore(source.sopClassUid(), source.transferSyntaxes());
        while (true) {
            try (AssociationPool.Lease lease = requests.takeShared(proposal)) {
                try {
                    return lease.association().store(source).status();
                } catch (NoPresentationContextException e) {
                    throw requests.noContext(Dimse.C_STORE, e);
                } catch (AssociationException e) {
                    if (source.whole) {
                        throw requests.ambiguous(Dimse.C_STORE, e);
                    }
                    if (!lease.wasUsed() || source.begun) {
                        throw requests.lost(Dimse.C_STORE, e);
                    }
                } catch (IOException | DicomException e) {
                    // of the object itself, unless it was sent and the answer is what cannot be read
                    if (source.whole) {
                        throw requests.ambiguous(Dimse.C_STORE, e);
                    }
                    throw e;
                }
            }
        }
    }

    /** Knows how far the object was sent. */
    private static final class Sent implements StoreSource {
        private final StoreSource source;
        private final List<String> syntaxes;
        private boolean begun;
        private boolean whole;

        Sent(StoreSource source, List<String> syntaxes) {
            this.source = source;
            this.syntaxes = syntaxes;
        }

        @Override
        public String sopClassUid() {
            return source.sopClassUid();
        }

        @Override
        public String sopInstanceUid() {
            return source.sopInstanceUid();
        }

        @Override
        public List<String> transferSyntaxes() {
            return syntaxes;
        }

        /** What is in the buffer when it returns goes out right after; whether the peer got it cannot be told any more. */
        @Override
        public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
            begun = true;
            source.writeTo(out, syntax);
            whole = true;
        }
    }
}
