package ua.vuzol.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.util.StringHelper;

/** The parameters a kamelet takes, as its {@code spec.definition} declares them. */
record KameletContract(Map<String, JsonNode> parameters, Set<String> required) {

    static KameletContract of(RouteFile kamelet) {
        JsonNode definition = kamelet.yaml().root().at("/spec/definition");
        Map<String, JsonNode> parameters = new TreeMap<>();
        definition.path("properties").properties().forEach(p -> parameters.put(name(p.getKey()), p.getValue()));
        Set<String> required = new LinkedHashSet<>();
        definition.path("required").forEach(entry -> required.add(name(entry.asText())));
        return new KameletContract(parameters, required);
    }

    /** Required parameters without a default that are not among {@code given}. */
    Set<String> missing(Set<String> given) {
        Set<String> names = given.stream().map(KameletContract::name).collect(Collectors.toSet());
        return required.stream()
                .filter(name -> !names.contains(name))
                .filter(name ->
                        !parameters.containsKey(name) || !parameters.get(name).has("default"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Set<String> names() {
        return parameters.keySet();
    }

    JsonNode parameter(String parameter) {
        return parameters.get(name(parameter));
    }

    boolean takes(String parameter) {
        return parameters.containsKey(name(parameter));
    }

    /** Camel takes {@code quiet-period} and {@code quietPeriod} for the same parameter. */
    private static String name(String parameter) {
        return StringHelper.dashToCamelCase(parameter);
    }
}
