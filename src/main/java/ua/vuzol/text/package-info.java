/**
 * The room of text: which encoding bytes are in, how a garbled name is mended, which language a name is in and how it is
 * written in Latin letters. {@link ua.vuzol.text.Text} is the facade for names; {@link ua.vuzol.text.Encodings} resolves the
 * encodings that device profiles name. The room needs the JDK only, and its tables are text that a hospital may read and
 * change.
 */
package ua.vuzol.text;
