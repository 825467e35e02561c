package ua.vuzol.web;

import ca.uhn.fhir.model.api.annotation.Description;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.RequiredParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;
import ua.vuzol.publication.Page;
import ua.vuzol.publication.Publication;

/** Patient over FHIR REST. Nobody can list all people: a search needs a number. */
@Component
class PatientProvider implements IResourceProvider {
    private static final Pattern KEY = Pattern.compile("[1-9]\\d{0,17}");

    private final Publication publication;

    PatientProvider(Publication publication) {
        this.publication = publication;
    }

    /** The registry's key that a logical id stands for; absent if it cannot be one. */
    static Optional<Long> key(String id) {
        return Optional.ofNullable(id)
                .filter(text -> KEY.matcher(text).matches())
                .map(Long::valueOf);
    }

    @Override
    public Class<Patient> getResourceType() {
        return Patient.class;
    }

    @Read
    public Patient read(@IdParam IdType id) {
        return key(id.getIdPart())
                .flatMap(publication::patient)
                .orElseThrow(() -> new ResourceNotFoundException("The registry has no patient with this id."));
    }

    @Search
    public IBundleProvider search(
            @Description("A number of the patient's, by its system or any") @RequiredParam(name = Patient.SP_IDENTIFIER)
                    TokenOrListParam identifiers,
            @Count Integer count,
            @Offset Integer offset,
            RequestDetails request) {
        SearchParameters.requireSupported(request);
        List<Patient> found = publication.patients(identifiers.getValuesAsQueryTokens().stream()
                .map(SearchParameters::identifier)
                .toList());
        List<Patient> page = found.stream()
                .skip(SearchPaging.offset(offset))
                .limit(SearchPaging.count(count))
                .toList();
        return SearchPaging.bundle(new Page<>(page, found.size()));
    }
}
