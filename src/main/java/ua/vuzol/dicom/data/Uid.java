package ua.vuzol.dicom.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Unique identifiers: validity (PS3.5 9.1), names of the registered ones (PS3.6 Annex A), new ones under 2.25 (PS3.5 B.2). */
public final class Uid {

    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))+");

    private static final class Names {
        static final Map<String, String> BY_UID = new HashMap<>();

        static {
            Dictionary.rows("uids.tsv", row -> BY_UID.put(row[0], row[2]));
        }
    }

    private Uid() {}

    /** Whether it is at most 64 characters of numbers without leading zeros, joined by dots. */
    public static boolean isValid(String uid) {
        return uid.length() <= 64 && FORM.matcher(uid).matches();
    }

    /** The name under which PS3.6 registers the UID. */
    public static Optional<String> name(String uid) {
        return Optional.ofNullable(Names.BY_UID.get(uid));
    }

    /** A new UID: 2.25 followed by a random UUID as an integer. */
    public static String random() {
        return of(UUID.randomUUID());
    }

    /**
     * The UID that these parts always give: 2.25 followed by a name-based UUID. The name is the SHA-256 of the parts in
     * UTF-8, each behind its length, so that ("ab", "c") and ("a", "bc") differ; the first 128 bits carry the version (8,
     * RFC 9562) and the variant.
     */
    public static String derived(String... parts) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(parts));
        long high = hash.getLong() & ~0xF000L | 0x8000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return of(new UUID(high, low));
    }

    private static byte[] sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String of(UUID uuid) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }
}
