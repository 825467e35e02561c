package ua.vuzol.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the first bytes of a file say that it is. */
enum FileSignature {
    /** DICM behind a preamble of 128 bytes (PS3.10 7.1). */
    DICOM,
    ZIP,
    NONE;

    private static final int PREAMBLE = 128;

    static FileSignature of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(PREAMBLE + 4);
            return of(new String(start, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the landing store cannot be read", e);
        }
    }

    private static FileSignature of(String start) {
        if (start.startsWith("DICM", PREAMBLE)) {
            return DICOM;
        }
        // a member, or the end of an archive that has none
        return start.startsWith("PK\3\4") || start.startsWith("PK\5\6") ? ZIP : NONE;
    }
}
