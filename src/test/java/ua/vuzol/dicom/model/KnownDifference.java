package ua.vuzol.dicom.model;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import ua.vuzol.dicom.model.Difference.Kind;

/** Where a peer differs on the real files and why that is right. Another difference is a mistake. */
enum KnownDifference {
    DCM2JSON_ITEM_CHARACTER_SET(
            "dcm2json leaves (0008,0005) of items as it was although their text is in UTF-8",
            d -> d.tag().equals("00080005") && d.isNested() && d.our().equals("ISO_IR 192")),
    DCMTK_EMPTY_CHARACTER_SET(
            "DCMTK fills an empty (0008,0005); it means ASCII, which is UTF-8 already",
            d -> d.path().equals("00080005") && d.ours().values().isEmpty() && d.kind() == Kind.VALUE),
    DCMTK_CODE_STRING(
            "DCMTK does not convert CS, which should be ASCII, and writes what is no UTF-8",
            d -> d.file().equals("charset/gb18030_GH1301.dcm") && d.path().equals("00100040")),
    DCM2JSON_ITEM_ISO_2022(
            "dcm2json does not decode an item with a character set of its own where the outermost has none",
            d -> d.file().equals("charset/chrSQEncoding.dcm") && d.path().equals("00321064/1/00100010")),
    DCMTK_DECIMALS(
            "DCMTK prints FD with 16 digits, of which the last is off",
            d -> d.ours().vr().equals("FD") && isNear(d.our(), d.their())),
    PADDING(
            "an odd length is padded when it is read; written are the bytes as they are in the file",
            d -> d.kind() == Kind.VALUE && isPadded(d.our(), d.their())),
    PRIVATE_DICTIONARY(
            "the peer has a dictionary of private elements for implicit encoding and for UN",
            d -> d.kind() == Kind.VR && d.ours().vr().equals("UN") && d.isPrivate()),

    DCM2XML_ADDED_CHARACTER_SET(
            "dcm2xml adds (0008,0005) to what is ASCII",
            d -> d.path().equals("00080005") && d.kind() == Kind.ONLY_THEIRS),
    DCM2XML_BYTE_ORDER(
            "dcm2xml turns the bytes of a unit round; PS3.18 F.2.7 has them little endian, as in dcm2json",
            d -> d.kind() == Kind.VALUE && isSwapped(d)),
    ENCAPSULATED_LEFT_OUT(
            "dcm2xml writes encapsulated pixel data as nothing, and pydicom has nothing for a reference that it is not told to follow",
            d -> d.tag().equals("7FE00010")
                    && d.our().equals("bulk")
                    && d.their().isEmpty()),
    DCM2XML_PERSON_NAME(
            "dcm2xml repeats the ideographic group as the phonetic one that is not there",
            d -> d.ours().vr().equals("PN")
                    && d.their().equals(d.our() + d.our().substring(d.our().indexOf('=')))),
    DCM2XML_PRIVATE_TAG(
            "dcm2xml drops the block of a private element also where no creator tells it",
            d -> d.file().equals("malformed/UN_sequence.dcm") && d.path().matches("4453.00C")),

    PYDICOM_GROUP_LENGTH(
            "pydicom writes group lengths, which PS3.18 F.2.2 leaves out",
            d -> d.kind() == Kind.ONLY_THEIRS && d.tag().endsWith("0000")),
    PYDICOM_CHARACTER_SET(
            "pydicom keeps (0008,0005) of the source, which is an option here",
            d -> d.tag().equals("00080005") && d.our().equals("ISO_IR 192")),
    PYDICOM_ENCAPSULATED(
            "pydicom writes the fragments with their item headers as InlineBinary",
            d -> d.tag().equals("7FE00010")
                    && d.our().equals("bulk")
                    && d.their().startsWith("bytes /v8A4")),
    PYDICOM_BIG_ENDIAN(
            "pydicom writes OW of a big endian file in big endian",
            d -> d.file().contains("explicit_be") && isSwapped(d)),
    PYDICOM_GB_2312(
            "pydicom 2.3 does not know the escape sequence of GB 2312",
            d -> d.file().equals("charset/gb2312_ISO2022_IR58.dcm") && d.path().equals("00100010")),
    PYDICOM_NO_PREAMBLE("pydicom takes the text DICM in a file without preamble for its prefix", d -> d.file()
            .equals("malformed/no_preamble_dicm_in_data.dcm")),
    PYDICOM_INVALID_INTEGER(
            "pydicom leaves out an IS that is no number",
            d -> d.file().equals("malformed/badVR.dcm") && d.path().equals("00280008")),
    PYDICOM_UNKNOWN(
            "pydicom replaces UN by the VR of its dictionary",
            d -> d.kind() == Kind.VR && d.ours().vr().equals("UN") && !d.isPrivate()),
    PYDICOM_TRUNCATED(
            "pydicom leaves out pixel data that ends too early",
            d -> d.file().equals("malformed/j2k_too_short.dcm") && d.path().equals("7FE00010")),
    PYDICOM_CODE_STRING(
            "pydicom does not decode CS, which should be ASCII, in the character set",
            d -> d.file().equals("charset/gb18030_GH1301.dcm") && d.path().equals("00100040")),
    PYDICOM_PADDING(
            "pydicom drops the padding of the last value only",
            d -> d.ours().vr().equals("CS")
                    && d.theirs().values().stream()
                            .map(value -> value.toString().strip())
                            .toList()
                            .equals(d.ours().values()));

    private static final Map<String, Integer> UNITS_OF_VR = Map.of("OD", 8, "OF", 4, "OL", 4, "OV", 8, "OW", 2);

    private final String reason;
    private final Predicate<Difference> predicate;

    KnownDifference(String reason, Predicate<Difference> predicate) {
        this.reason = reason;
        this.predicate = predicate;
    }

    boolean explains(Difference difference) {
        return predicate.test(difference);
    }

    String reason() {
        return reason;
    }

    private static boolean isSwapped(Difference d) {
        return d.our().startsWith(PlainModel.BYTES)
                && UNITS_OF_VR.containsKey(d.ours().vr())
                && PlainModel.swapped(d.our(), UNITS_OF_VR.get(d.ours().vr())).equals(d.their());
    }

    private static boolean isNear(String our, String their) {
        double value = Double.parseDouble(our);
        return Math.abs(value - Double.parseDouble(their)) <= 2 * Math.ulp(value);
    }

    private static boolean isPadded(String our, String their) {
        if (!our.startsWith(PlainModel.BYTES) || !their.startsWith(PlainModel.BYTES)) {
            return false;
        }
        byte[] ourBytes = Base64.getDecoder().decode(our.substring(PlainModel.BYTES.length()));
        byte[] padded = Arrays.copyOf(ourBytes, ourBytes.length + 1);
        return ourBytes.length % 2 == 1
                && their.equals(PlainModel.BYTES + Base64.getEncoder().encodeToString(padded));
    }
}
