package ua.vuzol.registry;

/**
 * A person has another Patient ID; the record and its key stay. Published in the transaction of the change, before
 * {@link PatientsUpdated}.
 *
 * @param id the registry's key
 * @param before the Patient ID until now, which is still understood
 */
public record PatientRenumbered(long id, PatientId before) {}
