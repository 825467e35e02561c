/**
 * DICOM over the network: the upper layer of PS3.8, the message exchange of PS3.7, and the retrieve logic of PS3.4, as
 * requestor and acceptor, SCU and SCP. {@link ua.vuzol.dicom.net.DicomNetwork} opens {@link ua.vuzol.dicom.net.Association
 * associations} and {@link ua.vuzol.dicom.net.Acceptor listens} for them; {@link ua.vuzol.dicom.net.Services} are what an
 * application entity performs. Every wait has a limit, objects pass as streams, and a peer's error costs that peer alone.
 */
package ua.vuzol.dicom.net;
