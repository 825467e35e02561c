package ua.vuzol.hl7;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came between the start and the end block: one message, several, or a batch (FHS, BHS; HL7 2.10.3). Found out without
 * knowing the encoding, for in every one that is met the delimiters are ASCII.
 *
 * @param batch the segments BHS or FHS that open a batch; empty where messages stand alone
 * @param messages each as it came
 */
record Frame(Optional<String> batch, List<byte[]> messages) {
    private static final Set<String> HEADERS = Set.of("MSH", "BHS", "FHS", "BTS", "FTS");
    private static final int NAME = 3;
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    /** @return without messages if it is no HL7 */
    static Frame read(byte[] content) {
        String text = new String(content, ISO_8859_1);
        List<byte[]> messages = new ArrayList<>();
        Optional<String> batch = Optional.empty();
        int message = -1;
        boolean begun = false;
        int line = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        while (line < content.length) {
            int start = withoutFilling(text, line);
            String header = header(text, start);
            if (!header.isEmpty() && message >= 0) {
                messages.add(Arrays.copyOfRange(content, message, start));
                message = -1;
            }
            switch (header) {
                case "MSH" -> message = start;
                case "BHS" -> batch = Optional.of(segment(text, start));
                case "FHS" -> batch = batch.or(() -> Optional.of(segment(text, start)));
                default -> {
                    if (!begun && start < content.length) {
                        return new Frame(Optional.empty(), List.of());
                    }
                }
            }
            begun = true;
            line = endOfLine(text, start) + 1;
        }
        if (message >= 0) {
            messages.add(message == 0 ? content : Arrays.copyOfRange(content, message, content.length));
        }
        return new Frame(batch, messages);
    }

    private static int withoutFilling(String text, int line) {
        int start = line;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        return start;
    }

    /** Name of the segment that begins here, if it opens or ends a message or a batch. */
    private static String header(String text, int start) {
        boolean named = start + NAME < text.length()
                && text.charAt(start + NAME) > ' '
                && !Character.isLetterOrDigit(text.charAt(start + NAME));
        String name = named ? text.substring(start, start + NAME) : "";
        return HEADERS.contains(name) ? name : "";
    }

    private static int endOfLine(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    private static String segment(String text, int start) {
        return text.substring(start, endOfLine(text, start));
    }
}
