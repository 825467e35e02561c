package ua.vuzol.dicom.io;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.data.Uid;

/** Whether the File Meta Information is whole (PS3.10 7.1) and says the same as the data set. */
final class FileMetaCheck {

    private static final List<Integer> REQUIRED = List.of(
            Tag.FileMetaInformationGroupLength,
            Tag.FileMetaInformationVersion,
            Tag.MediaStorageSOPClassUID,
            Tag.MediaStorageSOPInstanceUID,
            Tag.TransferSyntaxUID,
            Tag.ImplementationClassUID);

    private FileMetaCheck() {}

    static void check(DicomObject object, Findings findings) throws IOException {
        DataSet meta = object.fileMeta();
        if (meta.isEmpty()) {
            findings.error("there is no File Meta Information");
            return;
        }
        for (int tag : REQUIRED) {
            if (meta.get(tag).filter(element -> !element.isEmpty()).isEmpty()) {
                findings.error(path(tag), "it is missing (type 1)");
            }
        }
        new ElementCheck(findings, meta).check(new NestedDataSet(Optional.empty(), meta));
        GroupLengthCheck.check(meta, Encoding.EXPLICIT_LITTLE_ENDIAN, findings);
        same(object, Tag.MediaStorageSOPClassUID, Tag.SOPClassUID, findings);
        same(object, Tag.MediaStorageSOPInstanceUID, Tag.SOPInstanceUID, findings);
        meta.string(Tag.TransferSyntaxUID).ifPresent(declared -> transferSyntax(object, declared, findings));
    }

    private static void transferSyntax(DicomObject object, String declared, Findings findings) {
        if (!object.transferSyntax().uid().equals(declared)) {
            findings.error(
                    path(Tag.TransferSyntaxUID),
                    "the data set is encoded otherwise, as in "
                            + Uid.name(object.transferSyntax().uid())
                                    .orElse(object.transferSyntax().uid()));
        }
        if (Uid.name(declared).isEmpty()) {
            findings.warning(path(Tag.TransferSyntaxUID), "a transfer syntax that PS3.6 does not have");
        }
    }

    private static void same(DicomObject object, int metaTag, int tag, Findings findings) {
        Optional<String> inMeta = object.fileMeta().string(metaTag);
        Optional<String> inDataSet = object.dataSet().string(tag);
        // a DICOMDIR has no SOP Common Module
        if (inMeta.isPresent() && inDataSet.isPresent() && !inMeta.equals(inDataSet)) {
            findings.error(path(metaTag), "it differs from " + Tag.describe(tag) + " of the data set");
        }
    }

    private static TagPath path(int tag) {
        return TagPath.of(Optional.empty(), tag);
    }
}
