package ua.vuzol.publication;

import java.util.List;
import java.util.Set;

/**
 * Conditions on imaging studies as a FHIR search states them: of each inner collection one must hold, and that for all of
 * them. No conditions ask for every study.
 *
 * @param ids logical ids
 * @param identifiers study UIDs or accession numbers
 * @param patients the registry's keys
 * @param count the most studies to return
 * @param offset how many of the newest to pass over
 */
public record ImagingStudySearch(
        List<Set<String>> ids,
        List<List<IdentifierToken>> identifiers,
        List<Set<Long>> patients,
        int count,
        int offset) {}
