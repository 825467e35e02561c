package ua.vuzol.web;

import static java.util.stream.Collectors.toSet;

import ca.uhn.fhir.model.api.Include;
import ca.uhn.fhir.model.api.annotation.Description;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.IncludeParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceAndListParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenAndListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;
import ua.vuzol.publication.IdentifierToken;
import ua.vuzol.publication.ImagingStudySearch;
import ua.vuzol.publication.Publication;

/** ImagingStudy over FHIR REST. */
@Component
class ImagingStudyProvider implements IResourceProvider {
    private final Publication publication;

    ImagingStudyProvider(Publication publication) {
        this.publication = publication;
    }

    @Override
    public Class<ImagingStudy> getResourceType() {
        return ImagingStudy.class;
    }

    @Read
    public ImagingStudy read(@IdParam IdType id) {
        return publication
                .imagingStudy(id.getIdPart())
                .orElseThrow(() -> new ResourceNotFoundException("The archive has no study with this id."));
    }

    @Search
    public IBundleProvider search(
            @Description("Study Instance UID, which is the logical id") @OptionalParam(name = ImagingStudy.SP_RES_ID)
                    TokenAndListParam ids,
            @Description("Study Instance UID (urn:dicom:uid) or Accession Number")
                    @OptionalParam(name = ImagingStudy.SP_IDENTIFIER)
                    TokenAndListParam identifiers,
            @Description("The patient, by id; by a number of theirs where chained with .identifier")
                    @OptionalParam(
                            name = ImagingStudy.SP_PATIENT,
                            chainWhitelist = {"", Patient.SP_IDENTIFIER},
                            targetTypes = Patient.class)
                    ReferenceAndListParam patients,
            @Description("The patient, by id; by a number of theirs where chained with .identifier")
                    @OptionalParam(
                            name = ImagingStudy.SP_SUBJECT,
                            chainWhitelist = {"", Patient.SP_IDENTIFIER},
                            targetTypes = Patient.class)
                    ReferenceAndListParam subjects,
            @IncludeParam(allow = {"ImagingStudy:subject", "ImagingStudy:patient"}) Set<Include> includes,
            @Count Integer count,
            @Offset Integer offset,
            RequestDetails request) {
        SearchParameters.requireSupported(request);
        return SearchPaging.bundle(publication.imagingStudies(new ImagingStudySearch(
                SearchParameters.alternatives(ids)
                        .map(ImagingStudyProvider::uids)
                        .toList(),
                SearchParameters.alternatives(identifiers)
                        .map(tokens -> tokens.stream()
                                .map(SearchParameters::identifier)
                                .toList())
                        .toList(),
                Stream.concat(SearchParameters.alternatives(patients), SearchParameters.alternatives(subjects))
                        .map(references -> patientIds(references, request.getFhirServerBase()))
                        .toList(),
                SearchPaging.count(count),
                SearchPaging.offset(offset))));
    }

    private static Set<String> uids(List<TokenParam> ids) {
        return ids.stream().map(TokenParam::getValue).collect(toSet());
    }

    private Set<Long> patientIds(List<ReferenceParam> references, String ownBase) {
        return references.stream()
                .flatMap(reference -> patientIds(reference, ownBase))
                .collect(toSet());
    }

    private Stream<Long> patientIds(ReferenceParam reference, String ownBase) {
        if (Patient.SP_IDENTIFIER.equals(reference.getChain())) {
            TokenParam token = reference.toTokenParam(null);
            List<IdentifierToken> number = List.of(SearchParameters.identifier(token));
            return publication.patients(number).stream().map(Patient::getIdPart).map(Long::valueOf);
        }
        boolean isPatient = reference.getResourceType() == null
                || reference.getResourceType().equals("Patient");
        // another server's Patient/5 is another person
        boolean isHere =
                reference.getBaseUrl() == null || reference.getBaseUrl().equals(ownBase);
        return isPatient && isHere ? PatientProvider.key(reference.getIdPart()).stream() : Stream.empty();
    }
}
