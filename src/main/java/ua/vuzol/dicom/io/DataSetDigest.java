package ua.vuzol.dicom.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * A digest of what a data set says, whatever it is encoded in: the same for an object in Implicit VR, Explicit VR little or big
 * endian and deflated, with or without File Meta Information, group lengths, Data Set Trailing Padding and padding behind
 * texts, and for sequences by length or by delimiter. Encapsulated pixel data is taken as its fragments.
 *
 * <p>VRs have no part in it, as implicit encoding does not have them; numbers count in little endian, text without the
 * padding behind it where the dictionary knows it to be text. Private elements of explicit encoding that became UN in implicit
 * (PS3.5 6.2.2 note 2) are the same as before, sequences included.
 */
public final class DataSetDigest {
    /** Text beyond this is taken as it stands; nobody writes so much and pads it anew. */
    private static final long LONGEST_TRIMMED_TEXT = 1 << 20;

    /** UN that holds items in UN and so on; what is deeper counts as bytes. */
    private static final int MOST_UNKNOWN_LEVELS = 16;

    private DataSetDigest() {}

    /**
     * Reads a DICOM file through once.
     *
     * @return SHA-256 as 64 lower-case hexadecimal digits
     * @throws DicomFormatException if it is not DICOM
     */
    public static String sha256(Path file) throws IOException {
        return sha256(DicomReader.read(file).dataSet());
    }

    /**
     * @param dataSet whose bulk data is read through
     * @return SHA-256 as 64 lower-case hexadecimal digits
     */
    public static String sha256(DataSet dataSet) throws IOException {
        MessageDigest digest = sha256();
        try (BulkCopy bulk = new BulkCopy()) {
            Visitor visitor = new Visitor(new DigestOutputStream(OutputStream.nullOutputStream(), digest), bulk, 0);
            DataSetWalk.of(dataSet, Encoding.EXPLICIT_LITTLE_ENDIAN, visitor);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** What stands before each part, so that no two data sets give the same stream of bytes. */
    private enum Mark {
        VALUE,
        FRAGMENTS,
        SEQUENCE,
        ITEM,
        END
    }

    private static final class Visitor implements DataSetWalk.Visitor {
        private final DigestOutputStream out;
        private final BulkCopy bulk;
        private final int unknownLevel;

        Visitor(DigestOutputStream out, BulkCopy bulk, int unknownLevel) {
            this.out = out;
            this.bulk = bulk;
            this.unknownLevel = unknownLevel;
        }

        @Override
        public void element(Element original, Encoding encoding) throws IOException {
            if (Tag.isGroupLength(original.tag()) || original.tag() == Tag.DataSetTrailingPadding) {
                return;
            }
            Element element = original.padded();
            Optional<List<DataSet>> items = itemsOfUnknown(element);
            if (items.isPresent()) {
                sequence(element.tag(), items.get());
            } else if (element.value() instanceof Value.Fragments fragments) {
                header(Mark.FRAGMENTS, element.tag(), fragments.fragments().size());
                for (BulkData fragment : fragments.fragments()) {
                    header(Mark.VALUE, element.tag(), fragment.length());
                    bulk.copy(fragment, out);
                }
            } else {
                value(element);
            }
        }

        private void value(Element element) throws IOException {
            if (element.value().length() <= LONGEST_TRIMMED_TEXT && isText(element)) {
                byte[] text = element.bytes();
                int end = text.length;
                while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == 0)) {
                    end--;
                }
                header(Mark.VALUE, element.tag(), end);
                out.write(text, 0, end);
                return;
            }
            header(Mark.VALUE, element.tag(), element.value().length());
            if (element.value() instanceof Value.Bulk value) {
                bulk.copy(value.data(), out);
            } else {
                out.write(element.bytes());
            }
        }

        /** By the dictionary, as the VR of the encoding may be UN. */
        private static boolean isText(Element element) {
            if (Tag.isPrivate(element.tag())) {
                return Tag.isPrivateCreator(element.tag());
            }
            List<VR> vrs = Dictionary.standard()
                    .lookup(element.tag())
                    .map(Dictionary.Entry::vrs)
                    .orElse(List.of());
            return !vrs.isEmpty() && vrs.stream().allMatch(VR::isText);
        }

        /** What is bytes to implicit encoding and a sequence to explicit. */
        private Optional<List<DataSet>> itemsOfUnknown(Element element) throws IOException {
            if (element.vr() != VR.UN
                    || unknownLevel == MOST_UNKNOWN_LEVELS
                    || element.value().length() < 8) {
                return Optional.empty();
            }
            try {
                return Optional.of(DicomReader.items(element, ReadOptions.defaults()));
            } catch (DicomFormatException e) {
                return Optional.empty(); // they are bytes after all
            }
        }

        private void sequence(int tag, List<DataSet> items) throws IOException {
            header(Mark.SEQUENCE, tag, 0);
            for (DataSet item : items) {
                header(Mark.ITEM, 0, 0);
                DataSetWalk.of(item, Encoding.IMPLICIT_LITTLE_ENDIAN, new Visitor(out, bulk, unknownLevel + 1));
                header(Mark.END, 0, 0);
            }
            header(Mark.END, 0, 0);
        }

        @Override
        public void openSequence(Element sequence, Value.Items items, Encoding encoding) throws IOException {
            header(Mark.SEQUENCE, sequence.tag(), 0);
        }

        @Override
        public void openItem(DataSet item, Encoding encoding) throws IOException {
            header(Mark.ITEM, 0, 0);
        }

        @Override
        public void closeItem(DataSet item, Encoding encoding) throws IOException {
            header(Mark.END, 0, 0);
        }

        @Override
        public void closeSequence(Value.Items items, Encoding encoding) throws IOException {
            header(Mark.END, 0, 0);
        }

        private void header(Mark mark, int tag, long length) throws IOException {
            out.write(ByteBuffer.allocate(13)
                    .put((byte) mark.ordinal())
                    .putInt(tag)
                    .putLong(length)
                    .array());
        }
    }
}
