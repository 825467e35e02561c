package ua.vuzol.archive;

import java.util.List;
import java.util.Optional;

/**
 * Conditions on studies; an absent one is not asked.
 *
 * @param uids Study Instance UIDs, one of which must match; empty asks nothing
 * @param accession Accession Number
 * @param accessionIssuer Local Namespace Entity ID of its issuer
 * @param patientIds the registry's keys, one of which must match; empty asks nothing
 * @param limit the most studies to return
 * @param offset how many of the newest to pass over
 */
public record StudyQuery(
        List<String> uids,
        Optional<String> accession,
        Optional<String> accessionIssuer,
        List<Long> patientIds,
        int limit,
        int offset) {

    private static final int DEFAULT_LIMIT = 100;

    public static StudyQuery recent(int limit) {
        return new StudyQuery(List.of(), Optional.empty(), Optional.empty(), List.of(), limit, 0);
    }

    public static StudyQuery byUid(String... uids) {
        return new StudyQuery(List.of(uids), Optional.empty(), Optional.empty(), List.of(), DEFAULT_LIMIT, 0);
    }

    public static StudyQuery byAccession(String accession) {
        return new StudyQuery(List.of(), Optional.of(accession), Optional.empty(), List.of(), DEFAULT_LIMIT, 0);
    }

    public static StudyQuery byPatient(List<Long> patientIds) {
        return new StudyQuery(List.of(), Optional.empty(), Optional.empty(), patientIds, DEFAULT_LIMIT, 0);
    }
}
