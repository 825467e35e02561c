package ua.vuzol.intake.profile;

import java.nio.charset.Charset;
import java.time.ZoneId;
import ua.vuzol.text.Language;

/**
 * What the hub knows about a source whose files are DICOM: {@code mappings/sources/NAME.yaml} with the key {@code dicom},
 * described in {@code docs/sources.md}.
 *
 * @param source the name, also of the file
 * @param title for people
 * @param encoding what text is in that is not as Specific Character Set (0008,0005) says
 * @param fillFromRegistry whether empty attributes of the patient are filled from the registry
 * @param language of names that do not tell theirs
 * @param zone of the hospital, for the moments of modifications
 */
public record DicomSourceProfile(
        String source,
        String title,
        TextEncoding encoding,
        boolean fillFromRegistry,
        PatientName patientName,
        Language language,
        ZoneId zone) {

    /** How the encoding of text is known. */
    public sealed interface TextEncoding {
        /** It is what the objects say. */
        record Declared() implements TextEncoding {}

        /** Text that cannot be what the objects say, or is not likely to be, is judged by all that came from the source. */
        record Detected() implements TextEncoding {}

        /** Text that is not valid UTF-8 is in this encoding, whatever the objects say. */
        record Fixed(Charset charset) implements TextEncoding {}
    }

    /** Which form of a Cyrillic name stands in Patient's Name (0010,0010). */
    public enum PatientName {
        /** The one that came. */
        AS_IT_CAME,
        /** The Cyrillic one, and its Latin form in Other Patient Names (0010,1001). */
        CYRILLIC,
        /** The Latin one, and the Cyrillic in Other Patient Names (0010,1001). */
        LATIN
    }

    /** What holds for a source without a profile. */
    public static DicomSourceProfile unwritten(String source) {
        return new DicomSourceProfile(
                source,
                source,
                new TextEncoding.Detected(),
                true,
                PatientName.AS_IT_CAME,
                Language.UKRAINIAN,
                ZoneId.of("Europe/Kyiv"));
    }
}
