package ua.vuzol.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ua.vuzol.registry.Patient;

/**
 * A study as the catalogue has it. Texts are as in the objects, names are PN values, empty values are absent.
 *
 * @param date Study Date (0008,0020), local to the place
 * @param time Study Time (0008,0030), local to the place
 * @param offset Timezone Offset From UTC (0008,0201)
 * @param accession Accession Number (0008,0050)
 * @param accessionIssuer Local Namespace Entity ID of (0008,0051)
 * @param createdAt when the first object arrived
 * @param updatedAt when the last object arrived
 * @param complete whether it is known that nothing more will come
 */
public record Study(
        String uid,
        Patient patient,
        Optional<LocalDate> date,
        Optional<LocalTime> time,
        Optional<ZoneOffset> offset,
        Optional<String> accession,
        Optional<String> accessionIssuer,
        Optional<String> studyId,
        Optional<String> description,
        Optional<String> referringName,
        Optional<String> institution,
        Instant createdAt,
        Instant updatedAt,
        boolean complete,
        List<Series> series) {

    /** A series of the study; body part and laterality as coded strings of (0018,0015) and (0020,0060). */
    public record Series(
            String uid,
            Optional<Integer> number,
            String modality,
            Optional<String> description,
            Optional<String> bodyPart,
            Optional<String> laterality,
            Optional<LocalDate> date,
            Optional<LocalTime> time,
            Optional<String> performingName,
            Optional<String> operatorsName,
            List<Instance> instances) {}

    /**
     * One object.
     *
     * @param imageType Image Type (0008,0008), values joined by a backslash
     * @param frames Number of Frames, 1 where the object says nothing
     * @param sha256 digest of the whole Part 10 file, lower-case hexadecimal
     * @param size of that file in bytes
     */
    public record Instance(
            String uid,
            Optional<Integer> number,
            String sopClassUid,
            String transferSyntaxUid,
            Optional<String> imageType,
            int frames,
            String sha256,
            long size) {}

    /** The modalities of the series, each once, in the order of the series. */
    public List<String> modalities() {
        return series.stream().map(Series::modality).distinct().toList();
    }

    public Stream<Instance> instances() {
        return series.stream().flatMap(each -> each.instances().stream());
    }
}
