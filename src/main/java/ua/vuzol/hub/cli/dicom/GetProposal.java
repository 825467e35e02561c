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

    private static final List<TransferSyntax> NATIVE =
            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    /** How many contexts it is. */
    int size() {
        return 1 + classes().size() * contextsOfAClass().size();
    }

    private List<String> classes() {
        return sopClasses.isEmpty() ? SopClass.COMMON_STORAGE : sopClasses;
    }

    private List<List<TransferSyntax>> contextsOfAClass() {
        Stream<List<TransferSyntax>> compressedOnes = compressed.isEmpty()
                ? Stream.of(TransferSyntax.COMMON_COMPRESSED)
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
