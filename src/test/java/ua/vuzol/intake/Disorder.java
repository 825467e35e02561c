package ua.vuzol.intake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes files as careless devices do. */
final class Disorder {
    private Disorder() {}

    /** Exchanges Rows (0028,0010) and Columns (0028,0011), two elements of ten bytes, in explicit little endian. */
    static byte[] columnsBeforeRows(byte[] file) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 132; i + 10 < file.length; i++) {
            int group =
                    ByteBuffer.wrap(file, i, 2).order(ByteOrder.LITTLE_ENDIAN).getShort();
            int element = ByteBuffer.wrap(file, i + 2, 2)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getShort();
            if (group == 0x0028 && (element == 0x0010 || element == 0x0011)) {
                starts.add(i);
            }
        }
        int first = starts.get(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, first);
        out.write(file, first + 10, 10);
        out.write(file, first, 10);
        out.write(file, first + 20, file.length - first - 20);
        return out.toByteArray();
    }
}
