package ua.vuzol.dicom.net;

import java.util.regex.Pattern;

/** AE titles (PS3.5 6.2, VR AE): 1 to 16 characters of ISO 646 without backslash and controls, not only spaces. */
final class AeTitles {

    private static final Pattern FORM = Pattern.compile("[ -\\[\\]-~]{1,16}");

    private AeTitles() {}

    /** @throws IllegalArgumentException saying what is wrong */
    static void check(String title) {
        if (title.isBlank() || !FORM.matcher(title).matches()) {
            throw new IllegalArgumentException(
                    "'" + title + "' is no AE title: 1 to 16 printable ASCII characters without backslash");
        }
    }
}
