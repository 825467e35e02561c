package ua.vuzol.intake.normalise;

import java.nio.charset.Charset;

/** What the text of an object is in. */
public sealed interface EncodingVerdict {
    /** In what it is declared to be in, as far as anybody can tell. */
    record AsDeclared() implements EncodingVerdict {}

    /** In another encoding. */
    record Wrong(Charset charset) implements EncodingVerdict {}

    /** Not in what it is declared to be in, and what it is in cannot be told. */
    record Unclear() implements EncodingVerdict {}
}
