package ua.vuzol.mapping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address or a block of them in CIDR notation (RFC 4632); never a name, so that nobody waits for a name server.
 *
 * @param prefix how many leading bits count
 */
public record HostRange(InetAddress address, int prefix) {
    private static final Pattern NOTATION = Pattern.compile("([0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

    /** @throws IllegalArgumentException if the text is neither an address nor a block */
    public static HostRange parse(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is no IP address and no block such as 10.1.2.0/24");
        }
        try {
            InetAddress address = InetAddress.getByName(parts.group(1));
            int bits = address.getAddress().length * Byte.SIZE;
            int prefix = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
            if (prefix > bits) {
                throw new IllegalArgumentException("has a prefix of more than " + bits + " bits");
            }
            return new HostRange(address, prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("is no IP address", e);
        }
    }

    /** @throws MappingFileException if the entry is neither an address nor a block */
    public static HostRange of(MappingFile.Entry entry) {
        try {
            return parse(entry.text().orElse(""));
        } catch (IllegalArgumentException e) {
            throw entry.error(e.getMessage());
        }
    }

    public boolean contains(InetAddress host) {
        byte[] ours = address.getAddress();
        byte[] theirs = host.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        int rest = prefix % Byte.SIZE;
        return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xFF) >>> Byte.SIZE - rest == 0);
    }
}
