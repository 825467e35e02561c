package ua.vuzol.camel.drop;

/** The headers that a {@code file-drop:} endpoint sets. */
public final class FileDropConstants {
    /** The name of the source, from the endpoint's path. String. */
    public static final String SOURCE = "CamelFileDropSource";

    /** The file's name relative to the watched folder, with '/' between folders, decoded to text. String. */
    public static final String NAME = "CamelFileDropName";

    /** The most bytes a second that are to be read from the folder, 0 for no bound. Long. */
    public static final String BANDWIDTH = "CamelFileDropBandwidth";

    private FileDropConstants() {}
}
