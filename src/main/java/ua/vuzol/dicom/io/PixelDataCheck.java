package ua.vuzol.dicom.io;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** Whether pixel data has the form of the transfer syntax and the size that its attributes say (PS3.5 8, PS3.3 C.7.6.3). */
final class PixelDataCheck {

    private final DataSet dataSet;
    private final Findings findings;

    private PixelDataCheck(DataSet dataSet, Findings findings) {
        this.dataSet = dataSet;
        this.findings = findings;
    }

    static void check(NestedDataSet nested, TransferSyntax syntax, Findings findings) throws IOException {
        PixelDataCheck check = new PixelDataCheck(nested.dataSet(), findings);
        check.bits(nested.path(Tag.BitsStored));
        Optional<Element> pixelData = nested.dataSet().get(Tag.PixelData);
        if (pixelData.isPresent()) {
            TagPath path = nested.path(Tag.PixelData);
            boolean outermost = nested.path().isEmpty();
            if (pixelData.get().value() instanceof Value.Fragments fragments) {
                if (!syntax.encapsulated()) {
                    findings.error(path, "fragments, though the transfer syntax has none");
                }
                FragmentsCheck.check(nested, fragments, syntax, findings);
            } else {
                // an icon inside an item may be native whatever the image is (PS3.5 A.4)
                if (syntax.encapsulated() && outermost) {
                    findings.error(path, "no fragments, though the transfer syntax wants them");
                }
                check.nativeVr(pixelData.get(), path, syntax);
                check.size(pixelData.get(), path, OptionalLong.empty());
            }
        }
        for (int tag : new int[] {Tag.FloatPixelData, Tag.DoubleFloatPixelData}) {
            long bits = tag == Tag.FloatPixelData ? 32 : 64;
            nested.dataSet()
                    .get(tag)
                    .ifPresent(element -> check.size(element, nested.path(tag), OptionalLong.of(bits)));
        }
    }

    private void bits(TagPath path) {
        Optional<Integer> allocated = dataSet.integer(Tag.BitsAllocated);
        Optional<Integer> stored = dataSet.integer(Tag.BitsStored);
        if (allocated.isPresent() && stored.isPresent() && stored.get() > allocated.get()) {
            findings.error(path, "more than Bits Allocated (0028,0100)");
        }
        Optional<Integer> high = dataSet.integer(Tag.HighBit);
        if (stored.isPresent() && high.isPresent() && high.get() != stored.get() - 1) {
            findings.error(path, "High Bit (0028,0102) is not one less");
        }
    }

    /** PS3.5 A.1 and A.2. */
    private void nativeVr(Element pixelData, TagPath path, TransferSyntax syntax) {
        int allocated = dataSet.integer(Tag.BitsAllocated).orElse(0);
        if (syntax.explicit() && allocated > 8 && pixelData.vr() == VR.OB) {
            findings.error(path, "VR OB, but with more than 8 bits allocated it must be OW");
        }
    }

    private void size(Element pixelData, TagPath path, OptionalLong bitsOfSample) {
        OptionalLong size = expected(bitsOfSample);
        long length = pixelData.value().length();
        if (size.isPresent() && length != size.getAsLong()) {
            findings.error(
                    path,
                    "it has " + length + " bytes, but rows, columns, samples, bits and frames make "
                            + size.getAsLong());
        }
    }

    /** Bytes of native pixel data, padded to even length; empty where an attribute is missing or makes no sense. */
    private OptionalLong expected(OptionalLong bitsOfSample) {
        long rows = number(Tag.Rows, 0);
        long columns = number(Tag.Columns, 0);
        long bits = bitsOfSample.orElseGet(() -> number(Tag.BitsAllocated, 0));
        long frames = number(Tag.NumberOfFrames, 1);
        long samples = number(Tag.SamplesPerPixel, 1);
        // PS3.3 C.7.6.3.1.2: two pixels share their colour
        boolean shared =
                dataSet.string(Tag.PhotometricInterpretation).orElse("").equals("YBR_FULL_422");
        if (rows <= 0 || columns <= 0 || bits <= 0 || bits > 64 || frames <= 0 || samples <= 0 || samples > 4) {
            return OptionalLong.empty();
        }
        try {
            long perFrame = rows * columns * (shared ? 2 : samples) * bits;
            long bytes = Math.addExact(Math.multiplyExact(perFrame, frames), 7) / 8;
            return OptionalLong.of(bytes + bytes % 2);
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private long number(int tag, long otherwise) {
        return dataSet.string(tag).isEmpty()
                ? otherwise
                : dataSet.integer(tag).map(Integer::longValue).orElse(0L);
    }
}
