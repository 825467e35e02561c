package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;

/** Whatever comes in, nothing but the typed exceptions comes out, and what is read can be written and read again. */
class HostileInputTest {

    private static final int DIFFUSION_B_VALUE = 0x00189087;

    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.JPEG_BASELINE);

    @Property(tries = 3000)
    void randomBytesAreReadOrRefused(@ForAll("syntaxes") TransferSyntax syntax, @ForAll byte[] bytes) {
        readAndRewrite(bytes);
        try {
            DicomTestSupport.decoded(bytes, syntax);
        } catch (DicomException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 3000)
    void mutatedFilesAreReadOrRefused(@ForAll("syntaxes") TransferSyntax syntax, @ForAll long seed) {
        readAndRewrite(mutated(DicomTestSupport.file(DicomObject.of(DicomTestSupport.image(), syntax)), seed));
    }

    @Test
    void mutatedRealFilesAreReadOrRefused() throws IOException {
        for (Path file : DicomTestSupport.realFiles()) {
            if (Files.size(file) > 0 && Files.size(file) < 20_000) {
                byte[] bytes = Files.readAllBytes(file);
                for (int seed = 0; seed < 20; seed++) {
                    readAndRewrite(mutated(bytes, seed));
                }
            }
        }
    }

    @Property(tries = 500)
    void dataSetsSurviveEverySyntax(@ForAll("syntaxes") TransferSyntax syntax, @ForAll("dataSets") DataSet dataSet) {
        byte[] once = DicomTestSupport.encoded(dataSet, syntax);
        DataSet read = DicomTestSupport.decoded(once, syntax);
        assertThat(DicomTestSupport.encoded(read, syntax)).isEqualTo(once);
        assertThat(DicomTestSupport.encoded(read, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(DicomTestSupport.encoded(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }

    private static void readAndRewrite(byte[] bytes) {
        try {
            DicomObject object = DicomReader.read(new ByteArrayInputStream(bytes), ReadOptions.defaults());
            object.dataSet().stream()
                    .forEach(element -> assertThat(element.strings()).isNotNull());
            DicomObject again = DicomTestSupport.readFile(DicomTestSupport.file(object));
            assertThat(again.transferSyntax().uid()).isNotNull();
        } catch (DicomException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (IOException e) {
            fail("Bytes in memory cannot fail to be read", e);
        }
    }

    /** Some bytes changed, some runs taken out or doubled, and perhaps cut short. */
    private static byte[] mutated(byte[] bytes, long seed) {
        Random random = new Random(seed);
        byte[] mutated = bytes.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = Math.min(mutated.length - 1, 128 + random.nextInt(Math.max(1, mutated.length - 128)));
            switch (random.nextInt(3)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                default -> System.arraycopy(mutated, at / 2, mutated, at - at / 4, at / 4);
            }
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length)) : mutated;
    }

    @Provide
    Arbitrary<TransferSyntax> syntaxes() {
        return Arbitraries.of(SYNTAXES);
    }

    @Provide
    Arbitrary<DataSet> dataSets() {
        Arbitrary<DataSet> leaf = flat(Arbitraries.just(List.of()));
        Arbitrary<DataSet> branch = flat(leaf.list().ofMaxSize(3));
        return flat(branch.list().ofMaxSize(3));
    }

    private static Arbitrary<DataSet> flat(Arbitrary<? extends List<DataSet>> items) {
        return Combinators.combine(
                        Arbitraries.strings().withCharRange('А', 'я').ofMaxLength(20),
                        Arbitraries.integers().between(0, 65535),
                        Arbitraries.doubles(),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                        Arbitraries.of(true, false),
                        items)
                .as((text, number, real, bytes, delimited, nested) -> new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                        .put(Tag.PatientName, text)
                        .put(Tag.Rows, number)
                        .put(DIFFUSION_B_VALUE, VR.FD, String.valueOf(real))
                        .put(Tag.FrameIncrementPointer, "(0018,1063)")
                        .putItems(Tag.ProcedureCodeSequence, nested.toArray(DataSet[]::new))
                        .putBytes(Tag.PixelData, VR.OW, bytes)
                        .delimited(delimited));
    }
}
