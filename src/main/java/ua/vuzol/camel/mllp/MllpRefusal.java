package ua.vuzol.camel.mllp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The answer to a message that was not read to its end: AR, made of the little of it that is known. */
final class MllpRefusal {
    /** So many bytes have all of MSH. */
    static final int HEAD = 4096;

    private static final int LAST_FIELD = 12;

    private MllpRefusal() {}

    static byte[] tooLarge(byte[] head, int limit) {
        String[] fields = fields(new String(head, ISO_8859_1));
        String separator = fields[0];
        String text = "The message is larger than " + limit + " bytes.";
        String[] header = {
            "MSH",
            fields[1],
            fields[4],
            fields[5],
            fields[2],
            fields[3],
            "",
            "",
            "ACK",
            "R" + System.nanoTime(),
            fields[10],
            fields[11]
        };
        return (String.join(separator, header) + "\r" + String.join(separator, "MSA", "AR", fields[9], text) + "\r")
                .getBytes(ISO_8859_1);
    }

    /** Separator, MSH-2, MSH-3 ... MSH-12. */
    private static String[] fields(String head) {
        String[] fields = new String[LAST_FIELD];
        Arrays.fill(fields, "");
        fields[0] = "|";
        fields[1] = "^~\\&";
        if (head.startsWith("MSH") && head.length() > 3) {
            fields[0] = head.substring(3, 4);
            String[] found = head.split("[\\r\\n]", 2)[0].split(Pattern.quote(fields[0]), -1);
            for (int i = 1; i < Math.min(found.length, LAST_FIELD); i++) {
                fields[i] = found[i];
            }
        }
        return fields;
    }
}
