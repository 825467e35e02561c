package ua.vuzol.dicom.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * Writes a data set with mistakes of the kinds that writers make and attackers choose: in tags, VRs and lengths, in what
 * delimits, in what is there twice, out of order or not at all. Long values are cut, so that what remains is mostly structure.
 */
final class MutatingEncoder implements DataSetWalk.Visitor {

    private static final int MAX_VALUE_BYTES = 64;
    private static final int MAX_FRAGMENTS = 5;
    private static final long UNDEFINED = 0xFFFF_FFFFL;
    private static final int[] TAGS = {
        Tag.Item,
        Tag.ItemDelimitationItem,
        Tag.SequenceDelimitationItem,
        Tag.PixelData,
        Tag.SpecificCharacterSet,
        Tag.PixelRepresentation,
        Tag.DirectoryRecordSequence,
        Tag.TransferSyntaxUID,
        0x00080000,
        0x00090010,
        0
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Random random;
    /** One place in so many has a mistake. */
    private final int rarity;

    private MutatingEncoder(Random random) {
        this.random = random;
        this.rarity = 2 << random.nextInt(12);
    }

    static byte[] encode(DataSet dataSet, Encoding encoding, Random random) throws IOException {
        MutatingEncoder encoder = new MutatingEncoder(random);
        DataSetWalk.of(dataSet, encoding, encoder);
        return encoder.out.toByteArray();
    }

    private boolean mistake() {
        return random.nextInt(rarity) == 0;
    }

    @Override
    public void element(Element element, Encoding encoding) throws IOException {
        if (mistake()) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    return;
                }
                case 1 -> write(element, encoding);
                default -> out.write(random.nextInt(256));
            }
        }
        write(element, encoding);
    }

    private void write(Element element, Encoding encoding) throws IOException {
        if (element.value() instanceof Value.Fragments fragments) {
            header(element, UNDEFINED, encoding);
            for (BulkData fragment : fragments
                    .fragments()
                    .subList(0, Math.min(MAX_FRAGMENTS, fragments.fragments().size()))) {
                byte[] bytes = start(fragment);
                item(Tag.Item, bytes.length, encoding);
                out.write(bytes);
            }
            item(Tag.SequenceDelimitationItem, 0, encoding);
            return;
        }
        byte[] bytes = element.value() instanceof Value.Bulk bulk ? start(bulk.data()) : element.bytes();
        int length = Math.min(bytes.length, MAX_VALUE_BYTES);
        header(element, length, encoding);
        out.write(bytes, 0, mistake() ? random.nextInt(length + 1) : length);
    }

    private static byte[] start(BulkData data) throws IOException {
        try (var in = data.open()) {
            return in.readNBytes(MAX_VALUE_BYTES);
        }
    }

    @Override
    public void openSequence(Element sequence, Value.Items items, Encoding encoding) {
        // the real length is not known here, so that any but the undefined one is a mistake of its own
        header(sequence, UNDEFINED, encoding);
    }

    @Override
    public void openItem(DataSet item, Encoding encoding) {
        item(Tag.Item, UNDEFINED, encoding);
    }

    @Override
    public void closeItem(DataSet item, Encoding encoding) {
        item(Tag.ItemDelimitationItem, 0, encoding);
    }

    @Override
    public void closeSequence(Value.Items items, Encoding encoding) {
        item(Tag.SequenceDelimitationItem, 0, encoding);
    }

    private void item(int tag, long length, Encoding encoding) {
        if (mistake() && random.nextBoolean()) {
            return;
        }
        tag(tag, encoding);
        number(length(length), 4, encoding);
    }

    private void header(Element element, long length, Encoding encoding) {
        tag(element.tag(), encoding);
        if (!encoding.explicit()) {
            number(length(length), 4, encoding);
            return;
        }
        String vr = mistake() ? wrongVr() : element.vrCode();
        out.write(vr.charAt(0));
        out.write(vr.charAt(1));
        boolean longForm = Element.isLongForm(vr) != mistake();
        if (longForm) {
            number(0, 2, encoding);
        }
        number(length(length), longForm ? 4 : 2, encoding);
    }

    private String wrongVr() {
        return random.nextInt(4) == 0
                ? "" + (char) random.nextInt(256) + (char) random.nextInt(256)
                : VR.values()[random.nextInt(VR.values().length)].name();
    }

    private void tag(int tag, Encoding encoding) {
        int written = mistake() ? wrongTag(tag) : tag;
        number(Tag.group(written), 2, encoding);
        number(Tag.element(written), 2, encoding);
    }

    private int wrongTag(int tag) {
        return switch (random.nextInt(3)) {
            case 0 -> TAGS[random.nextInt(TAGS.length)];
            case 1 -> tag ^ 1 << random.nextInt(32);
            default -> random.nextInt();
        };
    }

    private long length(long length) {
        if (!mistake()) {
            return length;
        }
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> UNDEFINED;
            case 2 -> length + 1;
            case 3 -> length - 1;
            case 4 -> random.nextInt(200);
            default -> random.nextInt() & UNDEFINED;
        };
    }

    private void number(long number, int bytes, Encoding encoding) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (number >>> 8 * (encoding.bigEndian() ? bytes - 1 - i : i)));
        }
    }
}
