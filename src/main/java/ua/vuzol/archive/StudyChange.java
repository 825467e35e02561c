package ua.vuzol.archive;

import java.util.List;

/**
 * What is to be told of a study, for rules to decide on; what is not known is empty.
 *
 * @param revision grows with every change
 * @param modalities of its series, each once
 * @param sourceAe AE title that sent the newest objects
 * @param institution Institution Name (0008,0080)
 * @param accession Accession Number (0008,0050)
 * @param description Study Description (0008,1030)
 * @param patientSex M, F, O or empty
 * @param patientBirthDate YYYYMMDD or empty
 * @param studyDate YYYYMMDD or empty
 * @param instances how many it has
 * @param complete whether it is known that nothing more will come
 */
public record StudyChange(
        String uid,
        long revision,
        List<String> modalities,
        List<String> sopClasses,
        String sourceAe,
        String institution,
        String accession,
        String description,
        String patientSex,
        String patientBirthDate,
        String studyDate,
        int instances,
        boolean complete) {}
