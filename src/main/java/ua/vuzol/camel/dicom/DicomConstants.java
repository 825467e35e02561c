package ua.vuzol.camel.dicom;

import org.apache.camel.spi.Metadata;

/**
 * The headers of {@code dicom:} endpoints. Nothing that comes over the wire can set any other: names are fixed here, only values
 * come from the peer.
 */
public final class DicomConstants {

    @Metadata(label = "consumer", description = "AE title of who requested the association", javaType = "String")
    public static final String CALLING_AE_TITLE = "CamelDicomCallingAeTitle";

    @Metadata(label = "consumer", description = "AE title that was called", javaType = "String")
    public static final String CALLED_AE_TITLE = "CamelDicomCalledAeTitle";

    @Metadata(
            label = "consumer",
            description = "AE title of the peer, whichever side requested the association",
            javaType = "String")
    public static final String REMOTE_AE_TITLE = "CamelDicomRemoteAeTitle";

    @Metadata(label = "consumer", description = "Network address and port of the peer", javaType = "String")
    public static final String REMOTE_ADDRESS = "CamelDicomRemoteAddress";

    @Metadata(
            description = "Identifies an association that was accepted here, for as long as it is open. A commitment"
                    + " producer reports over it",
            javaType = "String")
    public static final String ASSOCIATION_ID = "CamelDicomAssociationId";

    @Metadata(
            description = "UID of the SOP class. For find, move and get producers: of the information model to ask",
            javaType = "String")
    public static final String SOP_CLASS_UID = "CamelDicomSopClassUid";

    @Metadata(
            description = "UID of the SOP instance. An mpps consumer sets it where the modality left its choice to us",
            javaType = "String")
    public static final String SOP_INSTANCE_UID = "CamelDicomSopInstanceUid";

    @Metadata(
            label = "consumer",
            description = "UID of the transfer syntax that the object arrived in",
            javaType = "String")
    public static final String TRANSFER_SYNTAX_UID = "CamelDicomTransferSyntaxUid";

    @Metadata(
            label = "consumer",
            description = "SHA-256 of the whole spooled file, in lower-case hexadecimal",
            javaType = "String")
    public static final String SHA256 = "CamelDicomSha256";

    @Metadata(label = "consumer", description = "Length of the spooled file in bytes", javaType = "Long")
    public static final String SIZE = "CamelDicomSize";

    @Metadata(label = "consumer", description = "Message ID of the request", javaType = "Integer")
    public static final String MESSAGE_ID = "CamelDicomMessageId";

    @Metadata(description = "AE title that the objects of a C-MOVE go to", javaType = "String")
    public static final String MOVE_DESTINATION = "CamelDicomMoveDestination";

    @Metadata(
            label = "consumer",
            description = "AE title that asked for the C-MOVE which this C-STORE is a part of",
            javaType = "String")
    public static final String MOVE_ORIGINATOR = "CamelDicomMoveOriginator";

    @Metadata(
            label = "consumer",
            description = "Where the move destination listens; the route of a move consumer sets it",
            javaType = "ua.vuzol.dicom.net.NodeAddress")
    public static final String MOVE_ADDRESS = "CamelDicomMoveAddress";

    @Metadata(
            description = "DIMSE-N command as the standard writes it, such as N-CREATE; for mpps and commitment",
            javaType = "String")
    public static final String DIMSE = "CamelDicomDimse";

    @Metadata(description = "Event Type ID of an N-EVENT-REPORT", javaType = "Integer")
    public static final String EVENT_TYPE_ID = "CamelDicomEventTypeId";

    @Metadata(description = "Action Type ID of an N-ACTION", javaType = "Integer")
    public static final String ACTION_TYPE_ID = "CamelDicomActionTypeId";

    @Metadata(
            description = "Status (0000,0900). A producer sets it to the peer's; a consumer answers with it where the"
                    + " exchange ends well",
            javaType = "Integer")
    public static final String STATUS = "CamelDicomStatus";

    @Metadata(
            description = "Error Comment (0000,0902) to or from the peer, without anything of a patient",
            javaType = "String")
    public static final String ERROR_COMMENT = "CamelDicomErrorComment";

    @Metadata(
            description =
                    "Query/Retrieve Level (0008,0052): PATIENT, STUDY, SERIES or IMAGE. A producer puts it into an"
                            + " identifier that has none",
            javaType = "String")
    public static final String LEVEL = "CamelDicomLevel";

    @Metadata(
            label = "producer",
            description = "Sub-operations of a C-MOVE or C-GET that were completed",
            javaType = "Integer")
    public static final String COMPLETED_SUBOPERATIONS = "CamelDicomCompletedSuboperations";

    @Metadata(label = "producer", description = "Sub-operations that failed", javaType = "Integer")
    public static final String FAILED_SUBOPERATIONS = "CamelDicomFailedSuboperations";

    @Metadata(label = "producer", description = "Sub-operations that ended with a warning", javaType = "Integer")
    public static final String WARNING_SUBOPERATIONS = "CamelDicomWarningSuboperations";

    @Metadata(
            label = "producer",
            description = "UIDs of the SOP instances whose sub-operations failed",
            javaType = "java.util.List<String>")
    public static final String FAILED_SOP_INSTANCE_UIDS = "CamelDicomFailedSopInstanceUids";

    private DicomConstants() {}
}
