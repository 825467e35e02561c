package ua.vuzol.dicom.model;

import java.util.Optional;
import java.util.function.UnaryOperator;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Value;

/** Decides which values a document refers to instead of holding them (PS3.18 F.2.6, PS3.19 A.1.5 BulkData). */
@FunctionalInterface
public interface BulkDataPolicy {

    /**
     * Where the value of an element can be had; empty to hold it in the document. Asked for values that are not empty and have
     * a VR that PS3.18 F.2.2 lets be referred to: DS, FL, FD, IS, LT, OB, OD, OF, OL, OV, OW, SL, SS, ST, SV, UC, UL, UN, US, UT
     * and UV.
     *
     * @param path tags and, within sequences, item numbers from 1: {@code 7FE00010} or {@code 00880200/1/7FE00010}
     */
    Optional<String> uri(String path, Element element);

    /** Everything is in the document. Encapsulated pixel data cannot be, so it ends in an exception. */
    static BulkDataPolicy inline() {
        return (path, element) -> Optional.empty();
    }

    /**
     * Encapsulated pixel data, and values of more than so many bytes, are elsewhere.
     *
     * @param uri makes the URI from the path
     */
    static BulkDataPolicy longerThan(long bytes, UnaryOperator<String> uri) {
        return (path, element) ->
                element.value() instanceof Value.Fragments || element.value().length() > bytes
                        ? Optional.of(uri.apply(path))
                        : Optional.empty();
    }
}
