package ua.vuzol.hub.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.hub.demo.Patient.Sex;

/**
 * Plays a small hospital: three old devices that write files, and a tomograph that sends its images. What they write is
 * described in {@code docs/demo-hospital.md}; methods return the files in the order in which they appeared.
 */
public final class DemoHospital {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 12);

    private static final Examination YIZHAKEVYCH = new Examination(
            123,
            new Patient("10123", "Їжакевич", "Ґалина", "Юріївна", LocalDate.of(1987, 3, 12), Sex.FEMALE),
            DAY.atTime(9, 41));
    private static final Examination SHCHERBUKHA = new Examination(
            124,
            new Patient("10124", "Щербуха", "Лук'ян", "В'ячеславович", LocalDate.of(1961, 6, 20), Sex.MALE),
            DAY.atTime(9, 52));
    private static final Examination MARIANENKO = new Examination(
            125,
            new Patient("10125", "Мар'яненко", "Софія", "Іллівна", LocalDate.of(2001, 11, 3), Sex.FEMALE),
            DAY.atTime(10, 3));
    private static final Examination ZGHURSKYI = new Examination(
            45,
            new Patient("20451", "Згурський", "Андрій", "Михайлович", LocalDate.of(1969, 4, 12), Sex.MALE),
            DAY.atTime(10, 5, 30));
    private static final Examination YENAKIIEVA = new Examination(
            77,
            new Patient("30772", "Єнакієва", "Соломія", "Костянтинівна", LocalDate.of(1972, 2, 29), Sex.FEMALE),
            DAY.atTime(11, 20));
    private static final Examination RYBCHYNSKYI = new Examination(
            78,
            new Patient("30781", "Рибчинський", "Богдан", "Олегович", LocalDate.of(1948, 2, 28), Sex.MALE),
            DAY.atTime(11, 45));

    private static final Examination TROTS = new Examination(
            12,
            new Patient("40112", "Троць", "Ярослав", "Юрійович", LocalDate.of(1956, 9, 1), Sex.MALE),
            DAY.atTime(12, 30));

    private final Scale scale;
    private final Optional<Runnable> betweenPieces;

    public DemoHospital(Scale scale) {
        this(scale, Optional.empty());
    }

    private DemoHospital(Scale scale, Optional<Runnable> betweenPieces) {
        this.scale = scale;
        this.betweenPieces = betweenPieces;
    }

    /** The same hospital, but one picture is written slowly under its final name: the pause is run after each piece of it. */
    public DemoHospital withOneSlowFile(Runnable pause) {
        return new DemoHospital(scale, Optional.of(pause));
    }

    /** Everything the document describes, into the folders of the sources under the inbox. */
    public List<Path> play(Path inbox) throws IOException {
        Path fluorograph = inbox.resolve("fluorograph");
        List<Path> files = new ArrayList<>(fluorograph(fluorograph, YIZHAKEVYCH));
        files.addAll(plateReader(inbox.resolve("cr-reader"), ZGHURSKYI));
        files.addAll(ultrasound(inbox.resolve("ultrasound"), YENAKIIEVA, List.of(RYBCHYNSKYI)));
        Fluorograph device = new Fluorograph(fluorograph, scale.fluorograph());
        files.addAll(
                betweenPieces.isPresent()
                        ? device.writeSlowly(SHCHERBUKHA, betweenPieces.get())
                        : device.write(SHCHERBUKHA));
        files.addAll(brokenFluorograph(fluorograph, MARIANENKO));
        return files;
    }

    /**
     * The tomograph sends an examination.
     *
     * @throws IOException if the node cannot be reached
     * @throws DimseException if it refuses an image
     */
    public void send(NodeAddress node) throws IOException {
        new ComputedTomograph(scale.tomographSize(), scale.tomographSlices()).send(TROTS, node);
    }

    /** Two JPEG and their CSV. */
    public List<Path> fluorograph(Path folder, Examination examination) throws IOException {
        return new Fluorograph(folder, scale.fluorograph()).write(examination);
    }

    /** Two JPEG, of which the second breaks off in the middle, and their CSV. */
    public List<Path> brokenFluorograph(Path folder, Examination examination) throws IOException {
        return new Fluorograph(folder, scale.fluorograph()).writeBroken(examination);
    }

    /** A TIFF and its INI. */
    public List<Path> plateReader(Path folder, Examination examination) throws IOException {
        return new PlateReader(folder, scale.plateColumns(), scale.plateRows()).write(examination);
    }

    /** PNG frames, and the journal with this and other examinations, whose pictures are not written. */
    public List<Path> ultrasound(Path folder, Examination examination, List<Examination> others) throws IOException {
        UltrasoundScanner scanner =
                new UltrasoundScanner(folder, scale.cineColumns(), scale.cineRows(), scale.cineFrames());
        List<Path> files = new ArrayList<>(scanner.writeFrames(examination));
        List<Examination> journal = new ArrayList<>(List.of(examination));
        journal.addAll(others);
        files.add(scanner.writeJournal(journal));
        return files;
    }
}
