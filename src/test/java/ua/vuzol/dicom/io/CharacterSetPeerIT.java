package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.VR;

/** Every character of every defined term (PS3.3 C.12.1.1.2) is the one that pydicom reads, and goes back to the same bytes. */
class CharacterSetPeerIT {

    private static final String SCRIPT =
            """
            import sys
            from pydicom.charset import convert_encodings, decode_bytes
            codec = sys.argv[5]
            encodings = None if codec else convert_encodings(sys.argv[1].split(';'))
            escape, upper, width = bytes.fromhex(sys.argv[2]), sys.argv[3] == 'upper', int(sys.argv[4])
            codes = range(0xA0, 0x100) if upper else range(0x21, 0x7F)
            for row in codes if width == 2 else [None]:
                for cell in codes:
                    code = bytes([cell]) if row is None else bytes([row, cell])
                    try:
                        text = code.decode(codec) if codec else decode_bytes(escape + code, encodings, set())
                    except UnicodeDecodeError:
                        continue
                    if len(text) == 1 and text != '\\ufffd':
                        print(code.hex(), '%04x' % ord(text))
            """;

    /**
     * Terms; escape sequence; half of the code table; bytes of a character; Python's codec where pydicom does not know the term;
     * what differs: Java has an em dash for the horizontal bar of JIS X 0208 and a full width tilde for that of JIS X 0212, both
     * of which are in use.
     */
    static Stream<Arguments> terms() {
        return Stream.of(
                Arguments.of("ISO_IR 100", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 101", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 109", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 110", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 144", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 127", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 126", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 138", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 148", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 166", "", "upper", 1, "", Set.of()),
                Arguments.of("ISO_IR 203", "", "upper", 1, "iso8859_15", Set.of()),
                Arguments.of(";ISO 2022 IR 58", "1b242941", "upper", 2, "gb2312", Set.of()),
                Arguments.of("ISO_IR 13", "", "upper", 1, "", Set.of()),
                Arguments.of(";ISO 2022 IR 87", "1b2442", "lower", 2, "", Set.of("read 213d 2015")),
                Arguments.of(";ISO 2022 IR 159", "1b242844", "lower", 2, "", Set.of("read 2237 007e")),
                Arguments.of(";ISO 2022 IR 149", "1b242943", "upper", 2, "", Set.of()));
    }

    @ParameterizedTest
    @MethodSource("terms")
    void readsAndWritesEveryCharacterAsPydicomDoes(
            String terms, String escape, String half, int width, String codec, Set<String> different) throws Exception {
        SpecificCharacterSet set = SpecificCharacterSet.of(terms.split(";"));
        List<String> table = table(terms, escape, half, width, codec);
        assertThat(table).hasSizeGreaterThan(width == 1 ? 40 : 6000);
        Set<String> found = new TreeSet<>();
        for (String row : table) {
            String code = row.split(" ")[0];
            String character = Character.toString(Integer.parseInt(row.split(" ")[1], 16));
            byte[] bytes = HexFormat.of().parseHex(escape + code);
            if (!set.decode(bytes, VR.LT).equals(character)) {
                found.add("read " + row);
            } else if (!HexFormat.of().formatHex(set.encode(character, VR.LT)).startsWith(escape + code)) {
                found.add("write " + row);
            }
        }
        assertThat(found).isEqualTo(different);
    }

    private static List<String> table(String terms, String escape, String half, int width, String codec)
            throws Exception {
        DicomTestSupport.assumePydicom();
        return DicomPeersIT.run(
                        DicomTestSupport.PYTHON.toString(),
                        "-W",
                        "ignore",
                        "-c",
                        SCRIPT,
                        terms,
                        escape,
                        half,
                        String.valueOf(width),
                        codec)
                .lines()
                .toList();
    }
}
