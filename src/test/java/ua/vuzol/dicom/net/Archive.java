package ua.vuzol.dicom.net;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;

/** Objects that can be found and retrieved by SOP Instance UID, all of them where none is named. */
public final class Archive {

    private final List<? extends StoreSource> objects;
    private final Map<String, NodeAddress> destinations = new HashMap<>();

    public Archive(List<? extends StoreSource> objects) {
        this.objects = objects;
    }

    /** Makes a node known as a move destination by its AE title. */
    public Archive knows(NodeAddress destination) {
        destinations.put(destination.aeTitle(), destination);
        return this;
    }

    public Services.Builder services() {
        return Services.builder()
                .find(
                        query -> Matches.of(
                                matching(query).stream().map(object -> TestObjects.match(object.sopInstanceUid()))),
                        SopClass.PatientRootQueryRetrieveInformationModelFind,
                        SopClass.StudyRootQueryRetrieveInformationModelFind)
                .get(
                        this::matching,
                        SopClass.PatientRootQueryRetrieveInformationModelGet,
                        SopClass.StudyRootQueryRetrieveInformationModelGet)
                .move(
                        this::move,
                        SopClass.PatientRootQueryRetrieveInformationModelMove,
                        SopClass.StudyRootQueryRetrieveInformationModelMove);
    }

    private List<? extends StoreSource> matching(QueryRequest query) {
        List<String> wanted = query.identifier().strings(Tag.SOPInstanceUID);
        return objects.stream()
                .filter(object -> wanted.isEmpty() || wanted.contains(object.sopInstanceUid()))
                .toList();
    }

    private MoveService.Move move(QueryRequest query, String destination) {
        NodeAddress node = Optional.ofNullable(destinations.get(destination))
                .orElseThrow(() -> new DimseException(Status.MOVE_DESTINATION_UNKNOWN));
        return new MoveService.Move(node, TestNode.AE_TITLE, Timeouts.defaults(), matching(query));
    }
}
