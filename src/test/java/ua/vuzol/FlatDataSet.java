package ua.vuzol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.DicomReader;

/**
 * All elements of a data set, also those in sequences, by their place, to compare two that passed through other toolkits: these
 * encode sequences in their own way, leave out group lengths, and do not know the VRs of all private elements.
 */
record FlatDataSet(Map<String, Content> elements) {
    private static final int SHOWN = 64;

    /** Value bytes in hex, or their digest where they are many. */
    record Content(String vr, String value) {
        boolean isSame(Content other) {
            return value.equals(other.value) && (vr.equals(other.vr) || isUnknown() || other.isUnknown());
        }

        private boolean isUnknown() {
            return vr.equals("UN");
        }
    }

    static FlatDataSet of(Path file) {
        try {
            Map<String, Content> elements = new TreeMap<>();
            collect("", DicomReader.read(file).dataSet(), elements);
            return new FlatDataSet(elements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(String within, DataSet dataSet, Map<String, Content> elements) throws IOException {
        for (Element element : dataSet) {
            if ((element.tag() & 0xFFFF) == 0) {
                continue;
            }
            String path = within + Tag.format(element.tag());
            if (element.value() instanceof Value.Items items) {
                elements.put(path, new Content("SQ", items.dataSets().size() + " items"));
                for (int i = 0; i < items.dataSets().size(); i++) {
                    collect(path + "[" + (i + 1) + "]", items.dataSets().get(i), elements);
                }
            } else {
                elements.put(path, new Content(element.vrCode(), value(element.value())));
            }
        }
    }

    private static String value(Value value) throws IOException {
        if (value instanceof Value.Bytes bytes) {
            return bytes.bytes().length > SHOWN
                    ? digest(new ByteArrayInputStream(bytes.bytes()))
                    : HexFormat.of().formatHex(withoutPadding(bytes.bytes()));
        } else if (value instanceof Value.Bulk bulk) {
            return digest(bulk.data());
        }
        List<BulkData> fragments = ((Value.Fragments) value).fragments();
        StringBuilder digests = new StringBuilder();
        for (BulkData fragment : fragments) {
            digests.append(digest(fragment)).append(' ');
        }
        return digests.toString();
    }

    private static byte[] withoutPadding(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static String digest(BulkData data) throws IOException {
        try (InputStream in = data.open()) {
            return digest(in);
        }
    }

    private static String digest(InputStream in) throws IOException {
        try {
            DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            long length = digesting.transferTo(OutputStream.nullOutputStream());
            return length + " bytes "
                    + HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Each element that is not the same in both, with what it is here and there; elements in items by their places. */
    Map<String, String> differences(FlatDataSet other) {
        TreeSet<String> places = new TreeSet<>(elements.keySet());
        places.addAll(other.elements.keySet());
        Content nothing = new Content("", "nothing");
        return places.stream()
                .filter(place ->
                        !elements.getOrDefault(place, nothing).isSame(other.elements.getOrDefault(place, nothing)))
                .collect(Collectors.toMap(
                        place -> place,
                        place -> elements.getOrDefault(place, nothing) + " and "
                                + other.elements.getOrDefault(place, nothing),
                        (one, two) -> one,
                        TreeMap::new));
    }
}
