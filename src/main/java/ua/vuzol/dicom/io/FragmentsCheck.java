package ua.vuzol.dicom.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Value;

/** Whether fragments and offset tables (PS3.5 A.4, PS3.3 C.7.6.3.1.8) agree with each other and with the number of frames. */
final class FragmentsCheck {

    private static final int ITEM_HEADER_BYTES = 8;
    /** MPEG-2, MPEG-4 AVC and HEVC: all frames are one stream. */
    private static final String VIDEO = "1\\.2\\.840\\.10008\\.1\\.2\\.4\\.10[0-8](\\.1)?";

    private final TagPath path;
    private final Findings findings;
    private final int frames;
    private final List<BulkData> fragments;

    private FragmentsCheck(TagPath path, Findings findings, int frames, List<BulkData> fragments) {
        this.path = path;
        this.findings = findings;
        this.frames = frames;
        this.fragments = fragments;
    }

    static void check(NestedDataSet nested, Value.Fragments value, TransferSyntax syntax, Findings findings)
            throws IOException {
        List<BulkData> items = value.fragments();
        TagPath path = nested.path(Tag.PixelData);
        if (items.size() < 2) {
            findings.error(path, "no fragment behind the Basic Offset Table");
            return;
        }
        int frames = nested.dataSet().integer(Tag.NumberOfFrames).orElse(1);
        FragmentsCheck check = new FragmentsCheck(path, findings, frames, items.subList(1, items.size()));
        boolean video = syntax.uid().matches(VIDEO);
        check.count(syntax, video);
        BulkData basic = items.get(0);
        Optional<Element> extended = nested.dataSet().get(Tag.ExtendedOffsetTable);
        if (basic.length() > 0) {
            check.table("the Basic Offset Table", basic, 4, video);
            if (extended.isPresent()) {
                findings.error(nested.path(Tag.ExtendedOffsetTable), "beside a Basic Offset Table that is not empty");
            }
        }
        if (extended.isPresent()) {
            check.table("the Extended Offset Table", data(extended.get()), 8, video);
            check.lengths(nested);
        }
    }

    private void count(TransferSyntax syntax, boolean video) {
        if (!video && fragments.size() < frames) {
            findings.error(
                    path,
                    fragments.size() + (fragments.size() == 1 ? " fragment for " : " fragments for ") + frames
                            + " frames");
        }
        if (syntax.equals(TransferSyntax.RLE_LOSSLESS) && fragments.size() > frames) {
            findings.error(path, fragments.size() + " fragments for " + frames + " frames, where RLE has one for each");
        }
    }

    /** Each offset must be the beginning of a fragment, counted from the first item behind the Basic Offset Table. */
    private void table(String name, BulkData table, int width, boolean video) throws IOException {
        long entries = table.length() / width;
        if (table.length() % width != 0) {
            findings.error(path, name + " ends inside an offset");
        }
        if (!video && entries != frames) {
            findings.error(path, name + " has " + entries + " offsets for " + frames + " frames");
        }
        Set<Long> starts = new HashSet<>();
        long start = 0;
        for (BulkData fragment : fragments) {
            starts.add(start);
            start += ITEM_HEADER_BYTES + fragment.length();
        }
        try (InputStream in = new BufferedInputStream(table.open())) {
            long before = -1;
            for (long i = 0; i < entries; i++) {
                ByteBuffer entry = ByteBuffer.wrap(in.readNBytes(width)).order(ByteOrder.LITTLE_ENDIAN);
                long offset = width == 4 ? entry.getInt() & 0xFFFF_FFFFL : entry.getLong();
                if (i == 0 && offset != 0 || offset <= before || !starts.contains(offset)) {
                    findings.error(path, "offset " + (i + 1) + " of " + name + " is not where a frame can begin");
                    return;
                }
                before = offset;
            }
        }
    }

    private void lengths(NestedDataSet nested) {
        Optional<Element> lengths = nested.dataSet().get(Tag.ExtendedOffsetTableLengths);
        if (lengths.isEmpty()) {
            findings.error(
                    nested.path(Tag.ExtendedOffsetTableLengths),
                    "it is missing, though there is an Extended Offset Table");
        } else if (lengths.get().value().length() / 8 != frames) {
            findings.error(
                    nested.path(Tag.ExtendedOffsetTableLengths),
                    lengths.get().value().length() / 8 + " lengths for " + frames + " frames");
        }
    }

    private static BulkData data(Element element) {
        return element.value() instanceof Value.Bulk bulk ? bulk.data() : BulkData.of(element.bytes());
    }
}
