package ua.vuzol.archive;

import ua.vuzol.dicom.data.DataSet;

/**
 * The answer to a request for storage commitment, to be sent by N-EVENT-REPORT (PS3.4 J.3.3).
 *
 * @param node where the one who asked listens, as AET@HOST:PORT; a host that does not exist where that is not known, so that
 *     only the association is left that the request came by
 * @param callingAe the AE title that was asked
 * @param associationId of the association that the request came by
 * @param eventType 1 if all objects are safe, 2 if some are not
 * @param information Transaction UID, Referenced SOP Sequence and Failed SOP Sequence
 */
public record CommitmentReport(
        String node, String callingAe, String associationId, int eventType, DataSet information) {}
