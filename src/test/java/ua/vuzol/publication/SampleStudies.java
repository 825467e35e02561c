package ua.vuzol.publication;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import ua.vuzol.archive.Study;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;

/** Studies for tests, as the catalogue would tell them. */
public final class SampleStudies {
    public static final String UID = "1.2.826.0.1.3680043.8.498.1";

    private SampleStudies() {}

    /** Two series: a radiograph of the chest, and a second series that leaves out all that may be left out. */
    public static Study radiograph() {
        return new Study(
                UID,
                taras(),
                Optional.of(LocalDate.of(2026, 3, 18)),
                Optional.of(LocalTime.of(10, 15)),
                Optional.empty(),
                Optional.of("A123"),
                Optional.empty(),
                Optional.of("17"),
                Optional.of("Рентгенографія ОГК"),
                Optional.of("Лікаренко^Олена^Іванівна"),
                Optional.of("Міська лікарня №1"),
                Instant.parse("2026-03-18T08:20:00Z"),
                Instant.parse("2026-03-18T08:21:30.250Z"),
                true,
                List.of(chest(), bare()));
    }

    public static Patient taras() {
        return new Patient(
                5,
                new PatientId("P-0042", ""),
                "Шевченко^Тарас^Григорович",
                Optional.of("Shevchenko^Taras^Hryhorovych"),
                Optional.of(LocalDate.of(1948, 2, 28)),
                Optional.of("M"),
                List.of(new PatientId("1759013776", "RNOKPP"), new PatientId("19480228-00013", "UNZR")));
    }

    public static Study at(Optional<LocalDate> date, Optional<LocalTime> time, Optional<ZoneOffset> offset) {
        Study study = radiograph();
        return new Study(
                study.uid(),
                study.patient(),
                date,
                time,
                offset,
                study.accession(),
                study.accessionIssuer(),
                study.studyId(),
                study.description(),
                study.referringName(),
                study.institution(),
                study.createdAt(),
                study.updatedAt(),
                study.complete(),
                study.series());
    }

    public static Study of(String uid, Patient patient, String description) {
        return new Study(
                uid,
                patient,
                Optional.of(LocalDate.of(2026, 11, 2)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(description),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-02T08:00:00Z"),
                Instant.parse("2026-11-02T08:00:00Z"),
                false,
                List.of(bare()));
    }

    private static Study.Series chest() {
        return new Study.Series(
                UID + ".1",
                Optional.of(1),
                "CR",
                Optional.of("Пряма проекція"),
                Optional.of("CHEST"),
                Optional.of("B"),
                Optional.of(LocalDate.of(2026, 3, 18)),
                Optional.of(LocalTime.of(10, 16, 2, 500_000_000)),
                Optional.of("Рентгенова^Марія"),
                Optional.of("Лаборант^Іван\\Лаборант^Петро"),
                List.of(
                        instance(UID + ".1.1", Optional.of(1), "1.2.840.10008.5.1.4.1.1.1"),
                        instance(UID + ".1.2", Optional.of(2), "1.2.840.10008.5.1.4.1.1.1")));
    }

    private static Study.Series bare() {
        return new Study.Series(
                UID + ".2",
                Optional.of(-1),
                "OT",
                Optional.empty(),
                Optional.of("незрозуміло"),
                Optional.of("U"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(instance(UID + ".2.1", Optional.of(-7), "1.2.840.10008.5.1.4.1.1.7")));
    }

    private static Study.Instance instance(String uid, Optional<Integer> number, String sopClass) {
        return new Study.Instance(
                uid,
                number,
                sopClass,
                "1.2.840.10008.1.2.1",
                number.filter(n -> n == 1).map(n -> "ORIGINAL\\PRIMARY\\"),
                1,
                "0".repeat(64),
                1024);
    }
}
