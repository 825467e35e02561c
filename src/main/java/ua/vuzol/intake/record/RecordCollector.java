package ua.vuzol.intake.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ua.vuzol.intake.UnreadableInputException;

/** Gathers the records of one file and keeps them within the limits. */
final class RecordCollector {
    /** A field costs memory beside its characters: about a hundred bytes, as many as 48 characters. */
    private static final int FIELD_COST = 48;

    private final SidecarLimits limits;
    private final List<DeviceRecord> records = new ArrayList<>();
    private Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private long size;

    RecordCollector(SidecarLimits limits) {
        this.limits = limits;
    }

    SidecarLimits limits() {
        return limits;
    }

    /** Adds a field to the record being read; a name that comes again gets {@code .2}, {@code .3} and so on. */
    void field(String name, CharSequence value) {
        checkLength(name.length());
        checkLength(value.length());
        size += name.length() + value.length() + FIELD_COST;
        if (size > limits.fileBytes()) {
            throw new UnreadableInputException("The fields of all records together exceed " + limits.fileBytes()
                    + " characters, " + FIELD_COST + " counted for each field besides its own; split the file.");
        }
        String unique = name;
        while (fields.containsKey(unique)) {
            unique = name + "." + (1 + repeats.merge(name, 1, Integer::sum));
        }
        fields.put(unique, value.toString());
    }

    void checkLength(int length) {
        if (length > limits.fieldCharacters()) {
            throw new UnreadableInputException("A field of record " + (records.size() + 1) + " is longer than "
                    + limits.fieldCharacters()
                    + " characters; check that the profile's sidecar format fits this file.");
        }
    }

    void endRecord() {
        if (records.size() == limits.records()) {
            throw new UnreadableInputException("The file holds more than " + limits.records() + " records; split it.");
        }
        records.add(new DeviceRecord(fields));
        fields = new LinkedHashMap<>();
        repeats.clear();
    }

    int count() {
        return records.size();
    }

    List<DeviceRecord> records() {
        return List.copyOf(records);
    }
}
