package ua.vuzol.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Coding;

/**
 * Body Part Examined (0018,0015) as SNOMED CT, by a table: the terms of PS3.16 Annex L, and beside them whatever devices
 * write instead. A term that is not there has no code: a coding without one would be of no use to the reader.
 */
final class BodySites {
    private static final String SNOMED_CT = "http://snomed.info/sct";
    private static final Pattern CODE = Pattern.compile("[1-9]\\d{5,17}");

    private record Site(String code, String display) {}

    private final Map<String, Site> sites;

    private BodySites(Map<String, Site> sites) {
        this.sites = Map.copyOf(sites);
    }

    /**
     * Reads a table in UTF-8: term, code, display, separated by tabs; lines that begin with # are remarks.
     *
     * @throws IllegalArgumentException naming the file and line that is not such a row or repeats a term
     */
    static BodySites read(Path table) {
        List<String> lines;
        try {
            lines = Files.readAllLines(table, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The table of body parts " + table.toAbsolutePath()
                            + " cannot be read; restore it or set VUZOL_MAPPINGS to the directory of your mappings.",
                    e);
        }
        Map<String, Site> sites = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length != 3 || !CODE.matcher(cells[1]).matches() || cells[2].isBlank()) {
                throw new IllegalArgumentException(
                        "%s line %d is not a term, a SNOMED CT code and a display, separated by tabs."
                                .formatted(table, i + 1));
            }
            if (sites.put(key(cells[0]), new Site(cells[1], cells[2])) != null) {
                throw new IllegalArgumentException(
                        "%s line %d gives %s a second time; keep one.".formatted(table, i + 1, cells[0]));
            }
        }
        return new BodySites(sites);
    }

    Optional<Coding> coding(String bodyPart) {
        return Optional.ofNullable(sites.get(key(bodyPart)))
                .map(site -> new Coding(SNOMED_CT, site.code(), site.display()));
    }

    /** Devices write small letters and spaces where CS has neither. */
    private static String key(String term) {
        return term.strip().toUpperCase(Locale.ROOT);
    }
}
