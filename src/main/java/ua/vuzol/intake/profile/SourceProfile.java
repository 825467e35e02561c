package ua.vuzol.intake.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.image.PhotometricInterpretation;
import ua.vuzol.intake.image.PictureLimits;
import ua.vuzol.intake.record.DeviceRecord;
import ua.vuzol.intake.record.SidecarParser;
import ua.vuzol.intake.record.SidecarSpec;
import ua.vuzol.text.Language;

/**
 * What the hub knows about one source: {@code mappings/sources/NAME.yaml}, described key by key in {@code docs/sources.md}.
 *
 * @param source the name, also of the file
 * @param title for people
 * @param digest SHA-256 of the file's bytes in hex, so that the timeline can say which version was at work
 * @param sidecar empty when the file name is the record
 * @param patience the key {@code wait}: how long an examination may lack its sidecar or its images before it goes to quarantine
 * @param numberLife the key {@code numberLife}: a file that comes so long after the last one with the same key belongs to
 *     another examination, for the device has begun its numbers anew
 * @param zone of the device's clock
 * @param header DICOM keyword to value source, for every instance of the examination
 */
public record SourceProfile(
        String source,
        String title,
        String digest,
        ImageFiles images,
        Optional<SidecarFiles> sidecar,
        Duration patience,
        Duration numberLife,
        TextRules text,
        ZoneId zone,
        PictureLimits limits,
        ObjectRules object,
        Map<String, ValueSource> header) {

    /**
     * Which files are pictures.
     *
     * @param settle without {@code expected}, an examination is complete when no picture came for so long
     * @param views by the captured {@code frame}, without leading zeros: values that differ from picture to picture
     */
    public record ImageFiles(
            NamePattern pattern, Expected expected, Duration settle, Map<String, Map<String, ValueSource>> views) {}

    /** How many pictures make an examination. */
    public sealed interface Expected {
        record Count(int images) implements Expected {}

        record InField(String field) implements Expected {}

        record Unknown() implements Expected {}
    }

    /**
     * Which files are metadata and how they are read.
     *
     * @param key names the examination of a row; without it the file is one record and its name has the key
     * @param journal the file also lists examinations whose pictures never come to the hub
     */
    public record SidecarFiles(NamePattern pattern, SidecarSpec spec, Optional<Template> key, boolean journal) {}

    /**
     * Names and other text.
     *
     * @param language of names that do not tell theirs
     * @param foldHomoglyphs repair letters of the wrong script inside a word
     * @param latinInPatientName the Latin form in (0010,0010) and the Cyrillic in (0010,1001), for receivers that show
     *     only Latin; otherwise the reverse
     */
    public record TextRules(Language language, boolean foldHomoglyphs, boolean latinInPatientName) {}

    /**
     * What becomes of the pictures.
     *
     * @param sopClasses names in {@code mappings/dicom/iods}; the first that can hold the pictures is taken
     * @param encapsulateJpeg keep JPEG as it is; otherwise its pixels are decoded
     * @param multiFrame all pictures of the examination become one instance
     * @param bitsStored bits that the device uses of a 16-bit picture; empty when all that the file says
     * @param photometric Photometric Interpretation of grey pictures; empty when what the file says
     */
    public record ObjectRules(
            List<String> sopClasses,
            boolean encapsulateJpeg,
            boolean multiFrame,
            OptionalInt bitsStored,
            Optional<PhotometricInterpretation> photometric,
            PixelSpacing pixelSpacing) {}

    /** The size of a pixel on the detector, the plate or the scanned film. */
    public sealed interface PixelSpacing {
        record Unknown() implements PixelSpacing {}

        record FromFile() implements PixelSpacing {}

        /** In millimetres. */
        record Fixed(String row, String column) implements PixelSpacing {}
    }

    public SourceProfile {
        header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
    }

    /** Whether the metadata comes in a file of its own. */
    public boolean needsSidecar() {
        return sidecar.isPresent();
    }

    /**
     * What a file is by its name (the last part of its path, decoded).
     *
     * @throws UnreadableInputException when a pattern cannot decide on this name within reason
     */
    public FileRole roleOf(String fileName) {
        Optional<Map<String, String>> image = match("images.pattern", images.pattern(), fileName);
        if (image.isPresent()) {
            return new FileRole.Image(key(image.get().get("exam")), image.get());
        }
        return sidecar.flatMap(files -> match("sidecar.pattern", files.pattern(), fileName))
                .<FileRole>map(captures -> new FileRole.Sidecar(
                        Optional.ofNullable(captures.get("exam")).map(SourceProfile::key)))
                .orElseGet(FileRole.Unmatched::new);
    }

    /** The record a picture's name is, when the source has no sidecars. */
    public Optional<DeviceRecord> recordOf(FileRole.Image image) {
        return needsSidecar() ? Optional.empty() : Optional.of(new DeviceRecord(image.captures()));
    }

    /**
     * The examinations a sidecar tells of, in its order. Of rows with the same key the last one is taken: devices append
     * corrections.
     *
     * @throws UnreadableInputException when the file cannot be read or a record lacks its key
     */
    public List<SidecarRecord> recordsOf(Path file, String fileName) {
        SidecarFiles files = sidecar.orElseThrow(
                () -> new UnreadableInputException("The source " + source + " has no sidecar files by its profile."));
        List<DeviceRecord> records = SidecarParser.parse(file, files.spec());
        if (files.key().isPresent()) {
            return keyed(records, files.key().get());
        }
        if (records.size() != 1) {
            throw new UnreadableInputException("The metadata file has " + records.size()
                    + " records where its name tells of one examination; mend the file, or name the field that"
                    + " tells the examinations apart in sidecar.key of the profile " + source + ".");
        }
        String key = match("sidecar.pattern", files.pattern(), fileName)
                .map(captures -> captures.get("exam"))
                .map(SourceProfile::key)
                .orElseThrow(() -> new UnreadableInputException("The name of the metadata file does not tell its"
                        + " examination; mend sidecar.pattern of the profile " + source + "."));
        return List.of(new SidecarRecord(key, records.get(0)));
    }

    private List<SidecarRecord> keyed(List<DeviceRecord> records, Template template) {
        Map<String, SidecarRecord> byKey = new LinkedHashMap<>();
        for (DeviceRecord record : records) {
            String key = key(template.fill(field -> record.field(field).orElse("")));
            if (key.isEmpty()) {
                throw new UnreadableInputException("A record of the metadata file has nothing in " + template
                        + ", which tells the examination by the profile " + source + ".");
            }
            byKey.remove(key);
            byKey.put(key, new SidecarRecord(key, record));
        }
        return new ArrayList<>(byKey.values());
    }

    /**
     * How many pictures the examination has; empty when only {@link ImageFiles#settle} can tell.
     *
     * @throws UnreadableInputException when the record does not say it as a number from 1 to 10000
     */
    public OptionalInt expectedImages(DeviceRecord record) {
        if (images.expected() instanceof Expected.Count count) {
            return OptionalInt.of(count.images());
        }
        if (images.expected() instanceof Expected.InField inField) {
            return OptionalInt.of(
                    count(inField.field(), record.field(inField.field()).orElse("")));
        }
        return OptionalInt.empty();
    }

    private int count(String field, String text) {
        String digits = text.strip();
        if (digits.matches("0*[1-9]\\d{0,3}|0*10000")) {
            return Integer.parseInt(digits);
        }
        throw new UnreadableInputException("The field " + field + ", which by the profile " + source
                + " says how many images the examination has, holds \"" + digits
                + "\" and not a number from 1 to 10000.");
    }

    private Optional<Map<String, String>> match(String key, NamePattern pattern, String fileName) {
        try {
            return pattern.match(fileName);
        } catch (NamePattern.TooManySteps e) {
            throw new UnreadableInputException(
                    "The pattern " + key + " of the profile " + source
                            + " cannot decide on the name of this file within reason; make the pattern simpler.",
                    e);
        }
    }

    private static String key(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }
}
