package ua.vuzol.archive;

import java.nio.file.Path;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;

/**
 * A DICOM object that is to be stored.
 *
 * @param file the Part 10 file
 * @param transferSyntaxUid of the file
 * @param dataSet its attributes; bulk data may be missing
 * @param sha256 digest of the whole file in lower-case hexadecimal where it is known already; else it is computed
 * @param placement how the file comes into the online tier
 * @param sourceAe AE title of who sent it, empty if nobody did
 */
public record NewObject(
        Path file,
        String transferSyntaxUid,
        DataSet dataSet,
        Optional<String> sha256,
        Placement placement,
        Optional<String> sourceAe) {

    /** How the file comes into the online tier. */
    public enum Placement {
        /**
         * The file lies below {@link Archive#stagingDirectory()}: it is synced and moved, and gone afterwards, also where the
         * archive has the same already.
         */
        MOVE,
        /** The file stays where it is, synced by its owner, and gets a second name; another file system gets a synced copy. */
        LINK
    }

    /** A staged file that nobody sent. */
    public NewObject(Path file, String transferSyntaxUid, DataSet dataSet) {
        this(file, transferSyntaxUid, dataSet, Optional.empty(), Placement.MOVE, Optional.empty());
    }
}
