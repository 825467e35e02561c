package ua.vuzol.hl7;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came between the start and the end block: one message, several, or a batch (FHS, BHS; HL7 2.10.3). Found out without
 * knowing the encoding, for in every one that is met the delimiters are ASCII.
 *
 * @param batch the segments BHS or FHS that open a batch; empty where messages stand alone
 * @param messages each as it came
 */
record Frame(Optional<String> batch, List<byte[]> messages) {
    private static final Pattern HEADER =
            Pattern.compile("(?:^|[\\r\\n])[\\s\\x0B]*(MSH|BHS|FHS|BTS|FTS)(?=[^\\w\\s])");
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    /** @return without messages if it is no HL7 */
    static Frame read(byte[] content) {
        String text = new String(content, ISO_8859_1);
        int begin = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        Matcher headers = HEADER.matcher(text).region(begin, text.length());
        List<byte[]> messages = new ArrayList<>();
        Optional<String> batch = Optional.empty();
        int start = -1;
        while (headers.find()) {
            if (start < 0
                    && messages.isEmpty()
                    && batch.isEmpty()
                    && headers.start(1) > begin
                    && !text.substring(begin, headers.start(1)).isBlank()) {
                return new Frame(Optional.empty(), List.of());
            }
            if (start >= 0) {
                messages.add(Arrays.copyOfRange(content, start, headers.start(1)));
                start = -1;
            }
            switch (headers.group(1)) {
                case "MSH" -> start = headers.start(1);
                case "BHS" -> batch = Optional.of(segment(text, headers.start(1)));
                case "FHS" -> batch = batch.or(() -> Optional.of(segment(text, headers.start(1))));
                default -> {
                    // BTS and FTS only count
                }
            }
        }
        if (start >= 0) {
            messages.add(
                    messages.isEmpty() && batch.isEmpty() && start == 0
                            ? content
                            : Arrays.copyOfRange(content, start, content.length));
        }
        return new Frame(batch, messages);
    }

    private static String segment(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
            end++;
        }
        return text.substring(start, end);
    }
}
