package ua.vuzol.archive;

import java.util.Set;
import java.util.TreeSet;
import ua.vuzol.dicom.data.Tag;

/** What a batch adds to a study. */
final class StudyGrowth {
    private final Set<String> modalities = new TreeSet<>();
    private final Set<String> sopClasses = new TreeSet<>();
    private int series;
    private int instances;
    private String sourceAe = "";

    void add(InstanceRow row) {
        instances++;
        modalities.add(Values.text(row.object().dataSet(), Tag.Modality));
        sopClasses.add(row.sopClass());
        sourceAe = row.object().sourceAe().map(Values::clean).orElse(sourceAe);
    }

    void addSeries() {
        series++;
    }

    int series() {
        return series;
    }

    int instances() {
        return instances;
    }

    String[] modalities() {
        return modalities.toArray(String[]::new);
    }

    String[] sopClasses() {
        return sopClasses.toArray(String[]::new);
    }

    /** Of the last object that has one, else empty. */
    String sourceAe() {
        return sourceAe;
    }
}
