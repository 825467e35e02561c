/**
 * The room of HL7 v2: takes messages over MLLP, decodes them whatever the sender says of its encoding, keeps each as it came,
 * has the rooms above do what it says in the same transaction, and answers. Sends messages to partners until they are accepted.
 * {@link ua.vuzol.hl7.Hl7} is the facade for routes; rooms take part by {@link ua.vuzol.hl7.MessageHandler} and send by
 * {@link ua.vuzol.hl7.Outbound}.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"mapping", "text"})
package ua.vuzol.hl7;
