package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.NoPresentationContextException;
import ua.vuzol.dicom.net.Responses;
import ua.vuzol.dicom.net.Status;

/** Has the peer send objects: to another node (C-MOVE), or here over the same association (C-GET). */
final class RetrieveOperation implements DicomProducer.Operation {

    private static final Logger LOG = LoggerFactory.getLogger(RetrieveOperation.class);

    @Override
    public Status perform(Exchange exchange, Requests requests) throws IOException {
        Identifiers asked = Identifiers.of(exchange.getMessage(), requests);
        return requests.service() == DicomService.MOVE
                ? move(exchange.getMessage(), requests, asked)
                : get(exchange, requests, asked);
    }

    private static Status move(Message message, Requests requests, Identifiers asked) {
        String destination = message.getHeader(
                DicomConstants.MOVE_DESTINATION, requests.options().getMoveDestination(), String.class);
        if (destination.isBlank()) {
            throw new IllegalArgumentException("A dicom:scu/.../move needs the option moveDestination or the header "
                    + DicomConstants.MOVE_DESTINATION);
        }
        try (AssociationPool.Lease lease = requests.take(asked.proposal())) {
            return answer(Dimse.C_MOVE, requests, message, () -> lease.association()
                    .move(asked.sopClassUid(), asked.identifier(), destination));
        }
    }

    /** The body becomes the list of the files, which are deleted at the end of the exchange if they are still there. */
    private static Status get(Exchange exchange, Requests requests, Identifiers asked) throws IOException {
        SpoolDirectory spool =
                new SpoolDirectory(directory(requests), requests.component().spoolDisk());
        List<Path> received = Collections.synchronizedList(new ArrayList<>());
        exchange.getExchangeExtension().addOnCompletion(new Deletion(received));
        try (AssociationPool.Lease lease = requests.take(proposal(requests.options(), asked))) {
            lease.receiveBy((request, dataSet) -> {
                received.add(SpooledObject.receive(request, dataSet, spool).file());
                return Status.SUCCESS;
            });
            Status status = answer(Dimse.C_GET, requests, exchange.getMessage(), () -> lease.association()
                    .get(asked.sopClassUid(), asked.identifier()));
            exchange.getMessage().setBody(List.copyOf(received));
            return status;
        }
    }

    private static Path directory(Requests requests) throws IOException {
        String directory = requests.options().getSpoolDirectory();
        if (directory.isBlank()) {
            throw new IllegalArgumentException("A dicom:scu/.../get needs the option spoolDirectory");
        }
        return Files.createDirectories(Path.of(directory).toAbsolutePath());
    }

    /** All that may come must be proposed before it is known what that is (PS3.4 C.5.3). */
    private static Proposal proposal(DicomConfiguration options, Identifiers asked) {
        List<String> named = Names.list(options.getSopClasses());
        List<String> sopClasses = named.isEmpty() ? SopClass.COMMON_STORAGE : named;
        List<String> syntaxes = Names.list(options.getTransferSyntaxes());
        List<String> compressed = TransferSyntax.COMMON_COMPRESSED.stream()
                .map(TransferSyntax::uid)
                .toList();
        Stream<Proposal.Context> storage = sopClasses.stream().flatMap(sopClass -> (syntaxes.isEmpty()
                        ? Stream.of(List.<String>of(), compressed)
                        : Stream.of(syntaxes))
                .map(one -> new Proposal.Context(sopClass, one, true)));
        return asked.proposal().and(new Proposal(storage.toList()));
    }

    /** Sends the request. */
    @FunctionalInterface
    private interface Request {
        Responses send() throws IOException;
    }

    private static Status answer(Dimse command, Requests requests, Message message, Request request) {
        try (Responses responses = request.send()) {
            DimseResponse last = responses.last();
            count(message, last);
            return requests.judged(command, last.status());
        } catch (NoPresentationContextException e) {
            throw requests.noContext(command, e);
        } catch (IOException | DicomException e) {
            // what was sent of it is sent again, which does no harm
            throw requests.lost(command, e);
        }
    }

    private static void count(Message message, DimseResponse last) {
        DataSet command = last.command();
        message.setHeader(
                DicomConstants.COMPLETED_SUBOPERATIONS,
                command.integer(Tag.NumberOfCompletedSuboperations).orElse(0));
        message.setHeader(
                DicomConstants.FAILED_SUBOPERATIONS,
                command.integer(Tag.NumberOfFailedSuboperations).orElse(0));
        message.setHeader(
                DicomConstants.WARNING_SUBOPERATIONS,
                command.integer(Tag.NumberOfWarningSuboperations).orElse(0));
        message.setHeader(DicomConstants.FAILED_SOP_INSTANCE_UIDS, Responses.failedSopInstanceUids(last));
    }

    private static final class Deletion extends SynchronizationAdapter {
        private final List<Path> files;

        Deletion(List<Path> files) {
            this.files = files;
        }

        @Override
        public void onDone(Exchange ended) {
            for (Path file : List.copyOf(files)) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    LOG.warn("A retrieved file could not be deleted from the spool: {}", Failures.loggable(e));
                }
            }
        }
    }
}
