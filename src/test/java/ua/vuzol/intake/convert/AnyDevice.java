package ua.vuzol.intake.convert;

import java.util.HashMap;
import java.util.Map;

/** A device whose profile has a place for more keys and for the name of an object, and one of its records. */
final class AnyDevice {
    static final String PROFILE =
            """
            title: Any device
            record: {from: file-name}
            %s
            images:
              pattern: '(?<exam>[^_]+)_(?<frame>\\d+)\\.[a-z]+'
            object:
              sopClass: %s
            patient:
              PatientName: {field: NAME, as: name}
              PatientID: {field: ID}
              PatientBirthDate: {field: BORN, date: [dd.MM.yyyy, dd.MM.yy]}
              PatientSex: {field: SEX, as: sex}
              OtherPatientIDsSequence:
                items:
                  - PatientID: {field: TAX}
                    IssuerOfPatientID: RNOKPP
                    TypeOfPatientID: TEXT
            study:
              StudyDate: {field: DATE, date: dd.MM.yyyy}
              StudyTime: {field: TIME, time: "HH:mm", default: "1200"}
              StudyDescription: {field: TEXT}
              PerformingPhysicianName: {field: DOCTOR, as: name, default: ""}
            device:
              Manufacturer: Any
            """;

    private AnyDevice() {}

    /** A good record with these fields changed: name, value, name, value ... */
    static Map<String, String> record(String... changes) {
        Map<String, String> record = new HashMap<>(Map.of(
                "NAME",
                "Мельник Олег Петрович",
                "ID",
                "77",
                "BORN",
                "01.02.1980",
                "SEX",
                "ч",
                "TAX",
                "",
                "DATE",
                "12.03.2026",
                "TIME",
                "09:05",
                "TEXT",
                "ОГК"));
        for (int i = 0; i < changes.length; i += 2) {
            record.put(changes[i], changes[i + 1]);
        }
        return record;
    }
}
