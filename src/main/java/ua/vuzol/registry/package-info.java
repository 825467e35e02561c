/** Patients and the identifiers by which the hospital, the MIS and the state know them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"text", "journey"})
package ua.vuzol.registry;
