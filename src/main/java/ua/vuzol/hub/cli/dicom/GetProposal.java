package ua.vuzol.hub.cli.dicom;

import java.util.List;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.AssociationOptions;

/**
 * The presentation contexts of a C-GET: all that is to be stored over its association must be proposed before it is known what
 * that is (PS3.4 C.5.3), and 128 are all there may be.
 *
 * @param sopClasses to take objects of; if there are none, those in common use
 * @param compressed transfer syntaxes, each in a context of its own; if there are none, the usual ones in one context
 */
record GetProposal(String model, List<String> sopClasses, List<TransferSyntax> compressed) {

    private static final List<String> COMMON = List.of(
            SopClass.ComputedRadiographyImageStorage,
            SopClass.DigitalXRayImageStorageForPresentation,
            SopClass.DigitalXRayImageStorageForProcessing,
            SopClass.DigitalMammographyXRayImageStorageForPresentation,
            SopClass.DigitalMammographyXRayImageStorageForProcessing,
            SopClass.DigitalIntraOralXRayImageStorageForPresentation,
            SopClass.DigitalIntraOralXRayImageStorageForProcessing,
            SopClass.CTImageStorage,
            SopClass.EnhancedCTImageStorage,
            SopClass.UltrasoundMultiFrameImageStorage,
            SopClass.MRImageStorage,
            SopClass.EnhancedMRImageStorage,
            SopClass.UltrasoundImageStorage,
            SopClass.SecondaryCaptureImageStorage,
            SopClass.MultiFrameSingleBitSecondaryCaptureImageStorage,
            SopClass.MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
            SopClass.MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
            SopClass.MultiFrameTrueColorSecondaryCaptureImageStorage,
            SopClass.TwelveLeadECGWaveformStorage,
            SopClass.GeneralECGWaveformStorage,
            SopClass.AmbulatoryECGWaveformStorage,
            SopClass.GrayscaleSoftcopyPresentationStateStorage,
            SopClass.XRayAngiographicImageStorage,
            SopClass.XRayRadiofluoroscopicImageStorage,
            SopClass.NuclearMedicineImageStorage,
            SopClass.VLEndoscopicImageStorage,
            SopClass.VideoEndoscopicImageStorage,
            SopClass.VLMicroscopicImageStorage,
            SopClass.VideoMicroscopicImageStorage,
            SopClass.VLSlideCoordinatesMicroscopicImageStorage,
            SopClass.VLPhotographicImageStorage,
            SopClass.VideoPhotographicImageStorage,
            SopClass.OphthalmicPhotography8BitImageStorage,
            SopClass.OphthalmicPhotography16BitImageStorage,
            SopClass.VLWholeSlideMicroscopyImageStorage,
            SopClass.BasicTextSRStorage,
            SopClass.EnhancedSRStorage,
            SopClass.ComprehensiveSRStorage,
            SopClass.KeyObjectSelectionDocumentStorage,
            SopClass.EncapsulatedPDFStorage,
            SopClass.EncapsulatedCDAStorage,
            SopClass.PositronEmissionTomographyImageStorage);

    private static final List<TransferSyntax> NATIVE =
            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    private static final List<TransferSyntax> USUAL_COMPRESSED = List.of(
            TransferSyntax.JPEG_2000_LOSSLESS,
            TransferSyntax.JPEG_LOSSLESS_SV1,
            TransferSyntax.JPEG_LS_LOSSLESS,
            TransferSyntax.JPEG_BASELINE,
            TransferSyntax.JPEG_EXTENDED,
            TransferSyntax.JPEG_2000,
            TransferSyntax.JPEG_LOSSLESS,
            TransferSyntax.JPEG_LS_NEAR_LOSSLESS,
            TransferSyntax.RLE_LOSSLESS,
            TransferSyntax.MPEG4_AVC_HIGH_PROFILE_4_1,
            TransferSyntax.MPEG2_MAIN_PROFILE);

    /** How many contexts it is. */
    int size() {
        return 1 + classes().size() * contextsOfAClass().size();
    }

    private List<String> classes() {
        return sopClasses.isEmpty() ? COMMON : sopClasses;
    }

    private List<List<TransferSyntax>> contextsOfAClass() {
        Stream<List<TransferSyntax>> compressedOnes = compressed.isEmpty()
                ? Stream.of(USUAL_COMPRESSED)
                : compressed.stream().map(List::of);
        return Stream.concat(Stream.of(NATIVE), compressedOnes).toList();
    }

    /** Proposes them, with the role of SCP for what comes. */
    void into(AssociationOptions.Builder options) {
        options.context(model);
        for (String sopClass : classes()) {
            options.role(sopClass, false, true);
            contextsOfAClass()
                    .forEach(syntaxes -> options.context(
                            sopClass, syntaxes.stream().map(TransferSyntax::uid).toArray(String[]::new)));
        }
    }
}
