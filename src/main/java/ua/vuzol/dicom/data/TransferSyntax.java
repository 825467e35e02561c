package ua.vuzol.dicom.data;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a data set is encoded (PS3.5 Annex A).
 *
 * @param uid of the transfer syntax
 * @param explicit whether elements carry their VR
 * @param bigEndian whether numbers do; only the retired Explicit VR Big Endian
 * @param deflated whether the data set is compressed as a whole (RFC 1951)
 * @param encapsulated whether pixel data is a row of fragments (PS3.5 A.4)
 */
public record TransferSyntax(String uid, boolean explicit, boolean bigEndian, boolean deflated, boolean encapsulated) {

    public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN =
            unencapsulated("1.2.840.10008.1.2", false, false, false);
    public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN =
            unencapsulated("1.2.840.10008.1.2.1", true, false, false);
    public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN =
            unencapsulated("1.2.840.10008.1.2.1.99", true, false, true);
    public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN =
            unencapsulated("1.2.840.10008.1.2.2", true, true, false);
    public static final TransferSyntax JPEG_BASELINE = encapsulated("1.2.840.10008.1.2.4.50");
    public static final TransferSyntax JPEG_EXTENDED = encapsulated("1.2.840.10008.1.2.4.51");
    public static final TransferSyntax JPEG_LOSSLESS = encapsulated("1.2.840.10008.1.2.4.57");
    public static final TransferSyntax JPEG_LOSSLESS_SV1 = encapsulated("1.2.840.10008.1.2.4.70");
    public static final TransferSyntax JPEG_LS_LOSSLESS = encapsulated("1.2.840.10008.1.2.4.80");
    public static final TransferSyntax JPEG_LS_NEAR_LOSSLESS = encapsulated("1.2.840.10008.1.2.4.81");
    public static final TransferSyntax JPEG_2000_LOSSLESS = encapsulated("1.2.840.10008.1.2.4.90");
    public static final TransferSyntax JPEG_2000 = encapsulated("1.2.840.10008.1.2.4.91");
    public static final TransferSyntax MPEG2_MAIN_PROFILE = encapsulated("1.2.840.10008.1.2.4.100");
    public static final TransferSyntax MPEG4_AVC_HIGH_PROFILE_4_1 = encapsulated("1.2.840.10008.1.2.4.102");
    public static final TransferSyntax HEVC_MAIN_PROFILE_5_1 = encapsulated("1.2.840.10008.1.2.4.107");
    public static final TransferSyntax JPEG_XL_LOSSLESS = encapsulated("1.2.840.10008.1.2.4.110");
    public static final TransferSyntax JPEG_XL_JPEG_RECOMPRESSION = encapsulated("1.2.840.10008.1.2.4.111");
    public static final TransferSyntax JPEG_XL = encapsulated("1.2.840.10008.1.2.4.112");
    public static final TransferSyntax HTJ2K_LOSSLESS = encapsulated("1.2.840.10008.1.2.4.201");
    public static final TransferSyntax HTJ2K_LOSSLESS_RPCL = encapsulated("1.2.840.10008.1.2.4.202");
    public static final TransferSyntax HTJ2K = encapsulated("1.2.840.10008.1.2.4.203");
    public static final TransferSyntax RLE_LOSSLESS = encapsulated("1.2.840.10008.1.2.5");
    /** Each frame is deflated by itself and encapsulated; the data set is not (Supplement 244). */
    public static final TransferSyntax DEFLATED_IMAGE_FRAME_COMPRESSION = encapsulated("1.2.840.10008.1.2.8.1");
    /** Pixel data is elsewhere, so that nothing is encapsulated. */
    public static final TransferSyntax JPIP_REFERENCED = unencapsulated("1.2.840.10008.1.2.4.94", true, false, false);

    public static final TransferSyntax JPIP_REFERENCED_DEFLATE =
            unencapsulated("1.2.840.10008.1.2.4.95", true, false, true);
    public static final TransferSyntax JPIP_HTJ2K_REFERENCED =
            unencapsulated("1.2.840.10008.1.2.4.204", true, false, false);
    public static final TransferSyntax JPIP_HTJ2K_REFERENCED_DEFLATE =
            unencapsulated("1.2.840.10008.1.2.4.205", true, false, true);
    public static final TransferSyntax PAPYRUS_3_IMPLICIT_VR_LITTLE_ENDIAN =
            unencapsulated("1.2.840.10008.1.20", false, false, false);
    /** A private syntax of GE: implicit little endian but for the pixels, which are passed on as they are. */
    public static final TransferSyntax GE_PRIVATE = unencapsulated("1.2.840.113619.5.2", false, false, false);

    /** The encapsulated ones in common use, those without loss that others can decode first. */
    public static final List<TransferSyntax> COMMON_COMPRESSED = List.of(
            JPEG_2000_LOSSLESS,
            JPEG_LOSSLESS_SV1,
            JPEG_LS_LOSSLESS,
            JPEG_BASELINE,
            JPEG_EXTENDED,
            JPEG_2000,
            JPEG_LOSSLESS,
            JPEG_LS_NEAR_LOSSLESS,
            RLE_LOSSLESS,
            MPEG4_AVC_HIGH_PROFILE_4_1,
            MPEG2_MAIN_PROFILE);

    private static final Map<String, TransferSyntax> NATIVE = List.of(
                    IMPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_LITTLE_ENDIAN,
                    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_BIG_ENDIAN,
                    JPIP_REFERENCED,
                    JPIP_REFERENCED_DEFLATE,
                    JPIP_HTJ2K_REFERENCED,
                    JPIP_HTJ2K_REFERENCED_DEFLATE,
                    PAPYRUS_3_IMPLICIT_VR_LITTLE_ENDIAN,
                    GE_PRIVATE)
            .stream()
            .collect(Collectors.toUnmodifiableMap(TransferSyntax::uid, Function.identity()));

    /** The syntax of this UID; any other than the native ones is explicit little endian with encapsulated pixel data. */
    public static TransferSyntax of(String uid) {
        return NATIVE.getOrDefault(uid, encapsulated(uid));
    }

    private static TransferSyntax unencapsulated(String uid, boolean explicit, boolean bigEndian, boolean deflated) {
        return new TransferSyntax(uid, explicit, bigEndian, deflated, false);
    }

    private static TransferSyntax encapsulated(String uid) {
        return new TransferSyntax(uid, true, false, false, true);
    }
}
