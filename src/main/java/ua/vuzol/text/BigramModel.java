package ua.vuzol.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * How much a text looks like Ukrainian or Russian: the mean log-probability (natural) of its letter pairs, with the edges of
 * words as letters, less penalties for what names and reports do not hold. The pairs are counted in
 * {@code cyrillic-sample.txt}.
 */
final class BigramModel {
    private static final String ALPHABET = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя";
    private static final int EDGE = ALPHABET.length();
    private static final int STATES = EDGE + 1;
    private static final int NOT_IN_ALPHABET = -1;

    private static final Pattern LATIN_I = besideCyrillic("i");
    private static final Pattern LATIN_CAPITAL_I = besideCyrillic("I");

    private static final double SMOOTHING = 0.1;
    private static final double SYMBOL = -12;
    private static final double TYPOGRAPHIC = -5;
    private static final double FOREIGN_LETTER = -8;
    private static final double CAPITAL_INSIDE_WORD = -6;

    /** Beyond ASCII, what typed text does hold: no-break space, quotation marks, dashes, apostrophes, №. */
    private static final String TYPOGRAPHY = "\u00A0«»„“”‘’ʼ–—…№";

    /**
     * @param mean nats per letter pair: about -3 for a name as it should be, below -6 for a garbled one, 0 for text without
     *     Cyrillic
     * @param pairs how many pairs were seen
     */
    record Score(double mean, int pairs) {}

    private final double[][] logProbability = new double[STATES][STATES];

    BigramModel() {
        double[][] counts = new double[STATES][STATES];
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                BigramModel.class.getResourceAsStream("cyrillic-sample.txt"), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> count(line, counts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int from = 0; from < STATES; from++) {
            double total = STATES * SMOOTHING;
            for (double count : counts[from]) {
                total += count;
            }
            for (int to = 0; to < STATES; to++) {
                logProbability[from][to] = Math.log((counts[from][to] + SMOOTHING) / total);
            }
        }
    }

    private static Pattern besideCyrillic(String letter) {
        return Pattern.compile("(?<=[\\p{IsCyrillic}])" + letter + "|" + letter + "(?=[\\p{IsCyrillic}])");
    }

    private static void count(String line, double[][] counts) {
        int previous = EDGE;
        for (char c : (line + " ").toCharArray()) {
            int state = state(c);
            if (previous != EDGE || state != EDGE) {
                counts[previous][state]++;
            }
            previous = state;
        }
    }

    /** The state of a letter, or the edge of a word for everything else. */
    private static int state(char c) {
        int index = ALPHABET.indexOf(Character.toLowerCase(c));
        return index == NOT_IN_ALPHABET ? EDGE : index;
    }

    /** A Latin i beside a Cyrillic letter, as devices with CP866 write it, counts as the Cyrillic one. */
    Score score(String seen) {
        String text =
                LATIN_I.matcher(LATIN_CAPITAL_I.matcher(seen).replaceAll("І")).replaceAll("і");
        double sum = 0;
        int pairs = 0;
        int state = EDGE;
        char previous = ' ';
        for (char c : (text + " ").toCharArray()) {
            int next = state(c);
            double penalty = penalty(previous, c);
            if (state != EDGE || next != EDGE) {
                sum += logProbability[state][next];
                pairs++;
            } else if (penalty < 0) {
                pairs++;
            }
            sum += penalty;
            state = next;
            previous = c;
        }
        return new Score(pairs == 0 ? 0 : sum / pairs, pairs);
    }

    private static double penalty(char previous, char c) {
        if (Character.isLetter(c)) {
            if (c >= 0x80 && state(c) == EDGE && c != 'ʼ') {
                return FOREIGN_LETTER;
            }
            return Character.isLowerCase(previous) && Character.isUpperCase(c) ? CAPITAL_INSIDE_WORD : 0;
        }
        if (c < 0x80) {
            return c < ' ' && !Character.isWhitespace(c) ? SYMBOL : 0;
        }
        return TYPOGRAPHY.indexOf(c) < 0 ? SYMBOL : TYPOGRAPHIC;
    }
}
