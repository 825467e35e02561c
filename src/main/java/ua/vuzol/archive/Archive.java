package ua.vuzol.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;

/** Stores objects and finds them again. */
@Service
public class Archive {
    private final OnlineTier tier;
    private final Catalogue catalogue;
    private final Journey journey;

    Archive(OnlineTier tier, Catalogue catalogue, Journey journey) {
        this.tier = tier;
        this.catalogue = catalogue;
        this.journey = journey;
    }

    /** Where files are made that are to be stored: on the same file system as the online tier. */
    public Path stagingDirectory() {
        return tier.staging();
    }

    /** Bytes that may still be written before the space that must stay free is touched; negative when it is. */
    public long room() {
        return tier.room();
    }

    /**
     * Stores an object: its bytes are synced to disk, then it is entered in the catalogue by the caller's transaction or
     * one of its own. The staged file is gone afterwards. Storing the same bytes again changes nothing.
     *
     * @return whether the object is new
     * @throws ConflictException if the SOP Instance UID is there with other bytes, or the study with another patient, or
     *     the series in another study
     * @throws ua.vuzol.registry.PatientConflictException if the Patient ID is another person's
     * @throws IllegalArgumentException if one of the three UIDs is missing or not a UID (PS3.5 9)
     */
    @Transactional
    public boolean store(NewObject object) {
        DataSet dataSet = object.dataSet();
        String study = uid(dataSet, Tag.StudyInstanceUID);
        uid(dataSet, Tag.SeriesInstanceUID);
        String sop = uid(dataSet, Tag.SOPInstanceUID);
        try {
            String sha256 = Digests.sha256(object.file());
            Optional<String> known = catalogue.digestOf(sop);
            if (known.isPresent()) {
                if (!known.get().equals(sha256)) {
                    throw ConflictException.otherContent(sop);
                }
                Files.delete(object.file());
                return false;
            }
            long size = Files.size(object.file());
            String location = tier.put(object.file(), study, sop, sha256);
            catalogue.add(dataSet, object.transferSyntaxUid(), sha256, size, location);
        } catch (IOException e) {
            throw new UncheckedIOException("The staged object " + sop + " cannot be read", e);
        }
        journey.record(Subject.study(study), Step.STORED, "archive", "Object " + sop + " is in the online tier.");
        return true;
    }

    public Optional<Study> study(String studyInstanceUid) {
        return catalogue.study(studyInstanceUid);
    }

    /** The studies that meet all conditions, newest first. */
    public List<Study> search(StudyQuery query) {
        return catalogue.search(query);
    }

    /** How many studies meet all conditions, whatever the query's limit and offset. */
    public int count(StudyQuery query) {
        return catalogue.count(query);
    }

    /**
     * Opens the Part 10 file of an object.
     *
     * @return empty if there is no such object
     */
    public Optional<InputStream> open(String sopInstanceUid) {
        return catalogue.locationOf(sopInstanceUid).map(location -> {
            try {
                return Files.newInputStream(tier.resolve(location));
            } catch (IOException e) {
                throw new UncheckedIOException("The online tier lost object " + sopInstanceUid, e);
            }
        });
    }

    private static String uid(DataSet dataSet, int tag) {
        return dataSet.string(tag)
                .filter(Uid::isValid)
                .orElseThrow(() -> new IllegalArgumentException(
                        Tag.format(tag) + " is missing or not a UID; an object cannot be stored without it."));
    }
}
