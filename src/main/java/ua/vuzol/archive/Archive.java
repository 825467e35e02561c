package ua.vuzol.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.archive.query.Queries;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.StoreSource;

/** Stores objects, tells of them, and finds them again. */
@Service
public class Archive {
    private final OnlineTier tier;
    private final CatalogueReader catalogue;
    private final Storing storing;
    private final Versions versions;
    private final Announcements announcements;
    private final StudyCompleteness completeness;
    private final Queries queries;

    Archive(
            OnlineTier tier,
            CatalogueReader catalogue,
            Storing storing,
            Versions versions,
            Announcements announcements,
            StudyCompleteness completeness,
            Queries queries) {
        this.tier = tier;
        this.catalogue = catalogue;
        this.storing = storing;
        this.versions = versions;
        this.announcements = announcements;
        this.completeness = completeness;
        this.queries = queries;
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
     * Stores an object as {@link #storeAll} does.
     *
     * @return whether the object is new
     * @throws ConflictException if it contradicts what the archive has
     * @throws IllegalArgumentException if one of the three UIDs is missing or not a UID (PS3.5 9)
     */
    @Transactional
    public boolean store(NewObject object) {
        StoreOutcome outcome = storing.storeAll(List.of(object)).get(0);
        if (outcome instanceof StoreOutcome.Conflict conflict) {
            throw new ConflictException(conflict);
        }
        return outcome instanceof StoreOutcome.Stored;
    }

    /**
     * Stores objects: their bytes are synced to disk, then they are entered in the catalogue by the caller's transaction or
     * one of its own. Batches of many objects of one study cost least. Storing the same again changes nothing. One that
     * contradicts what the archive has - the SOP Instance UID with other content, the series in another study, the study with
     * another patient, the Patient ID as another person's - keeps none of the others.
     *
     * @return what became of each, in the same order
     * @throws IllegalArgumentException if one of the three UIDs of an object is missing or not a UID (PS3.5 9); nothing was done
     * @throws org.springframework.dao.TransientDataAccessException if it can be tried again in a new transaction
     * @throws UncheckedIOException if a file cannot be read or the tier cannot take it
     */
    @Transactional
    public List<StoreOutcome> storeAll(List<NewObject> batch) {
        return storing.storeAll(batch);
    }

    /**
     * Stores an object that a person accepted as a correction: where its SOP Instance UID is known with other content, it
     * takes the place of that, wherever it was, and what it says of its study and series counts. The older stays retrievable
     * as a version. The studies concerned are announced again.
     *
     * @throws ConflictException if its series is in another study with other objects, or its study another patient's
     */
    @Transactional
    public void replace(NewObject object) {
        versions.replace(object);
    }

    /**
     * Gives a study to the person whom an object of it names, who becomes known to the registry by that if need be.
     *
     * @param object with the study's UID and the patient's attributes
     * @throws ua.vuzol.registry.PatientConflictException if the number is that of someone with another birth date or sex
     */
    @Transactional
    public void assign(DataSet object) {
        versions.assign(object);
    }

    /** What an object was before corrections, oldest first. */
    public List<InstanceVersion> versions(String sopInstanceUid) {
        return versions.of(sopInstanceUid);
    }

    /**
     * Opens the Part 10 file of an older version.
     *
     * @param sha256 its digest, as {@link InstanceVersion} has it
     * @return empty if there is no such version
     */
    public Optional<InputStream> openVersion(String sopInstanceUid, String sha256) {
        return versions.locationOf(sopInstanceUid, sha256).map(location -> open(sopInstanceUid, location));
    }

    /**
     * Studies that changed since they were announced. They count as signalled for a minute: who takes them has them announced
     * by then, or gets them again.
     *
     * @return Study Instance UIDs
     */
    public List<String> unannounced() {
        return announcements.take();
    }

    /** What is to be told of a study; empty if it is not there any more. */
    public Optional<StudyChange> change(String studyUid) {
        return announcements.change(studyUid);
    }

    /** All who had to be told know the study as it was at a revision. */
    public void announced(String studyUid, long revision) {
        announcements.announced(studyUid, revision);
    }

    /**
     * Notes evidence of what belongs to a study, such as a performed procedure step or a request for storage commitment: the
     * study is complete when all of it is there.
     *
     * @param evidence who says so, as the subject of a sentence; it replaces what it said before
     * @param sopInstances SOP Instance UIDs
     */
    @Transactional
    public void expect(String studyUid, String evidence, List<String> sopInstances) {
        completeness.expect(studyUid, evidence, sopInstances, sopInstances.size());
    }

    /** As {@link #expect(String, String, List)}, where only the number of objects is known. */
    @Transactional
    public void expect(String studyUid, String evidence, int objects) {
        completeness.expect(studyUid, evidence, List.of(), objects);
    }

    /** Looks which studies are complete now; those are announced again. */
    @Transactional
    public void judgeCompleteness() {
        completeness.judgeDue();
    }

    /** The objects of a study in the order of series and instance numbers; empty if there is no such study. */
    public List<InstanceRef> instances(String studyUid) {
        return catalogue.instances(studyUid, tier::resolve);
    }

    /**
     * Answers a C-FIND (PS3.4 C.4.1), in the character set and script of who asks.
     *
     * @param sopClassUid the information model: Patient Root or Study Root
     * @return the matches, read as they are taken; to be closed
     * @throws ua.vuzol.dicom.net.DimseException if the caller may not ask, or the identifier does not fit the model
     */
    public Matches find(
            @Body DataSet identifier,
            @Header("CamelDicomSopClassUid") String sopClassUid,
            @Header("CamelDicomCallingAeTitle") String callingAeTitle) {
        return queries.find(identifier, sopClassUid, callingAeTitle);
    }

    /**
     * The objects that a C-MOVE or C-GET asks for (PS3.4 C.4.2, C.4.3), as they are stored.
     *
     * @param sopClassUid the information model: Patient Root or Study Root
     * @return in the order of study, series and instance numbers; their files are opened when they are sent
     * @throws ua.vuzol.dicom.net.DimseException if the caller may not retrieve, or the identifier does not fit the model
     */
    public List<StoreSource> retrieve(
            @Body DataSet identifier,
            @Header("CamelDicomSopClassUid") String sopClassUid,
            @Header("CamelDicomCallingAeTitle") String callingAeTitle) {
        return queries.retrieve(identifier, sopClassUid, callingAeTitle, tier::resolve);
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
        return catalogue.locationOf(sopInstanceUid).map(location -> open(sopInstanceUid, location));
    }

    private InputStream open(String sopInstanceUid, String location) {
        try {
            return Files.newInputStream(tier.resolve(location));
        } catch (IOException e) {
            throw new UncheckedIOException("The online tier lost object " + sopInstanceUid, e);
        }
    }
}
