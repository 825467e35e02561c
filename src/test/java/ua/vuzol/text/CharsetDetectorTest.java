package ua.vuzol.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.text.CharsetDetector.Basis;
import ua.vuzol.text.CharsetDetector.Detection;

class CharsetDetectorTest {
    private static final int NAMES = 1000;

    private final CharsetDetector detector = new CharsetDetector();

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1251", "CP1125", "IBM866", "KOI8-U", "ISO-8859-5", "x-MacUkraine"})
    void findsTheEncodingOfNinetyNineInAHundredFullNames(String name) {
        Charset charset = Encodings.find(name).orElseThrow();
        Random random = new Random(1);
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (int i = 0; i < NAMES; i++) {
            String fullName = i % 3 == 0 ? Names.russian(random) : Names.ukrainian(random);
            // devices with CP866 write a Latin i
            String written = name.equals("IBM866") ? fullName.replace('і', 'i').replace('І', 'I') : fullName;
            if (charset.newEncoder().canEncode(written)) {
                tried++;
                if (!decodedAsDetected(written, charset).equals(written)) {
                    wrong.add(written);
                }
            }
        }
        assertThat(tried).isGreaterThan(NAMES * 9 / 10);
        assertThat(wrong).hasSizeLessThanOrEqualTo(tried / 100);
    }

    private String decodedAsDetected(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        return new String(bytes, detector.detect(bytes).charset());
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "CP1125", "KOI8-U", "ISO-8859-5", "x-MacUkraine"})
    void isCertainOfTheTextOfSeveralNames(String name) {
        Charset charset = Encodings.find(name).orElseThrow();
        Random random = new Random(2);
        String text = "";
        for (int i = 0; i < 10; i++) {
            text += Names.russian(random) + "\r\nRAKURS 2 kV=" + i + "\r\n";
        }
        Detection detection = detector.detect(text.getBytes(charset));
        assertThat(detection.charset()).isEqualTo(charset);
        assertThat(detection.certain()).isTrue();
    }

    @Test
    void asciiIsAscii() {
        assertThat(detector.detect("SHEVCHENKO^YURII".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new Detection(StandardCharsets.US_ASCII, Basis.ASCII, Double.POSITIVE_INFINITY));
    }

    @Test
    void theEscapeSequenceOfIr144Decides() {
        byte[] name = ("\u001B-L" + "Шевченко").getBytes(Charset.forName("ISO-8859-5"));
        assertThat(detector.detect(name).charset()).isEqualTo(Charset.forName("ISO-8859-5"));
        assertThat(detector.detect(name).basis()).isEqualTo(Basis.ESCAPE_SEQUENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Müller^Jürgen", "François", "Ångström", "Brontë"})
    void aWesternNameIsLatin1(String name) {
        assertThat(detector.detect(name.getBytes(StandardCharsets.ISO_8859_1)))
                .extracting(Detection::charset, Detection::basis)
                .containsExactly(StandardCharsets.ISO_8859_1, Basis.MOSTLY_ASCII);
    }

    @Test
    void anUncertainDetectionGivesWayToTheConfiguredEncoding() {
        Charset configured = Charset.forName("KOI8-U");
        Charset detected = Charset.forName("windows-1251");
        assertThat(new Detection(detected, Basis.LETTER_PAIRS, 5).orElse(configured))
                .isEqualTo(configured);
        assertThat(new Detection(detected, Basis.LETTER_PAIRS, 50).orElse(configured))
                .isEqualTo(detected);
    }

    @Property
    void anyBytesGetSomeAnswer(@ForAll byte[] bytes) {
        assertThat(Shared.DETECTOR.detect(bytes).charset()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ru_windows-1251.txt, windows-1251",
        "ru_koi8-r.txt, KOI8-U",
        "ru_ibm866.txt, CP1125",
        "ru_iso-8859-5.txt, ISO-8859-5",
        "ru_mac-cyrillic.txt, x-MacUkraine"
    })
    void findsTheEncodingOfRealRussianText(String file, String charset) throws IOException {
        Path path = Path.of("../shared/testdata/legacy_cyrillic", file);
        assumeTrue(Files.exists(path), "the shared test data is not here: " + path);
        assertThat(detector.detect(Files.readAllBytes(path)).charset().name()).isEqualTo(charset);
    }

    private static final class Shared {
        private static final CharsetDetector DETECTOR = new CharsetDetector();
    }
}
