package ua.vuzol.registry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The check digits of Ukrainian identifiers. The national system does not enforce them and foreigners' numbers may tell
 * another birth date, so a failure is a warning for a person, never a reason to refuse a patient.
 */
public final class UkrainianIdentifiers {

    /** The sex that a number tells. */
    public enum Sex {
        MALE,
        FEMALE
    }

    /** What a taxpayer number (РНОКПП) tells of its bearer. */
    public record TaxpayerNumber(LocalDate birthDate, Sex sex) {}

    /** The number one stands for the first day of 1900. */
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 31);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern RNOKPP = Pattern.compile("[0-9]{10}");
    private static final Pattern UNZR = Pattern.compile("[0-9]{8}-[0-9]{5}");
    private static final Pattern EDRPOU = Pattern.compile("[0-9]{8}");

    private static final int[] RNOKPP_WEIGHTS = {-1, 5, 7, 9, 4, 6, 10, 5, 7};
    private static final int[] UNZR_WEIGHTS = {7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1};
    private static final int[] EDRPOU_WEIGHTS = {1, 2, 3, 4, 5, 6, 7};
    private static final int[] EDRPOU_MIDDLE_WEIGHTS = {7, 1, 2, 3, 4, 5, 6};

    private UkrainianIdentifiers() {}

    /**
     * Registration number of a taxpayer's account card: ten digits, of which five count the days to birth, the ninth tells the
     * sex and the tenth checks.
     *
     * @return what the number tells; empty if it is not valid
     */
    public static Optional<TaxpayerNumber> rnokpp(String number) {
        if (!RNOKPP.matcher(number).matches() || number.equals("0000000000")) {
            return Optional.empty();
        }
        int check = Math.floorMod(weightedSum(number, RNOKPP_WEIGHTS), 11) % 10;
        if (check != digit(number, 9)) {
            return Optional.empty();
        }
        LocalDate birthDate = DAY_ZERO.plusDays(Integer.parseInt(number.substring(0, 5)));
        return Optional.of(new TaxpayerNumber(birthDate, digit(number, 8) % 2 == 1 ? Sex.MALE : Sex.FEMALE));
    }

    /**
     * Number in the Unified State Demographic Register: YYYYMMDD-NNNNN, checked as the machine-readable zone of passports is
     * (ICAO Doc 9303 part 3, 4.9).
     *
     * @return the birth date; empty if the number is not valid
     */
    public static Optional<LocalDate> unzr(String number) {
        if (!UNZR.matcher(number).matches() || number.startsWith("0000", 9)) {
            return Optional.empty();
        }
        String digits = number.replace("-", "");
        if (weightedSum(digits, UNZR_WEIGHTS) % 10 != digit(digits, 12)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(digits.substring(0, 8), DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether this is a legal entity's code (ЄДРПОУ): eight digits, of which leading zeros count and the last one checks. */
    public static boolean isEdrpou(String code) {
        if (!EDRPOU.matcher(code).matches() || code.equals("00000000")) {
            return false;
        }
        int number = Integer.parseInt(code);
        int[] weights = number >= 30_000_000 && number <= 60_000_000 ? EDRPOU_MIDDLE_WEIGHTS : EDRPOU_WEIGHTS;
        int check = weightedSum(code, weights) % 11;
        if (check == 10) {
            check = secondPass(code, weights) % 11 % 10;
        }
        return check == digit(code, 7);
    }

    /** Where the first sum leaves ten, every weight is two more. */
    private static int secondPass(String code, int[] weights) {
        int[] heavier = weights.clone();
        for (int i = 0; i < heavier.length; i++) {
            heavier[i] += 2;
        }
        return weightedSum(code, heavier);
    }

    private static int weightedSum(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * digit(digits, i);
        }
        return sum;
    }

    private static int digit(String digits, int at) {
        return digits.charAt(at) - '0';
    }
}
