package ua.vuzol.hub.cli.dicom;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;

/** A transfer syntax by its UID or, if it is one of the usual ones, by its keyword in PS3.6. */
final class TransferSyntaxConverter implements ITypeConverter<TransferSyntax> {
    private static final Map<String, TransferSyntax> BY_KEYWORD = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        BY_KEYWORD.putAll(Map.of(
                "ImplicitVRLittleEndian", TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                "ExplicitVRLittleEndian", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                "DeflatedExplicitVRLittleEndian", TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                "ExplicitVRBigEndian", TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                "RLELossless", TransferSyntax.RLE_LOSSLESS));
        BY_KEYWORD.putAll(Map.of(
                "JPEGBaseline8Bit", TransferSyntax.JPEG_BASELINE,
                "JPEGExtended12Bit", TransferSyntax.JPEG_EXTENDED,
                "JPEGLossless", TransferSyntax.JPEG_LOSSLESS,
                "JPEGLosslessSV1", TransferSyntax.JPEG_LOSSLESS_SV1,
                "JPEGLSLossless", TransferSyntax.JPEG_LS_LOSSLESS,
                "JPEGLSNearLossless", TransferSyntax.JPEG_LS_NEAR_LOSSLESS,
                "JPEG2000Lossless", TransferSyntax.JPEG_2000_LOSSLESS,
                "JPEG2000", TransferSyntax.JPEG_2000));
    }

    @Override
    public TransferSyntax convert(String text) {
        TransferSyntax known = BY_KEYWORD.get(text);
        if (known == null && !Uid.isValid(text)) {
            throw new TypeConversionException(
                    "'" + text + "' is neither a UID nor one of " + String.join(", ", BY_KEYWORD.keySet()));
        }
        return known == null ? TransferSyntax.of(text) : known;
    }

    /** The name in PS3.6, or the UID of one that it does not know. */
    static String name(TransferSyntax syntax) {
        return Uid.name(syntax.uid()).orElse(syntax.uid());
    }
}
