package ua.vuzol.intake.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.image.Pictures;
import ua.vuzol.intake.profile.IodLibrary;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.text.Text;

/** Converts examinations to DICOM files by their sources' profiles. Safe for use by several threads. */
public final class Converter {
    /** Modifying System (0400,0563) of what is corrected here. */
    static final String SYSTEM = "VUZOL";

    private final Text text;
    private final IodLibrary iods;
    private final Pictures pictures;

    public Converter(Text text, IodLibrary iods) {
        this(text, iods, new Pictures());
    }

    /** @param pictures shared with others, so that all of them together keep one memory budget */
    public Converter(Text text, IodLibrary iods, Pictures pictures) {
        this.text = text;
        this.iods = iods;
        this.pictures = pictures;
    }

    /**
     * Writes the examination's DICOM files into a folder; they are not yet synced to disk. Nothing is left there when it
     * fails but what it wrote until then.
     *
     * @throws UnreadableInputException when the examination cannot become DICOM; the message is one sentence for a person
     * @throws IOException when a file cannot be read or written, which says nothing of the examination
     */
    public ConvertedExamination convert(ExaminationInput input, SourceProfile profile, Path targetDirectory)
            throws IOException {
        if (input.images().isEmpty()) {
            throw new UnreadableInputException("The examination has no image.");
        }
        Text names = text.preferring(profile.text().language());
        ValueResolver resolver = new ValueResolver(input, profile);
        List<InstancePlan> plans = new InstancePlanner(pictures, iods, profile).plan(input.images(), input.before());
        InstanceWriter writer = new InstanceWriter(pictures, profile, targetDirectory);
        InstanceUids uids = new InstanceUids(input, profile);

        List<ConvertedInstance> instances = new ArrayList<>();
        Set<Change> changes = new LinkedHashSet<>();
        for (InstancePlan plan : plans) {
            TextRepair repair = new TextRepair(names, profile);
            InstanceHeader header = new InstanceHeader(new Header(resolver, repair, profile), profile, uids);
            List<String> remarks = new ArrayList<>();
            DataSet dataSet = header.of(plan, resolver.received(), remarks);
            repair.recordIn(dataSet, InstanceHeader.moment(resolver.received()));
            changes.addAll(repair.changes());
            remarks.addAll(repair.doubts());
            instances.add(writer.write(plan, dataSet, remarks));
        }
        return new ConvertedExamination(uids.study(), instances, List.copyOf(changes));
    }
}
