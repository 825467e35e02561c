package ua.vuzol.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which encoding Cyrillic bytes are in. Give it all text of an object, or of all objects of a source, at once: a single
 * short word may fit several encodings. What a profile names overrides whatever is found here.
 */
public final class CharsetDetector {

    /** Below this margin the sample is too small to tell: 15 nats are a full name at 0.7 nats per letter pair. */
    private static final double CERTAIN_MARGIN = 15;

    private static final List<Charset> CYRILLIC = Stream.of(
                    "windows-1251", "CP1125", "IBM866", "KOI8-U", "ISO-8859-5", "x-MacUkraine")
            .map(name -> Encodings.find(name).orElseThrow())
            .toList();

    /** What the decision rests on. */
    public enum Basis {
        /** No byte above 0x7F: every encoding here gives the same text. */
        ASCII,
        /** The escape sequence of ISO 2022 IR 144 (1B 2D 4C): ISO 8859-5 with code extension, PS3.3 C.12.1.1.2. */
        ESCAPE_SEQUENCE,
        /** Multi-byte sequences that are valid as UTF-8 throughout. */
        UTF_8_VALIDITY,
        /** Mostly ASCII letters with single bytes above: a western name in Latin-1. */
        MOSTLY_ASCII,
        /** The letter pairs of the decoded text. */
        LETTER_PAIRS
    }

    /**
     * @param charset the most likely encoding
     * @param basis what the decision rests on
     * @param margin how far the next encoding that gives another text is behind, in nats for the whole text; infinite
     *     where nothing was scored
     */
    public record Detection(Charset charset, Basis basis, double margin) {

        /** Whether the margin is wide enough to decide without knowing the source. */
        public boolean certain() {
            return margin >= CERTAIN_MARGIN;
        }

        /** The detected encoding if that is certain, otherwise the one configured for the source. */
        public Charset orElse(Charset configured) {
            return certain() ? charset : configured;
        }
    }

    private record Candidate(Charset charset, String text, BigramModel.Score score) {}

    private final BigramModel model;

    public CharsetDetector() {
        this(new BigramModel());
    }

    CharsetDetector(BigramModel model) {
        this.model = model;
    }

    public Detection detect(byte[] bytes) {
        if (containsIr144Escape(bytes)) {
            return certainly(Charset.forName("ISO-8859-5"), Basis.ESCAPE_SEQUENCE);
        }
        if (isAscii(bytes)) {
            return certainly(StandardCharsets.US_ASCII, Basis.ASCII);
        }
        if (Strict.decode(bytes, StandardCharsets.UTF_8).isPresent()) {
            return certainly(StandardCharsets.UTF_8, Basis.UTF_8_VALIDITY);
        }
        if (!CyrillicShare.anyWord(Encodings.decodeLeniently(bytes, StandardCharsets.ISO_8859_1))) {
            return certainly(StandardCharsets.ISO_8859_1, Basis.MOSTLY_ASCII);
        }
        return byLetterPairs(bytes);
    }

    private Detection byLetterPairs(byte[] bytes) {
        List<Candidate> candidates = CYRILLIC.stream()
                .map(charset -> candidate(bytes, charset))
                .sorted(Comparator.comparingDouble(
                                (Candidate candidate) -> candidate.score().mean())
                        .reversed())
                .toList();
        Candidate best = candidates.get(0);
        double margin = candidates.stream()
                .filter(other -> !other.text().equals(best.text()))
                .findFirst()
                .map(next -> (best.score().mean() - next.score().mean())
                        * best.score().pairs())
                .orElse(Double.POSITIVE_INFINITY);
        return new Detection(best.charset(), Basis.LETTER_PAIRS, margin);
    }

    private Candidate candidate(byte[] bytes, Charset charset) {
        String text = Encodings.decodeLeniently(bytes, charset);
        return new Candidate(charset, text, model.score(text));
    }

    private static Detection certainly(Charset charset, Basis basis) {
        return new Detection(charset, basis, Double.POSITIVE_INFINITY);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean containsIr144Escape(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1B && bytes[i + 1] == 0x2D && bytes[i + 2] == 0x4C) {
                return true;
            }
        }
        return false;
    }
}
