package ua.vuzol.archive.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.PDataOutputStream;
import ua.vuzol.dicom.net.StoreSource;

/** An object of the archive on its way out; its file is opened when its turn comes. */
record StoredInstance(String sopInstanceUid, String sopClassUid, TransferSyntax stored, Path file)
        implements StoreSource {

    @Override
    public List<String> transferSyntaxes() {
        return FileSource.transferSyntaxes(stored);
    }

    @Override
    public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
        FileSource.of(file).writeTo(out, syntax);
    }
}
