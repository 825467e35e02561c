package ua.vuzol.intake.convert;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomDate;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.intake.UnreadableInputException;

/** What no true examination says: refuses it, or remarks on it when only a clock may be wrong. */
final class Plausibility {
    /** No device is older, and registries write this day for people whose birth date nobody knows. */
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    /** Where a number is not known, people write a dash, a word or zeros, the same for everybody. */
    private static final Pattern NUMBER = Pattern.compile("[1-9]");

    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern("dd.MM.uuuu");

    private Plausibility() {}

    /**
     * @param received the receipt where the device stands
     * @return remarks for a person
     * @throws UnreadableInputException when the patient is not identified or the dates contradict each other
     */
    static List<String> check(DataSet header, ZonedDateTime received) {
        checkIdentified(header);
        LocalDate today = received.toLocalDate();
        Optional<LocalDate> birth = date(header, Tag.PatientBirthDate);
        Optional<LocalDate> study = date(header, Tag.StudyDate);
        study.filter(date -> date.isBefore(EARLIEST)).ifPresent(date -> {
            throw new UnreadableInputException("The study date " + date.format(READABLE)
                    + " lies before 1900, when no device made pictures; look at the form of the date in the profile.");
        });
        birth.ifPresent(date -> {
            if (date.isAfter(today)) {
                throw new UnreadableInputException(
                        "The birth date " + date.format(READABLE) + " is later than the day the files came.");
            }
            if (date.isBefore(EARLIEST)) {
                throw new UnreadableInputException("The birth date " + date.format(READABLE) + " lies before 1900.");
            }
            if (study.filter(date::isAfter).isPresent()) {
                throw new UnreadableInputException(
                        "The study date " + study.get().format(READABLE) + " is earlier than the birth date "
                                + date.format(READABLE) + ".");
            }
        });
        List<String> remarks = new ArrayList<>();
        if (study.filter(date -> date.isAfter(today.plusDays(1))).isPresent()) {
            remarks.add("The study date is later than the day the files came: look at the device's clock.");
        }
        if (header.string(Tag.PatientName).isEmpty()) {
            remarks.add("The metadata has no patient name.");
        }
        remarks.addAll(NationalIdentifiers.remarks(header));
        return remarks;
    }

    private static void checkIdentified(DataSet header) {
        String id = header.string(Tag.PatientID)
                .orElseThrow(() -> new UnreadableInputException(
                        "The metadata has no patient ID, so nothing tells whose images these are."));
        if (!NUMBER.matcher(id).find()) {
            throw new UnreadableInputException("The patient ID \"" + id
                    + "\" has no digit but zeros, so that many patients may share it; write the number of the card.");
        }
    }

    private static Optional<LocalDate> date(DataSet header, int tag) {
        return header.date(tag).map(DicomDate::toLocalDate);
    }
}
