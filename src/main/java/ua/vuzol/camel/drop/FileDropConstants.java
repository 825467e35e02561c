package ua.vuzol.camel.drop;

import org.apache.camel.spi.Metadata;

/** The headers that a {@code file-drop:} endpoint sets. */
public final class FileDropConstants {
    @Metadata(description = "Name of the source, from the endpoint's path", javaType = "String")
    public static final String SOURCE = "CamelFileDropSource";

    @Metadata(
            description = "The file's name relative to the watched folder, with '/' between folders, decoded to text",
            javaType = "String")
    public static final String NAME = "CamelFileDropName";

    @Metadata(
            description = "The most bytes a second that are to be read from the folder, 0 for no bound",
            javaType = "Long")
    public static final String BANDWIDTH = "CamelFileDropBandwidth";

    private FileDropConstants() {}
}
