/** Patients and the identifiers by which the hospital, the MIS and the state know them; the HL7 messages that tell of them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"text", "mapping", "hl7"})
package ua.vuzol.registry;
