package ua.vuzol.intake.record;

/**
 * Bounds beyond which a sidecar is refused.
 *
 * @param fileBytes size of the file; also the characters of all fields together, with 48 more
 *     for each field
 * @param records number of records
 * @param fieldCharacters length of one value or name
 * @param depth nesting of XML elements or JSON values
 */
public record SidecarLimits(long fileBytes, int records, int fieldCharacters, int depth) {
    public static final SidecarLimits DEFAULT = new SidecarLimits(64L << 20, 1_000_000, 1 << 20, 64);
}
