package ua.vuzol.intake.convert;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.profile.SourceProfile.PixelSpacing;

/** What an instance says of its pixels (PS3.3 C.7.6.3, C.7.6.6, C.7.6.1.1.5, C.10.7.1.3). */
final class ImagePixelModule {
    private final InstancePlan plan;
    private final SourceProfile profile;

    ImagePixelModule(InstancePlan plan, SourceProfile profile) {
        this.plan = plan;
        this.profile = profile;
    }

    void put(DataSet dataSet, List<String> remarks) {
        PixelForm form = plan.form();
        dataSet.put(Tag.SamplesPerPixel, form.samplesPerPixel())
                .put(Tag.PhotometricInterpretation, form.photometric().name())
                .put(Tag.Rows, form.rows())
                .put(Tag.Columns, form.columns())
                .put(Tag.BitsAllocated, form.bitsAllocated())
                .put(Tag.BitsStored, form.bitsStored())
                .put(Tag.HighBit, form.bitsStored() - 1)
                .put(Tag.PixelRepresentation, 0);
        if (form.samplesPerPixel() > 1) {
            dataSet.put(Tag.PlanarConfiguration, 0);
        }
        if (plan.iod().multiFrame()) {
            dataSet.put(Tag.NumberOfFrames, plan.frames().size());
        }
        putCompression(dataSet);
        putSpacing(dataSet, remarks);
        plan.frames().stream()
                .flatMap(frame -> frame.remarks().stream())
                .distinct()
                .forEach(remarks::add);
    }

    /** A picture that was once compressed with loss stays so, decoded or not. */
    private void putCompression(DataSet dataSet) {
        long[] lossy = plan.frames().stream()
                .flatMapToLong(frame -> frame.lossyLength().stream())
                .toArray();
        if (lossy.length == 0) {
            return;
        }
        double pixels = lossy.length * (double) plan.form().frameLength();
        double compressed = LongStream.of(lossy).sum();
        dataSet.put(Tag.LossyImageCompression, "01")
                .put(Tag.LossyImageCompressionRatio, String.format(Locale.ROOT, "%.2f", pixels / compressed))
                .put(Tag.LossyImageCompressionMethod, "ISO_10918_1");
    }

    private void putSpacing(DataSet dataSet, List<String> remarks) {
        Optional<String> keyword = plan.iod().spacing();
        if (keyword.isEmpty() || profile.object().pixelSpacing() instanceof PixelSpacing.Unknown) {
            return;
        }
        if (profile.object().pixelSpacing() instanceof PixelSpacing.Fixed fixed) {
            putSpacing(dataSet, keyword.get(), fixed.row(), fixed.column());
            return;
        }
        Optional<double[]> read = plan.frames().get(0).spacing();
        read.ifPresentOrElse(
                spacing -> putSpacing(dataSet, keyword.get(), decimal(spacing[0]), decimal(spacing[1])),
                () -> remarks.add("The picture does not say the size of its pixels."));
    }

    private static void putSpacing(DataSet dataSet, String keyword, String row, String column) {
        Header.putValues(dataSet, Header.attribute(keyword), List.of(row, column));
    }

    /** Seven digits are more than any resolution is known to, and fit a DS. */
    private static String decimal(double millimetres) {
        return new BigDecimal(millimetres)
                .round(new MathContext(7))
                .stripTrailingZeros()
                .toPlainString();
    }
}
