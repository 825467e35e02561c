package ua.vuzol.dicom.net;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ua.vuzol.dicom.data.DataSet;

/**
 * A DIMSE-N request (PS3.7 10), to be sent or as it came in.
 *
 * @param service one of those with N-
 * @param sopClassUid affected or requested
 * @param sopInstanceUid affected or requested; empty where an N-CREATE leaves its choice to the performer
 * @param typeId Event Type ID of an N-EVENT-REPORT, Action Type ID of an N-ACTION
 * @param attributes Attribute Identifier List of an N-GET; empty for all
 * @param dataSet attributes, modifications, event or action information
 */
public record NormalizedRequest(
        Dimse service,
        String sopClassUid,
        String sopInstanceUid,
        OptionalInt typeId,
        List<Integer> attributes,
        Optional<DataSet> dataSet) {

    public NormalizedRequest {
        if (!service.isNormalized()) {
            throw new IllegalArgumentException(service + " is no DIMSE-N service");
        }
        attributes = List.copyOf(attributes);
    }

    public static NormalizedRequest create(String sopClassUid, String sopInstanceUid, DataSet attributes) {
        return new NormalizedRequest(
                Dimse.N_CREATE, sopClassUid, sopInstanceUid, OptionalInt.empty(), List.of(), Optional.of(attributes));
    }

    public static NormalizedRequest set(String sopClassUid, String sopInstanceUid, DataSet modifications) {
        return new NormalizedRequest(
                Dimse.N_SET, sopClassUid, sopInstanceUid, OptionalInt.empty(), List.of(), Optional.of(modifications));
    }

    public static NormalizedRequest get(String sopClassUid, String sopInstanceUid, List<Integer> attributes) {
        return new NormalizedRequest(
                Dimse.N_GET, sopClassUid, sopInstanceUid, OptionalInt.empty(), attributes, Optional.empty());
    }

    public static NormalizedRequest action(
            String sopClassUid, String sopInstanceUid, int actionTypeId, Optional<DataSet> information) {
        return new NormalizedRequest(
                Dimse.N_ACTION, sopClassUid, sopInstanceUid, OptionalInt.of(actionTypeId), List.of(), information);
    }

    public static NormalizedRequest eventReport(
            String sopClassUid, String sopInstanceUid, int eventTypeId, Optional<DataSet> information) {
        return new NormalizedRequest(
                Dimse.N_EVENT_REPORT, sopClassUid, sopInstanceUid, OptionalInt.of(eventTypeId), List.of(), information);
    }

    public static NormalizedRequest delete(String sopClassUid, String sopInstanceUid) {
        return new NormalizedRequest(
                Dimse.N_DELETE, sopClassUid, sopInstanceUid, OptionalInt.empty(), List.of(), Optional.empty());
    }
}
