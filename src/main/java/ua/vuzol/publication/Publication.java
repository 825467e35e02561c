package ua.vuzol.publication;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Service;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.Study;
import ua.vuzol.archive.StudyQuery;
import ua.vuzol.registry.Registry;

/** Finds studies and people and tells them in FHIR R4. */
@Service
public class Publication {
    /** An accession number names one request; more studies than this under one number are no request's. */
    private static final int STUDIES_OF_ONE_ACCESSION = 1000;

    private final Archive archive;
    private final Registry registry;
    private final IdentifierSystems systems;
    private final ImagingStudyMapper studies;
    private final PatientMapper patients;

    Publication(
            Archive archive,
            Registry registry,
            IdentifierSystems systems,
            ImagingStudyMapper studies,
            PatientMapper patients) {
        this.archive = archive;
        this.registry = registry;
        this.systems = systems;
        this.studies = studies;
        this.patients = patients;
    }

    /** When a study began, as a FHIR dateTime: with an offset where there is a time, else the date alone. */
    public Optional<String> started(Study study) {
        return studies.started(study).map(DateTimeType::getValueAsString);
    }

    public Optional<ImagingStudy> imagingStudy(String studyInstanceUid) {
        return archive.study(studyInstanceUid).map(studies::map);
    }

    public Optional<Patient> patient(long id) {
        return registry.find(id).map(patients::map);
    }

    /** The studies that meet all conditions, newest first. */
    public Page<ImagingStudy> imagingStudies(ImagingStudySearch search) {
        Optional<Set<String>> uids = intersection(Stream.concat(
                search.ids().stream(), search.identifiers().stream().map(this::studiesBearing)));
        Optional<Set<Long>> patientIds = intersection(search.patients().stream());
        if (isNone(uids) || isNone(patientIds)) {
            return new Page<>(List.of(), 0);
        }
        StudyQuery query = new StudyQuery(
                uids.map(List::copyOf).orElse(List.of()),
                Optional.empty(),
                Optional.empty(),
                patientIds.map(List::copyOf).orElse(List.of()),
                search.count(),
                search.offset());
        return new Page<>(archive.search(query).stream().map(studies::map).toList(), archive.count(query));
    }

    /** The people who bear one of the numbers, each once. */
    public List<Patient> patients(List<IdentifierToken> identifiers) {
        return identifiers.stream()
                .flatMap(this::peopleBearing)
                .distinct()
                .map(patients::map)
                .toList();
    }

    private Stream<ua.vuzol.registry.Patient> peopleBearing(IdentifierToken token) {
        if (token.system().isEmpty()) {
            return registry.findByIdentifier(token.value(), Optional.empty()).stream();
        }
        return systems.patientIssuers(token.system().get()).stream()
                .flatMap(issuer -> registry.findByIdentifier(token.value(), Optional.of(issuer)).stream());
    }

    private Set<String> studiesBearing(List<IdentifierToken> tokens) {
        return tokens.stream()
                .flatMap(token -> Stream.concat(systems.studyUid(token).stream(), studiesOfAccession(token)))
                .collect(toSet());
    }

    private Stream<String> studiesOfAccession(IdentifierToken token) {
        Optional<String> issuer = token.system().flatMap(systems::accessionIssuer);
        if (token.system().isPresent() && issuer.isEmpty()) {
            return Stream.empty();
        }
        StudyQuery query =
                new StudyQuery(List.of(), Optional.of(token.value()), issuer, List.of(), STUDIES_OF_ONE_ACCESSION, 0);
        return archive.search(query).stream().map(Study::uid);
    }

    /** What all the sets share; absent if there are no sets. */
    private static <T> Optional<Set<T>> intersection(Stream<Set<T>> sets) {
        return sets.reduce((one, other) -> {
            Set<T> both = new HashSet<>(one);
            both.retainAll(other);
            return both;
        });
    }

    private static boolean isNone(Optional<? extends Collection<?>> choice) {
        return choice.isPresent() && choice.get().isEmpty();
    }
}
