package ua.vuzol.camel.dicom;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of an endpoint's URI: {@code ROLE/AET@HOST:PORT/SERVICE}. An IPv6 address is in brackets.
 *
 * @param port 0 for any free one, to listen at
 */
record NodeUri(DicomRole role, String aeTitle, String host, int port, DicomService service) {

    private static final Pattern FORM =
            Pattern.compile("([^/]+)/(.{1,48})@(\\[[0-9A-Fa-f:.%]+]|[^@:/\\[\\]]+):([0-9]{1,5})/([^/]+)");
    private static final Pattern AE_TITLE = Pattern.compile("[ -\\[\\]-~]{1,16}");

    /** @throws IllegalArgumentException saying what is wrong */
    static NodeUri parse(String remaining) {
        Matcher parts = FORM.matcher(remaining);
        if (!parts.matches()) {
            throw new IllegalArgumentException("dicom:" + remaining
                    + " is not of the form dicom:scp/AET@host:port/service or dicom:scu/AET@host:port/service");
        }
        DicomRole role = DicomRole.parse(parts.group(1));
        String aeTitle = aeTitle(parts.group(2));
        int port = Integer.parseInt(parts.group(4));
        if (port > 0xFFFF || port == 0 && role == DicomRole.SCU) {
            throw new IllegalArgumentException("dicom:" + remaining + ": port " + port + " is none");
        }
        return new NodeUri(
                role, aeTitle, parts.group(3).replaceAll("[\\[\\]]", ""), port, DicomService.parse(parts.group(5)));
    }

    private static String aeTitle(String encoded) {
        String title = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8)
                .strip();
        if (!AE_TITLE.matcher(title).matches()) {
            throw new IllegalArgumentException(
                    "'" + title + "' is no AE title: 1 to 16 printable ASCII characters without backslash");
        }
        return title;
    }

    /** Title and place, as logs have it. */
    String node() {
        return aeTitle + "@" + host + ":" + port;
    }
}
