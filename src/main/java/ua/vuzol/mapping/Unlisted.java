package ua.vuzol.mapping;

import java.net.InetAddress;
import java.util.Locale;

/** Who gets in without being listed in a file of those who may: the key {@code unlisted}, or nobody but this machine. */
public enum Unlisted {
    LOCAL,
    NEVER,
    ALWAYS;

    public static Unlisted of(MappingFile.Entry entry) {
        return entry.text()
                .map(text -> Unlisted.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(LOCAL);
    }

    public boolean admits(InetAddress host) {
        return switch (this) {
            case LOCAL -> host.isLoopbackAddress();
            case NEVER -> false;
            case ALWAYS -> true;
        };
    }
}
