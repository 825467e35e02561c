package ua.vuzol.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DataSetInput;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.QueryRequest;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreRequest;
import ua.vuzol.dicom.net.TestNode;

/** A PACS that does what a test tells it, called VUZOL as all test nodes are. */
final class Pacs implements AutoCloseable {
    private static final String FIND = SopClass.StudyRootQueryRetrieveInformationModelFind;

    private final Path folder;
    private final TestNode node;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Queue<Optional<Status>> script = new ConcurrentLinkedQueue<>();
    private final Queue<DataSet> queries = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
    private volatile Optional<Status> always = Optional.of(Status.SUCCESS);

    /** An object that came whole. */
    record Received(String sopUid, String callingAeTitle, String transferSyntaxUid, Association over, Path file) {
        DataSet dataSet() {
            try {
                return DicomReader.read(file).dataSet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A request for storage commitment. */
    record Question(DataSet request, Association over) {}

    Pacs(Path folder) {
        this.folder = folder;
        this.node = TestNode.of(Services.builder()
                .store(SopClass::isStorage, this::store)
                .find(this::find, FIND)
                .normalized(this::commit, SopClass.StorageCommitmentPushModel)
                .build());
    }

    int port() {
        return node.port();
    }

    /** The next objects are answered so, in turn; empty: the association is aborted when the object has come whole. */
    @SafeVarargs
    final void thenAnswers(Optional<Status>... answers) {
        script.addAll(List.of(answers));
    }

    void answers(Status status) {
        always = Optional.of(status);
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<String> receivedUids() {
        return received.stream().map(Received::sopUid).toList();
    }

    List<DataSet> queries() {
        return List.copyOf(queries);
    }

    BlockingQueue<Question> questions() {
        return questions;
    }

    private Status store(StoreRequest request, DataSetInput dataSet) throws IOException {
        Path file = Files.createTempFile(folder, "received-", ".dcm");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            request.writeFile(dataSet, out);
        }
        Optional<Status> answer = Optional.ofNullable(script.poll()).orElse(always);
        boolean kept = answer.map(status -> !status.isFailure()).orElse(true);
        if (kept) {
            received.add(new Received(
                    request.sopInstanceUid(),
                    request.association().callingAeTitle(),
                    request.context().transferSyntax().uid(),
                    request.association(),
                    file));
        }
        if (answer.isEmpty()) {
            request.association().abort();
            return Status.SUCCESS;
        }
        if (answer.get().isFailure()) {
            throw new DimseException(answer.get());
        }
        return answer.get();
    }

    private Matches find(QueryRequest query) {
        queries.add(query.identifier());
        String sopUid = query.identifier().string(Tag.SOPInstanceUID).orElse("");
        return Matches.of(
                receivedUids().contains(sopUid)
                        ? Stream.of(new DataSet()
                                .put(Tag.QueryRetrieveLevel, "IMAGE")
                                .put(Tag.SOPInstanceUID, sopUid))
                        : Stream.empty());
    }

    private NormalizedService.Result commit(NormalizedRequest request, Association association) {
        questions.add(new Question(request.dataSet().orElseThrow(), association));
        return NormalizedService.Result.SUCCESS;
    }

    @Override
    public void close() {
        node.close();
    }
}
