package ua.vuzol.hub.demo;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** An invented patient. */
public record Patient(
        String card, String familyName, String givenName, String patronymic, LocalDate birthDate, Sex sex) {

    private static final LocalDate RNOKPP_EPOCH = LocalDate.of(1899, 12, 31);
    private static final int[] RNOKPP_WEIGHTS = {-1, 5, 7, 9, 4, 6, 10, 5, 7};

    /** Which letter means it differs from device to device. */
    public enum Sex {
        MALE,
        FEMALE
    }

    String fullName() {
        return familyName + " " + givenName + " " + patronymic;
    }

    /**
     * A tax number (РНОКПП) that agrees with birth date and sex: the days since 31.12.1899, four more digits of which the last is odd
     * for men, and the check digit.
     */
    public String rnokpp() {
        long days = ChronoUnit.DAYS.between(RNOKPP_EPOCH, birthDate);
        int serial = Math.floorMod(fullName().hashCode(), 1000);
        int sexDigit = sex == Sex.MALE ? 7 : 4;
        return withCheckDigit("%05d%03d%d".formatted(days, serial, sexDigit));
    }

    static String withCheckDigit(String nineDigits) {
        int sum = 0;
        for (int i = 0; i < RNOKPP_WEIGHTS.length; i++) {
            sum += RNOKPP_WEIGHTS[i] * (nineDigits.charAt(i) - '0');
        }
        return nineDigits + Math.floorMod(sum, 11) % 10;
    }
}
