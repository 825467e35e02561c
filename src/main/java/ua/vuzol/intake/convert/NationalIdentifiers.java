package ua.vuzol.intake.convert;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomDate;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.registry.UkrainianIdentifiers;

/**
 * Looks at the check digits of Ukrainian numbers, which a data set marks by their issuer: RNOKPP (tax number) and UNZR (number
 * in the demographic register). A number that fails is only remarked on: the state itself does not enforce the digits.
 */
final class NationalIdentifiers {
    private static final String RNOKPP = "RNOKPP";
    private static final String UNZR = "UNZR";

    private NationalIdentifiers() {}

    static List<String> remarks(DataSet header) {
        List<String> remarks = new ArrayList<>();
        Optional<LocalDate> birth = header.date(Tag.PatientBirthDate).map(DicomDate::toLocalDate);
        Stream.concat(Stream.of(header), header.items(Tag.OtherPatientIDsSequence).stream())
                .forEach(item -> {
                    String number = item.string(Tag.PatientID).orElse("");
                    switch (item.string(Tag.IssuerOfPatientID).orElse("")) {
                        case RNOKPP -> remarks.addAll(taxNumber(number, birth, header.string(Tag.PatientSex)));
                        case UNZR -> remarks.addAll(registerNumber(number, birth));
                        default -> {
                            // A number of the hospital has no check digit that could be known here.
                        }
                    }
                });
        return remarks.stream().distinct().toList();
    }

    private static List<String> taxNumber(String number, Optional<LocalDate> birth, Optional<String> sex) {
        Optional<UkrainianIdentifiers.TaxpayerNumber> tells = UkrainianIdentifiers.rnokpp(number);
        if (tells.isEmpty()) {
            return List.of("The tax number (РНОКПП) of the patient fails its check digit.");
        }
        List<String> remarks = new ArrayList<>();
        if (birth.filter(date -> !date.equals(tells.get().birthDate())).isPresent()) {
            remarks.add("The tax number (РНОКПП) of the patient tells another birth date.");
        }
        String told = tells.get().sex() == UkrainianIdentifiers.Sex.MALE ? "M" : "F";
        if (sex.filter(letter -> !letter.equals(told)).isPresent()) {
            remarks.add("The tax number (РНОКПП) of the patient tells another sex.");
        }
        return remarks;
    }

    private static List<String> registerNumber(String number, Optional<LocalDate> birth) {
        Optional<LocalDate> tells = UkrainianIdentifiers.unzr(number);
        if (tells.isEmpty()) {
            return List.of("The register number (УНЗР) of the patient fails its check digit.");
        }
        return birth.filter(date -> !date.equals(tells.get())).isPresent()
                ? List.of("The register number (УНЗР) of the patient tells another birth date.")
                : List.of();
    }
}
