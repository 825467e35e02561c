package ua.vuzol.web;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import ua.vuzol.publication.Page;

/**
 * Bounds and makes the pages of a search. HAPI takes the wanted size from the request when it makes the links, so the bound is set
 * there; the self link then shows the size that was used (R4 3.1.1.5.8).
 */
@Interceptor
class SearchPaging {
    static final int DEFAULT_COUNT = 50;
    static final int MAX_COUNT = 200;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** A value that is no number stays as it is: HAPI refuses it when it reads the parameter. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void bound(RequestDetails request) {
        String[] counts = request.getParameters().getOrDefault(Constants.PARAM_COUNT, new String[0]);
        if (counts.length != 1 || !NUMBER.matcher(counts[0]).matches()) {
            return;
        }
        BigInteger count = new BigInteger(counts[0]);
        if (count.signum() == 0) {
            // R4 3.1.1.5.8: the same as _summary=count
            request.removeParameter(Constants.PARAM_COUNT);
            request.addParameter(Constants.PARAM_SUMMARY, new String[] {"count"});
        } else if (count.compareTo(BigInteger.valueOf(MAX_COUNT)) > 0) {
            request.addParameter(Constants.PARAM_COUNT, new String[] {Integer.toString(MAX_COUNT)});
        }
    }

    /** How many matches a page is to have. */
    static int count(Integer parameter) {
        return notNegative(Constants.PARAM_COUNT, parameter, DEFAULT_COUNT);
    }

    /** How many matches come before the page. */
    static int offset(Integer parameter) {
        return notNegative(Constants.PARAM_OFFSET, parameter, 0);
    }

    /** One page as HAPI wants it: the matches of the page, the total of the search. */
    static IBundleProvider bundle(Page<? extends IBaseResource> page) {
        page.matches()
                .forEach(
                        match -> ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(match, BundleEntrySearchModeEnum.MATCH));
        return new SimpleBundleProvider(List.copyOf(page.matches())).setSize(page.total());
    }

    private static int notNegative(String name, Integer parameter, int otherwise) {
        if (parameter == null) {
            return otherwise;
        }
        if (parameter < 0) {
            throw new InvalidRequestException(name + " must not be negative.");
        }
        return parameter;
    }
}
