package ua.vuzol.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ua.vuzol.registry.UkrainianIdentifiers.Sex;
import ua.vuzol.registry.UkrainianIdentifiers.TaxpayerNumber;
import ua.vuzol.text.Text;

/**
 * What looks wrong with the record of a person. It is only told: the national system does not enforce check digits, and the
 * numbers of foreigners may tell another birth date.
 */
final class Warnings {
    private final Text text;

    Warnings(Text text) {
        this.text = text;
    }

    List<String> of(Patient patient) {
        List<String> warnings = new ArrayList<>();
        Stream.concat(Stream.of(patient.pid()), patient.otherIds().stream())
                .forEach(number -> warnings.addAll(of(number, patient)));
        if (text.fold(patient.name()).changed()) {
            warnings.add("The name has letters of both scripts that only look alike.");
        }
        return warnings;
    }

    private static List<String> of(PatientId number, Patient patient) {
        IdentifierKind kind = IdentifierKind.of(number);
        if (!IdentifierForms.isOf(kind, number.value())) {
            return List.of("%s has not the form of such a number.".formatted(kind));
        }
        return switch (kind) {
            case RNOKPP -> UkrainianIdentifiers.rnokpp(number.value())
                    .map(told -> taxpayer(told, patient))
                    .orElseGet(() -> wrongCheckDigit(kind));
            case UNZR -> UkrainianIdentifiers.unzr(number.value())
                    .map(told -> birthDate(kind, told, patient))
                    .orElseGet(() -> wrongCheckDigit(kind));
            case MIS, PASSPORT, ID_CARD -> List.of();
        };
    }

    private static List<String> wrongCheckDigit(IdentifierKind kind) {
        return List.of("%s has a wrong check digit.".formatted(kind));
    }

    private static List<String> taxpayer(TaxpayerNumber told, Patient patient) {
        List<String> warnings = new ArrayList<>(birthDate(IdentifierKind.RNOKPP, told.birthDate(), patient));
        Optional<String> sex = patient.sex().filter(known -> !known.equals(told.sex() == Sex.MALE ? "M" : "F"));
        sex.ifPresent(known -> warnings.add("RNOKPP tells another sex."));
        return warnings;
    }

    private static List<String> birthDate(IdentifierKind kind, LocalDate told, Patient patient) {
        return patient.birthDate().filter(known -> !known.equals(told)).isPresent()
                ? List.of("%s tells another birth date.".formatted(kind))
                : List.of();
    }
}
