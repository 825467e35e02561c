package ua.vuzol.intake.convert;

import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomDate;
import ua.vuzol.dicom.data.DicomDateTime;
import ua.vuzol.dicom.data.DicomTime;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.intake.UnreadableInputException;

/**
 * Looks whether every DA, TM and DT is one moment of the calendar (PS3.5 6.2). Digits are not enough: 20240230 is no day, and a
 * range stands in queries only.
 */
final class CalendarValues {
    private CalendarValues() {}

    /** @throws UnreadableInputException naming the first value that is no date or time, also within sequences */
    static void check(DataSet dataSet) {
        for (Element element : dataSet) {
            if (element.vr() == VR.SQ) {
                dataSet.items(element.tag()).forEach(CalendarValues::check);
            } else if (element.vr() == VR.DA || element.vr() == VR.TM || element.vr() == VR.DT) {
                element.strings().stream()
                        .filter(value -> !value.isEmpty() && !isReal(element.vr(), value))
                        .findFirst()
                        .ifPresent(value -> {
                            throw refusal(element, value);
                        });
            }
        }
    }

    private static UnreadableInputException refusal(Element element, String value) {
        String kind = element.vr() == VR.TM ? "time" : "date";
        return new UnreadableInputException("The value \"" + value + "\" for " + Tag.describe(element.tag())
                + " is no " + kind + " that exists; if the device writes it in another form, name that with " + kind
                + ": in the profile.");
    }

    private static boolean isReal(VR vr, String value) {
        return switch (vr) {
            case DA -> DicomDate.of(value).filter(DicomDate::isStandard).isPresent();
            case TM -> DicomTime.of(value).filter(DicomTime::isStandard).isPresent();
            default -> DicomDateTime.of(value).isPresent();
        };
    }
}
