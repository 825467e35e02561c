package ua.vuzol.registry;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ua.vuzol.hl7.Hl7Segment;
import ua.vuzol.text.Text;

/** The repetitions of a name (XPN) as PN values (PS3.5 6.2.1.2). */
final class HumanNames {
    /** Table 0200: maiden, alias, nickname, name at birth, pseudonym. */
    private static final Set<String> BY_NAMES = Set.of("M", "A", "N", "B", "S");

    private final Text text;

    HumanNames(Text text) {
        this.text = text;
    }

    /**
     * The names of a person.
     *
     * @param name in the person's own script
     * @param latin in Latin letters: as it was told, else transliterated
     */
    record Names(String name, Optional<String> latin) {}

    private record Candidate(String pn, String type) {
        boolean isCyrillic() {
            return pn.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC);
        }

        boolean isLatin() {
            return pn.codePoints().anyMatch(Character::isLetter)
                    && pn.codePoints()
                            .filter(Character::isLetter)
                            .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
        }
    }

    /** The legal name (type L) counts first, then what is not a by-name; of those, the one in Cyrillic letters. */
    Optional<Names> of(Hl7Segment segment, Place place) {
        List<Candidate> all = IntStream.range(0, segment.repetitions(place.field()))
                .mapToObj(repetition -> candidate(segment, place, repetition))
                .filter(candidate -> !candidate.pn().isEmpty())
                .toList();
        return Stream.of(
                        all.stream().filter(each -> each.type().equals("L")).toList(),
                        all.stream()
                                .filter(each -> !BY_NAMES.contains(each.type()))
                                .toList(),
                        all)
                .filter(not(List::isEmpty))
                .findFirst()
                .map(best -> names(best, all));
    }

    private Names names(List<Candidate> best, List<Candidate> all) {
        Candidate name = Stream.concat(best.stream(), usable(all))
                .filter(Candidate::isCyrillic)
                .findFirst()
                .orElse(best.get(0));
        if (name.isLatin()) {
            return new Names(name.pn(), Optional.empty());
        }
        Optional<String> told = Stream.concat(best.stream(), usable(all))
                .filter(Candidate::isLatin)
                .map(Candidate::pn)
                .findFirst();
        return new Names(name.pn(), name.isCyrillic() ? told.or(() -> Optional.of(text.latin(name.pn()))) : told);
    }

    private static Stream<Candidate> usable(List<Candidate> all) {
        return all.stream().filter(each -> !BY_NAMES.contains(each.type()));
    }

    /** XPN has the suffix before the prefix, PN after it. */
    private static Candidate candidate(Hl7Segment segment, Place place, int repetition) {
        String pn = Stream.of(1, 2, 3, 5, 4)
                .map(component -> segment.text(place.field(), repetition, component, 1)
                        .map(HumanNames::part)
                        .orElse(""))
                .reduce((one, other) -> one + '^' + other)
                .orElse("");
        return new Candidate(
                pn.replaceAll("\\^+$", ""),
                segment.text(place.field(), repetition, 7).orElse(""));
    }

    /** Without the characters that divide a PN. */
    private static String part(String text) {
        return Place.clean(text.replace('^', ' ').replace('=', ' '));
    }
}
