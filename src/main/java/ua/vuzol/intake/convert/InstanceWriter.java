package ua.vuzol.intake.convert;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.image.Picture;
import ua.vuzol.intake.image.Pictures;
import ua.vuzol.intake.profile.SourceProfile;

/** Writes instances as DICOM files. Pixels go from file to file, never whole through the heap. */
final class InstanceWriter {
    /** The longest even value that is not the mark of an undefined length (PS3.5 7.1.1). */
    private static final long LONGEST_VALUE = 0xFFFF_FFFEL;

    private final Pictures pictures;
    private final SourceProfile profile;
    private final Path folder;

    InstanceWriter(Pictures pictures, SourceProfile profile, Path folder) {
        this.pictures = pictures;
        this.profile = profile;
        this.folder = folder;
    }

    /** The file's name is the SOP Instance UID: names of devices may meet once they are in Latin letters, UIDs cannot. */
    ConvertedInstance write(InstancePlan plan, DataSet dataSet, List<String> remarks) throws IOException {
        Path file = folder.resolve(dataSet.string(Tag.SOPInstanceUID).orElseThrow() + ".dcm");
        String syntax = plan.form().jpegTransferSyntax().orElse(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
        if (plan.staysJpeg()) {
            dataSet.putFragments(
                    Tag.PixelData,
                    plan.frames().stream().map(SourceFrame::jpegFragment).toList());
            DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.of(syntax)), file);
        } else {
            writeNative(plan, dataSet, file);
        }
        dataSet.remove(Tag.PixelData);
        return new ConvertedInstance(
                file,
                dataSet.string(Tag.SeriesInstanceUID).orElseThrow(),
                dataSet.string(Tag.SOPInstanceUID).orElseThrow(),
                plan.iod().sopClassUid(),
                syntax,
                dataSet,
                remarks);
    }

    private static Map<ImageInput, List<SourceFrame>> byImage(InstancePlan plan) {
        return plan.frames().stream()
                .collect(Collectors.groupingBy(SourceFrame::image, LinkedHashMap::new, Collectors.toList()));
    }

    /** By way of a file: decoders push their samples, and a damaged picture must fail before its header is written. */
    private void writeNative(InstancePlan plan, DataSet dataSet, Path file) throws IOException {
        long length = plan.form().frameLength() * plan.frames().size();
        if (length > LONGEST_VALUE) {
            throw new UnreadableInputException("The pixels take " + length
                    + " bytes, more than one DICOM object can hold; use frames: separate in the profile.");
        }
        Path pixels = file.resolveSibling(file.getFileName() + ".pixels");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(pixels), 1 << 16)) {
                SampleGuard guard = new SampleGuard(out, plan.form());
                for (Map.Entry<ImageInput, List<SourceFrame>> image :
                        byImage(plan).entrySet()) {
                    try (Picture picture = pictures.open(image.getKey().file(), profile.limits())) {
                        for (SourceFrame frame : image.getValue()) {
                            picture.frame(frame.page()).writeTo(guard);
                        }
                    }
                }
                guard.check(profile.source());
                if (length % 2 == 1) {
                    out.write(0);
                }
            }
            VR vr = plan.form().bitsAllocated() > 8 ? VR.OW : VR.OB;
            dataSet.putBulk(Tag.PixelData, vr, BulkData.ofFile(pixels, 0, Files.size(pixels)));
            DicomWriter.write(DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), file);
        } finally {
            Files.deleteIfExists(pixels);
        }
    }
}
