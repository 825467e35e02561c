/**
 * The Camel component {@code dicom:}. Consumers, {@code dicom:scp/AET@host:port/service}, perform a DICOM service for peers, and
 * those of one address share a listener; producers, {@code dicom:scu/AET@host:port/service}, ask a peer, over associations that
 * they share. What an exchange comes to decides the status that a peer is answered with, and what a peer answers decides the
 * type of exception that a route sees. The network itself is {@link ua.vuzol.dicom.net}'s.
 */
package ua.vuzol.camel.dicom;
