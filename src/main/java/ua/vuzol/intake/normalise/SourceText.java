package ua.vuzol.intake.normalise;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.text.CharsetDetector;
import ua.vuzol.text.CharsetDetector.Detection;

/**
 * What is known of the text that a source sends under one declared character set: all of its objects together tell what one
 * of them is too short to tell. Immutable.
 *
 * @param sample distinct values, a line each
 * @param encoding what they are in; empty for as long as that is not certain
 */
public record SourceText(byte[] sample, Optional<Charset> encoding) {
    private static final int LONGEST_SAMPLE = 8 * 1024;

    /** So much text leaves no doubt that more of it would dispel. */
    private static final int ENOUGH = LONGEST_SAMPLE / 2;

    public static final SourceText NOTHING = new SourceText(new byte[0], Optional.empty());

    /** What is known when these objects have come too; the same if they tell nothing new. */
    SourceText with(List<DeclaredText> objects, CharsetDetector detector) {
        Set<String> news = new LinkedHashSet<>();
        objects.forEach(object -> news.addAll(lines(object.lines())));
        Set<String> before = lines(sample);
        news.removeAll(before);
        if (news.isEmpty()) {
            return this;
        }
        byte[] fresh = limited(news);
        // a device that was set up anew overrules what it sent before
        Detection alone = detector.detect(fresh);
        if (isLetters(alone) && encoding.isPresent() && !alone.charset().equals(encoding.get())) {
            return new SourceText(fresh, Optional.of(alone.charset()));
        }
        if (encoding.isPresent() && sample.length >= ENOUGH) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(before);
        all.addAll(news);
        byte[] together = limited(all);
        Detection detection = detector.detect(together);
        return new SourceText(together, isLetters(detection) ? Optional.of(detection.charset()) : encoding);
    }

    private static boolean isLetters(Detection detection) {
        return detection.certain() && detection.basis() == CharsetDetector.Basis.LETTER_PAIRS;
    }

    private static Set<String> lines(byte[] lines) {
        Set<String> all = new LinkedHashSet<>(List.of(new String(lines, StandardCharsets.ISO_8859_1).split("\n")));
        all.remove("");
        return all;
    }

    private static byte[] limited(Set<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (text.length() + line.length() >= LONGEST_SAMPLE) {
                break;
            }
            text.append(line).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
