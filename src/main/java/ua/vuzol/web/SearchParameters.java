package ua.vuzol.web;

import ca.uhn.fhir.model.api.IQueryParameterAnd;
import ca.uhn.fhir.model.api.IQueryParameterOr;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ua.vuzol.publication.IdentifierToken;

/** Reads the parameters of a search: lists of alternatives, all of which must hold. */
final class SearchParameters {
    /** Parameters about the result that HAPI or a provider honours; it would pass over others in silence. */
    private static final Set<String> RESULT_PARAMETERS =
            Set.of("_id", "_count", "_offset", "_include", "_format", "_pretty", "_summary", "_elements");

    /** The one modifier that changes nothing here: R4 3.1.1.5.6, the type of a reference. */
    private static final Pattern TYPED_REFERENCE = Pattern.compile("(patient|subject):Patient(\\.identifier)?");

    private SearchParameters() {}

    /**
     * A condition that is not understood must not be passed over: the answer would hold what was not asked for.
     *
     * @throws InvalidRequestException naming the first parameter that is not supported, or whose modifier or value is not
     */
    static void requireSupported(RequestDetails request) {
        request.getParameters().forEach((parameter, values) -> {
            String name = parameter.split(":", 2)[0];
            if (name.startsWith("_") && !RESULT_PARAMETERS.contains(name)) {
                throw new InvalidRequestException("The search parameter " + name + " is not supported.");
            }
            if (parameter.contains(":") && !TYPED_REFERENCE.matcher(parameter).matches()) {
                throw new InvalidRequestException("A modifier of " + name + " is not supported.");
            }
            // PostgreSQL has no text that holds U+0000
            if (Arrays.stream(values).anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw new InvalidRequestException("The search parameter " + name + " holds the character U+0000.");
            }
        });
    }

    /** The lists of alternatives; none if the parameter was not given. */
    static <T extends IQueryParameterType, O extends IQueryParameterOr<T>> Stream<List<T>> alternatives(
            IQueryParameterAnd<O> parameter) {
        return parameter == null
                ? Stream.empty()
                : parameter.getValuesAsQueryTokens().stream().map(IQueryParameterOr::getValuesAsQueryTokens);
    }

    /**
     * @throws InvalidRequestException if the token has no value
     */
    static IdentifierToken identifier(TokenParam token) {
        if (token.getValue() == null || token.getValue().isBlank()) {
            throw new InvalidRequestException("An identifier needs a value: system|value or value.");
        }
        return new IdentifierToken(Optional.ofNullable(token.getSystem()), token.getValue());
    }
}
