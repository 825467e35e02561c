package ua.vuzol.archive;

import ua.vuzol.registry.Patient;

/** Whose a study is; two studies' persons without a number are two persons. */
record PatientOf(String issuer, String pid) {

    static PatientOf of(Patient patient) {
        return new PatientOf(patient.pid().issuer(), patient.pid().value());
    }
}
