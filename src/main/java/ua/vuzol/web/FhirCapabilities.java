package ua.vuzol.web;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;

/** HAPI promises in its generated statement what it could do with more providers; only what is there stays. */
@Interceptor
class FhirCapabilities {

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void onlyWhatIsThere(IBaseConformance generated) {
        CapabilityStatement statement = (CapabilityStatement) generated;
        statement.setName("Vuzol").setPublisher("The hospital that runs this hub");
        List<CapabilityStatementRestResourceComponent> resources =
                statement.getRestFirstRep().getResource();
        resources.removeIf(resource -> resource.getType().equals("OperationDefinition"));
        resources.forEach(resource -> {
            resource.setSearchRevInclude(List.of());
            resource.getSearchInclude().removeIf(include -> include.getValue().equals("*"));
        });
    }
}
