package ua.vuzol.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** File names that every file system takes and that cannot leave their folder. */
final class FileNames {
    private static final int MAX_LENGTH = 100;
    private static final String UNNAMED = "_";
    private static final Pattern EXTENSION = Pattern.compile("(?<=[^.])\\.([A-Za-z0-9]{1,10})$");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern EDGES = Pattern.compile("^[.\\-]+|\\.+$");
    /** Names that Windows keeps for devices, whatever the extension. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private FileNames() {}

    /**
     * One path component of {@code [A-Za-z0-9._-]}: every run of other characters becomes one {@code _}, dots and hyphens at
     * the start and dots at the end are dropped, the extension (last dot and one to ten letters or digits) is in lower case,
     * the whole is at most 100 characters with the extension kept. Two names may become one: the caller adds what tells
     * them apart.
     */
    static String safe(String name) {
        String clean = EDGES.matcher(UNSAFE.matcher(name).replaceAll("_")).replaceAll("");
        var match = EXTENSION.matcher(clean);
        String extension = match.find() ? match.group().toLowerCase(Locale.ROOT) : "";
        String base = clean.substring(0, clean.length() - extension.length());
        base = base.substring(0, Math.min(base.length(), MAX_LENGTH - 1 - extension.length()));
        String safe = EDGES.matcher(base).replaceAll("") + extension;
        if (safe.isEmpty() || safe.startsWith(".") || DEVICE.matcher(safe).matches()) {
            return UNNAMED + safe;
        }
        return safe;
    }
}
