package ua.vuzol.dicom.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;

/**
 * Looks at a file with the eyes of the standard: form of the file (PS3.10), encoding and values (PS3.5), dictionary (PS3.6),
 * pixel data, and whether the mandatory modules of the IOD (PS3.3 A) have their attributes of type 1 and 2. Attributes and
 * modules that are conditional, functional groups and content trees are out of its sight. Nothing large is taken into memory.
 */
public final class DicomValidator {

    /** What is found beyond this is only counted. */
    public static final int MAX_FINDINGS = 1000;

    private static final int PREFIX_END = 132;

    private DicomValidator() {}

    /** A file that cannot be read as DICOM has the reason as its only error. */
    public static ValidationReport validate(Path file) throws IOException {
        Findings findings = new Findings(MAX_FINDINGS);
        List<String> unchecked = List.of();
        try {
            DicomObject object = DicomReader.read(file);
            if (!hasPreamble(file)) {
                findings.error("there is no preamble with the prefix DICM at byte 128");
            }
            unchecked = check(object, findings);
        } catch (DicomException e) {
            findings.error(e.getMessage());
        }
        return findings.report(unchecked);
    }

    /** As {@link #validate(Path)}, for what has been read. */
    public static ValidationReport validate(DicomObject object) throws IOException {
        Findings findings = new Findings(MAX_FINDINGS);
        List<String> unchecked = check(object, findings);
        return findings.report(unchecked);
    }

    private static List<String> check(DicomObject object, Findings findings) throws IOException {
        DataSet dataSet = object.dataSet();
        FileMetaCheck.check(object, findings);
        ElementCheck elements = new ElementCheck(findings, dataSet);
        for (NestedDataSet nested : NestedDataSet.all(dataSet)) {
            elements.check(nested);
            PixelDataCheck.check(nested, object.transferSyntax(), findings);
        }
        GroupLengthCheck.check(dataSet, Encoding.of(object.transferSyntax()), findings);
        // a DICOMDIR has its class in the File Meta Information alone
        Optional<String> sopClass =
                dataSet.string(Tag.SOPClassUID).or(() -> object.fileMeta().string(Tag.MediaStorageSOPClassUID));
        if (sopClass.isEmpty()) {
            findings.error(TagPath.of(Optional.empty(), Tag.SOPClassUID), "it is missing, so the IOD is not known");
            return List.of();
        }
        return ModuleCheck.check(dataSet, sopClass.get(), findings);
    }

    private static boolean hasPreamble(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(PREFIX_END);
            return start.length == PREFIX_END
                    && new String(start, PREFIX_END - 4, 4, StandardCharsets.ISO_8859_1).equals("DICM");
        }
    }
}
