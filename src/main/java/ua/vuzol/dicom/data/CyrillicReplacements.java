package ua.vuzol.dicom.data;

import java.util.Map;
import java.util.Optional;

/**
 * What stands for characters of Ukrainian texts that ISO_IR 144 (ISO 8859-5) has no code for. Ґ becomes Г, as it was written
 * from 1933 to 1990, when Ukrainian orthography did not have the letter. Every form of apostrophe becomes the one of ASCII,
 * quotation marks become {@code "}, dashes a hyphen: the punctuation of CLDR's Latin-ASCII transform, but one character for
 * one, so that no value grows beyond the limit of its VR.
 */
public final class CyrillicReplacements implements CharacterSetConversion.Replacement {

    private static final Map<String, String> REPLACEMENTS = Map.of(
            "Ґ", "Г",
            "ґ", "г",
            "\u2018\u2019\u201B\u02BC\u02B9\u00B4\u2032", "'",
            "\u00AB\u00BB\u201C\u201D\u201E\u201F\u2033", "\"",
            "\u2039\u203A\u201A", "'",
            "\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-",
            "\u2002\u2003\u2009\u202F", " ");

    @Override
    public Optional<String> of(int codePoint) {
        return REPLACEMENTS.entrySet().stream()
                .filter(entry -> entry.getKey().indexOf(codePoint) >= 0)
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
