package ua.vuzol.camel.dicom;

import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.Status;

/**
 * What a peer reports over an association that a producer requested (PS3.4 J.3.3) goes to the commitment consumer under the
 * AE title that the producer calls itself.
 */
final class EventReports implements NormalizedService {

    private final DicomComponent component;

    EventReports(DicomComponent component) {
        this.component = component;
    }

    @Override
    public Result perform(NormalizedRequest request, Association association) {
        DicomConsumer consumer = component
                .listeners()
                .consumer(association.callingAeTitle(), DicomService.COMMITMENT)
                .orElseThrow(() -> new DimseException(Status.NO_SUCH_SOP_INSTANCE));
        return new NormalizedExchange(consumer, AcceptedAssociations.Facts.of("", association))
                .perform(request, association);
    }
}
