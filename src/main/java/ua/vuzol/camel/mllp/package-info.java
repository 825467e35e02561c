/**
 * MLLP for {@code netty:} endpoints: the frames of HL7 v2 (Transport Specification: MLLP, release 1) as byte arrays both ways. The
 * beans {@code mllp} (for listeners) and {@code mllpClient} are named by routes as decoders.
 */
package ua.vuzol.camel.mllp;
