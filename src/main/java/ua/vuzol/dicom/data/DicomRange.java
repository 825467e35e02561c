package ua.vuzol.dicom.data;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a query asks for in a DA, TM or DT element (PS3.4 C.2.2.2.5), in the text it was written with: {@code a-b}, {@code a-}
 * or {@code -b}, both ends included; for a single value both ends are that value.
 *
 * @param from the first moment asked for, empty for all from the beginning
 * @param to the last moment asked for, empty for all to the end
 * @param <T> {@link DicomDate}, {@link DicomTime} or {@link DicomDateTime}
 */
public record DicomRange<T>(String text, Optional<T> from, Optional<T> to) {

    /** The range of dates that the text is, without padding; empty if it is none. */
    public static Optional<DicomRange<DicomDate>> ofDates(String text) {
        return of(text, DicomDate::of);
    }

    /** The range of times of day that the text is; empty if it is none. The end may lie before the start, over midnight. */
    public static Optional<DicomRange<DicomTime>> ofTimes(String text) {
        return of(text, DicomTime::of);
    }

    /**
     * The range of dates and times that the text is; empty if it is none. A hyphen that can begin an offset from UTC (-1200 to
     * -0001) does so: {@code 2026-0500} is a year in that zone.
     */
    public static Optional<DicomRange<DicomDateTime>> ofDateTimes(String text) {
        return of(text, end -> DicomDateTime.of(end).filter(DicomDateTime::isStandard));
    }

    private static <T> Optional<DicomRange<T>> of(String text, Function<String, Optional<T>> parse) {
        Optional<T> single = parse.apply(text);
        if (single.isPresent()) {
            return Optional.of(new DicomRange<>(text, single, single));
        }
        for (int hyphen = text.indexOf('-'); hyphen >= 0; hyphen = text.indexOf('-', hyphen + 1)) {
            String before = text.substring(0, hyphen).strip();
            String after = text.substring(hyphen + 1).strip();
            Optional<T> from = parse.apply(before);
            Optional<T> to = parse.apply(after);
            boolean ends = (from.isPresent() || before.isEmpty()) && (to.isPresent() || after.isEmpty());
            if (ends && (from.isPresent() || to.isPresent())) {
                return Optional.of(new DicomRange<>(text, from, to));
            }
        }
        return Optional.empty();
    }

    /** Whether both ends are the same, as for a single value. */
    public boolean isSingle() {
        return from.isPresent() && from.equals(to);
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return text;
    }
}
