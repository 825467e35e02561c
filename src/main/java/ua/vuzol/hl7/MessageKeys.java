package ua.vuzol.hl7;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Patients and orders of a message, by which messages of one group are kept apart. */
final class MessageKeys {
    private MessageKeys() {}

    static Set<String> of(List<Hl7Segment> segments) {
        Set<String> keys = new HashSet<>();
        for (Hl7Segment segment : segments) {
            switch (segment.name()) {
                case "PID" -> addAll(keys, "patient ", segment, 3);
                case "MRG" -> addAll(keys, "patient ", segment, 1);
                case "ORC", "OBR" -> {
                    addAll(keys, "order ", segment, 2);
                    addAll(keys, "order ", segment, 3);
                }
                default -> {
                    // others name neither
                }
            }
        }
        return keys;
    }

    /** Merges concern whatever has to do with either patient; without PID-3 nobody knows whom it concerns. */
    static boolean standAlone(List<Hl7Segment> segments) {
        return segments.stream().anyMatch(segment -> segment.name().equals("MRG"))
                || segments.stream()
                        .filter(segment -> segment.name().equals("PID"))
                        .allMatch(segment -> segment.text(3).isEmpty());
    }

    private static void addAll(Set<String> keys, String kind, Hl7Segment segment, int field) {
        for (int repetition = 0; repetition < segment.repetitions(field); repetition++) {
            segment.text(field, repetition, 1).ifPresent(text -> keys.add(kind + text));
        }
    }
}
