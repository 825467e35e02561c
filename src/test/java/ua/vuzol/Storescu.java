package ua.vuzol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ua.vuzol.dicom.net.PeerProcess;

/**
 * DCMTK's {@code storescu}, and what it was told of each file.
 *
 * @param answers in the order in which they came; a file that was sent without an answer has none
 * @param exitValue 0 if all went well
 */
record Storescu(List<Answer> answers, int exitValue) {
    private static final String SENDING = "I: Sending file: ";
    private static final String RECEIVED = "I: Received Store Response (";

    /** The response to one file: {@code Success}, or DCMTK's words for another status. */
    record Answer(Path file, String status) {
        boolean isSuccess() {
            return status.equals("Success");
        }
    }

    /** Sends files over one association, and ends with the first that is not taken. */
    static Storescu send(int port, List<Path> files, String... options) {
        return send(port, files, answer -> {}, options);
    }

    /**
     * Sends files over one association.
     *
     * @param listener is told of each answer as soon as it came
     */
    static Storescu send(int port, List<Path> files, Consumer<Answer> listener, String... options) {
        PeerProcess.assumeInstalled("storescu");
        ProcessBuilder builder = new ProcessBuilder(PeerProcess.words(
                        "storescu", "-v", "-aec", "VUZOL", List.of(options), "127.0.0.1", port, files))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TCP_NODELAY", "1");
        List<Answer> answers = new ArrayList<>();
        try {
            Process process = builder.start();
            try (BufferedReader log =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                Optional<Path> sent = Optional.empty();
                for (String line = log.readLine(); line != null; line = log.readLine()) {
                    if (line.startsWith(SENDING)) {
                        sent = Optional.of(Path.of(line.substring(SENDING.length())));
                    } else if (line.startsWith(RECEIVED)) {
                        Answer answer =
                                new Answer(sent.orElseThrow(), line.substring(RECEIVED.length(), line.length() - 1));
                        answers.add(answer);
                        listener.accept(answer);
                    }
                }
            }
            return new Storescu(answers, process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The files that were answered with Success. */
    List<Path> stored() {
        return answers.stream().filter(Answer::isSuccess).map(Answer::file).toList();
    }
}
