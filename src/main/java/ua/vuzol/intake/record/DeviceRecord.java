package ua.vuzol.intake.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One examination as a device wrote it down: field names and values as text, in the order of the file. */
public record DeviceRecord(Map<String, String> fields) {

    public DeviceRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The trimmed value of a field whatever the case of its name; a blank value is an absent one. */
    public Optional<String> field(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return fields.entrySet().stream()
                .filter(field -> field.getKey().strip().toLowerCase(Locale.ROOT).equals(wanted))
                .map(field -> field.getValue().strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Values may be patient data, so only the names are shown. */
    @Override
    public String toString() {
        return "DeviceRecord" + fields.keySet();
    }
}
