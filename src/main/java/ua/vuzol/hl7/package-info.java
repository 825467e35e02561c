/** HL7 v2 messages. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"text", "mapping"})
package ua.vuzol.hl7;
