package ua.vuzol.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Mends text that was decoded in the wrong encoding ({@code ²âàí} for {@code Іван}): encodes it back as it was read and
 * decodes it as it was meant, if that looks much more like a name. What it did is in the result, for the caller to record.
 * Question marks are beyond repair.
 */
public final class TextRepair {

    /**
     * A mended text must look better than the seen one by this many nats in all. Valid UTF-8 is evidence enough in itself:
     * there any gain will do.
     */
    private static final double MIN_GAIN = 7;

    /** And better than the next best mending by this many, to be beyond doubt. */
    private static final double CERTAIN_MARGIN = 7;

    /** UTF-8 that was read wrongly, stored as UTF-8 and read wrongly again is met; more is not. */
    private static final int MAX_ROUNDS = 2;

    private static final List<Charset> READ_AS = charsets(
            "windows-1251", "ISO-8859-1", "windows-1252", "IBM866", "KOI8-U", "ISO-8859-5", "CP1125", "x-MacUkraine");
    private static final List<Charset> MEANT =
            charsets("UTF-8", "windows-1251", "KOI8-U", "CP1125", "ISO-8859-5", "x-MacUkraine");

    /** One round: the text had been read as one encoding and was meant in another. */
    public record Step(Charset readAs, Charset meant) {}

    /**
     * @param text the mended text, or the seen text if nothing better was found
     * @param steps what was done, in order; empty if nothing
     * @param gain how much better it looks, in nats for the whole text
     * @param certain whether no other mending looks nearly as good; if not, a person should look
     */
    public record Repair(String text, List<Step> steps, double gain, boolean certain) {

        public boolean changed() {
            return !steps.isEmpty();
        }
    }

    private record Candidate(List<Step> steps, String text, BigramModel.Score score) {

        double gainOver(BigramModel.Score other) {
            return (score.mean() - other.mean()) * score.pairs();
        }

        boolean isValidUtf8() {
            return steps.get(steps.size() - 1).meant() == StandardCharsets.UTF_8;
        }
    }

    private final BigramModel model;

    public TextRepair() {
        this(new BigramModel());
    }

    TextRepair(BigramModel model) {
        this.model = model;
    }

    /** Mends a name or other short text; ASCII, western names and good Cyrillic come back unchanged. */
    public Repair repair(String seen) {
        BigramModel.Score before = model.score(seen);
        List<Candidate> candidates = CyrillicShare.anyWord(seen) ? candidates(seen) : List.of();
        if (candidates.isEmpty()) {
            return unchanged(seen);
        }
        Candidate best = candidates.get(0);
        double gain = best.gainOver(before);
        if (gain <= (best.isValidUtf8() ? 0 : MIN_GAIN)) {
            return unchanged(seen);
        }
        boolean certain = candidates.size() == 1
                || best.isValidUtf8()
                || best.gainOver(candidates.get(1).score()) >= CERTAIN_MARGIN;
        return new Repair(best.text(), best.steps(), gain, certain);
    }

    private static Repair unchanged(String seen) {
        return new Repair(seen, List.of(), 0, true);
    }

    /** All texts the seen one can have been, the likeliest first, each with the shortest way to it. */
    private List<Candidate> candidates(String seen) {
        Map<String, List<Step>> ways = new LinkedHashMap<>();
        Map<String, List<Step>> latest = Map.of(seen, List.of());
        for (int round = 1; round <= MAX_ROUNDS; round++) {
            Map<String, List<Step>> next = new LinkedHashMap<>();
            latest.forEach((text, steps) -> oneStepFrom(text, steps, next));
            next.forEach(ways::putIfAbsent);
            latest = next;
            latest.values().removeIf(steps -> steps.get(steps.size() - 1).meant() != StandardCharsets.UTF_8);
        }
        ways.remove(seen);
        return ways.entrySet().stream()
                .map(way -> new Candidate(way.getValue(), way.getKey(), model.score(way.getKey())))
                .sorted(Comparator.comparingDouble(
                                (Candidate candidate) -> candidate.score().mean())
                        .reversed())
                .toList();
    }

    private static void oneStepFrom(String text, List<Step> steps, Map<String, List<Step>> found) {
        for (Charset readAs : READ_AS) {
            Optional<byte[]> bytes = bytesReadAs(readAs, text);
            for (Charset meant : bytes.isPresent() ? MEANT : List.<Charset>of()) {
                List<Step> more = new ArrayList<>(steps);
                more.add(new Step(readAs, meant));
                Strict.decode(bytes.get(), meant).ifPresent(result -> found.putIfAbsent(result, List.copyOf(more)));
            }
        }
    }

    /**
     * Windows-1251 lacks one byte, 0x98, so U+FFFD in text read as windows-1251 stands for it: it is the second byte of И in
     * UTF-8 and Ш in CP1125. Where little else than U+FFFD is left, nothing can be told.
     */
    private static Optional<byte[]> bytesReadAs(Charset readAs, String seen) {
        long holes = seen.chars().filter(c -> c == '\uFFFD').count();
        long others = seen.chars().filter(c -> c >= 0x80).count() - holes;
        if (!readAs.name().equals("windows-1251") || holes == 0 || holes > others) {
            return Strict.encode(seen, readAs);
        }
        byte[] hole = {(byte) 0x98};
        String[] parts = seen.split("\uFFFD", -1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i++) {
            Optional<byte[]> part = Strict.encode(parts[i], readAs);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            if (i > 0) {
                bytes.writeBytes(hole);
            }
            bytes.writeBytes(part.get());
        }
        return Optional.of(bytes.toByteArray());
    }

    private static List<Charset> charsets(String... names) {
        return Stream.of(names)
                .map(name -> Encodings.find(name).orElseGet(() -> Charset.forName(name)))
                .toList();
    }
}
