package ua.vuzol.intake.profile;

import java.util.List;
import java.util.Locale;
import ua.vuzol.intake.profile.DicomSourceProfile.PatientName;
import ua.vuzol.intake.profile.DicomSourceProfile.TextEncoding;
import ua.vuzol.mapping.MappingFile;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.Language;

/** Turns the YAML of a profile with the key {@code dicom}, its schema already satisfied, into a {@link DicomSourceProfile}. */
final class DicomProfileReader {
    private static final List<String> OF_PICTURES = List.of(
            "images",
            "sidecar",
            "record",
            "object",
            "limits",
            "wait",
            "numberLife",
            "patient",
            "study",
            "acquisition",
            "device");

    private DicomProfileReader() {}

    static DicomSourceProfile read(String source, MappingFile.Entry root) {
        for (String key : OF_PICTURES) {
            if (root.get(key).present()) {
                throw root.get(key).error("is of pictures and stands beside dicom; take one of the two out");
            }
        }
        MappingFile.Entry dicom = root.get("dicom");
        DicomSourceProfile usual = DicomSourceProfile.unwritten(source);
        return new DicomSourceProfile(
                source,
                root.get("title").text().orElse(source),
                encoding(dicom.get("encoding")),
                dicom.get("fillFromRegistry").node().asBoolean(true),
                dicom.get("patientName")
                        .text()
                        .map(form -> PatientName.valueOf(form.replace('-', '_').toUpperCase(Locale.ROOT)))
                        .orElse(usual.patientName()),
                root.get("text").get("language").text().orElse("uk").equals("ru") ? Language.RUSSIAN : usual.language(),
                ProfileReader.zone(root.get("timeZone")));
    }

    private static TextEncoding encoding(MappingFile.Entry encoding) {
        String name = encoding.text().orElse("detect");
        return switch (name) {
            case "detect" -> new TextEncoding.Detected();
            case "declared" -> new TextEncoding.Declared();
            default -> new TextEncoding.Fixed(Encodings.find(name)
                    .filter(charset -> !charset.name().startsWith("UTF-16"))
                    .orElseThrow(() -> encoding.error("is not known; known are detect, declared, "
                            + String.join(", ", Encodings.supportedNames()))));
        };
    }
}
