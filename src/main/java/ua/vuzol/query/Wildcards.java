package ua.vuzol.query;

/** Wild card matching (PS3.4 C.2.2.2.4) as LIKE patterns of SQL. */
public final class Wildcards {
    private Wildcards() {}

    public static boolean isIn(String value) {
        return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
    }

    /** Whether the value matches everything: nothing, or only {@code *}. */
    public static boolean isUniversal(String value) {
        return value.chars().allMatch(c -> c == '*');
    }

    /** {@code *} for any characters, {@code ?} for one; what LIKE would take for a wildcard stands for itself. */
    public static String like(String value) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '*' -> pattern.append('%');
                case '?' -> pattern.append('_');
                case '%', '_', '\\' -> pattern.append('\\').append(c);
                default -> pattern.append(c);
            }
        }
        return pattern.toString();
    }
}
