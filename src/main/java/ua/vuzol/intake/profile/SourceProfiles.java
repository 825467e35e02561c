package ua.vuzol.intake.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import ua.vuzol.intake.Sha256;
import ua.vuzol.mapping.MappingFile;
import ua.vuzol.mapping.MappingFileException;
import ua.vuzol.mapping.MappingProblem;
import ua.vuzol.text.Language;
import ua.vuzol.text.MappingException;
import ua.vuzol.text.Text;

/** The profiles under {@code mappings/sources}. A file is read again as soon as its bytes have changed. */
public final class SourceProfiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final Path folder;
    private final IodLibrary iods;
    private final Map<String, Read> cache = new ConcurrentHashMap<>();

    /** What a file says: a profile of pictures or one of DICOM objects. */
    private record Read(String digest, Optional<SourceProfile> pictures, Optional<DicomSourceProfile> dicom) {}

    private SourceProfiles(Path folder, IodLibrary iods) {
        this.folder = folder;
        this.iods = iods;
    }

    /** Nothing is read yet: a broken profile stops its own source only. */
    public static SourceProfiles load(Path mappings) {
        return new SourceProfiles(mappings.resolve("sources"), IodLibrary.load(mappings));
    }

    /**
     * The profile of a source of pictures; empty when there is no such file or the name cannot be a source's.
     *
     * @throws MappingFileException when the file is there but cannot be used
     */
    public Optional<SourceProfile> find(String source) {
        return read(source).flatMap(Read::pictures);
    }

    /**
     * The profile of a source of DICOM objects; empty when there is no such file or the name cannot be a source's.
     *
     * @throws MappingFileException when the file is there but cannot be used
     */
    public Optional<DicomSourceProfile> findDicom(String source) {
        return read(source).flatMap(Read::dicom);
    }

    private Optional<Read> read(String source) {
        return NAME.matcher(source).matches() ? read(source, folder.resolve(source + ".yaml")) : Optional.empty();
    }

    private Optional<Read> read(String source, Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] content = MappingFile.content(file);
        String digest = Sha256.of(content);
        Read known = cache.get(source);
        if (known == null || !known.digest().equals(digest)) {
            MappingFile.Entry root = MappingFile.parse(
                            file.toString(), content, folder.resolve("source-profile.schema.json"))
                    .root();
            known = root.get("dicom").present()
                    ? new Read(digest, Optional.empty(), Optional.of(DicomProfileReader.read(source, root)))
                    : new Read(
                            digest, Optional.of(new ProfileReader(iods).read(source, digest, root)), Optional.empty());
            cache.put(source, known);
        }
        return Optional.of(known);
    }

    /** The names of all sources that have a profile, sorted. */
    public List<String> sources() {
        return MappingFile.names(folder);
    }

    /** Every finding in profiles, object tables and tables of letters; an empty list means that all of them can be used. */
    public static List<MappingProblem> check(Path mappings) {
        SourceProfiles profiles = load(mappings);
        List<MappingProblem> problems = new ArrayList<>();
        checkLetters(mappings).ifPresent(problems::add);
        for (String iod : profiles.iods.names()) {
            problems.addAll(MappingProblem.in(() -> profiles.iods.find(iod)));
        }
        for (String source : profiles.sources()) {
            if (!NAME.matcher(source).matches()) {
                problems.add(new MappingProblem(
                        profiles.folder.resolve(source + ".yaml").toString(),
                        0,
                        "",
                        "the name of a source has only Latin letters, digits, - and _; rename the file"));
            }
            problems.addAll(MappingProblem.in(() -> profiles.read(source)));
        }
        return problems;
    }

    private static Optional<MappingProblem> checkLetters(Path mappings) {
        try {
            new Text(mappings, Language.UKRAINIAN);
            return Optional.empty();
        } catch (MappingException e) {
            String place = e.file() + (e.line() > 0 ? ":" + e.line() : "") + ": ";
            return Optional.of(
                    new MappingProblem(e.file(), e.line(), "", e.getMessage().replace(place, "")));
        }
    }
}
