package ua.vuzol.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.net.EvenLengths;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.PDataOutputStream;
import ua.vuzol.dicom.net.StoreSource;

/**
 * An object whose header was written anew for a destination. It is encoded right into the PDUs, bulk data from the archive's
 * file by small buffers: there is no copy, however large it is.
 */
record CoercedSource(FileSource file, DataSet dataSet) implements StoreSource {

    /** The object as the destination can show it; the file itself where that makes no difference. */
    static StoreSource of(Path path, Coercion coercion) throws IOException {
        FileSource file = FileSource.of(path);
        DataSet dataSet = DicomReader.read(path).dataSet();
        boolean changed = coercion.apply(dataSet, DicomReader.read(path).dataSet());
        return changed ? new CoercedSource(file, EvenLengths.in(dataSet)) : file;
    }

    @Override
    public String sopClassUid() {
        return file.sopClassUid();
    }

    @Override
    public String sopInstanceUid() {
        return file.sopInstanceUid();
    }

    @Override
    public List<String> transferSyntaxes() {
        return file.transferSyntaxes();
    }

    @Override
    public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
        DicomWriter.writeDataSet(dataSet, syntax, out);
    }
}
