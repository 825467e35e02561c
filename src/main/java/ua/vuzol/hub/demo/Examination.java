package ua.vuzol.hub.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What a device is told of an examination.
 *
 * @param number that the device counts up; it is in the file names
 * @param at by the clock on the wall in Kyiv
 */
public record Examination(int number, Patient patient, LocalDateTime at) {
    private static final List<String> FAMILY_NAMES =
            List.of("Гаєвич", "Коваленко", "Щербуха", "Троць", "Їжакевич", "Решетило", "Мар'яненко", "Ґалаґан");
    private static final List<String> MALE_NAMES =
            List.of("Андрій", "Юрій", "Лук'ян", "Богдан", "Єгор", "Зиновій", "Ярослав");
    private static final List<String> FEMALE_NAMES =
            List.of("Ґалина", "Софія", "Наталія", "Уляна", "Христина", "Їванна", "Соломія");
    private static final List<String> FATHERS = List.of("Юрі", "Василь", "Андрі", "Сергі", "Григор", "Олексі");

    /** Somebody's examination, always the same for a number; another number is another patient. */
    public static Examination invented(int number) {
        Patient.Sex sex = number % 2 == 0 ? Patient.Sex.FEMALE : Patient.Sex.MALE;
        boolean male = sex == Patient.Sex.MALE;
        String father = pick(FATHERS, number / 3);
        String patronymic =
                father.endsWith("і") ? father + (male ? "йович" : "ївна") : father + (male ? "ович" : "івна");
        Patient patient = new Patient(
                String.valueOf(10_000 + number),
                pick(FAMILY_NAMES, number),
                pick(male ? MALE_NAMES : FEMALE_NAMES, number / 2),
                patronymic,
                LocalDate.of(1940, 1, 1).plusDays(37L * number % 25_000),
                sex);
        return new Examination(
                number, patient, LocalDateTime.of(2026, 3, 12, 8, 0).plusMinutes(number));
    }

    private static String pick(List<String> names, int number) {
        return names.get(Math.floorMod(number, names.size()));
    }
}
