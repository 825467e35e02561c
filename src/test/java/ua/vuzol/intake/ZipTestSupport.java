package ua.vuzol.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes zip archives. */
final class ZipTestSupport {
    private ZipTestSupport() {}

    record Member(String name, byte[] content) {}

    static Member member(String name, byte[] content) {
        return new Member(name, content);
    }

    static byte[] zip(Member... members) {
        return zip(StandardCharsets.UTF_8, ZipEntry.DEFLATED, members);
    }

    /** @param method {@link ZipEntry#STORED} or {@link ZipEntry#DEFLATED} */
    static byte[] zip(Charset names, int method, Member... members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
            for (Member member : members) {
                ZipEntry entry = new ZipEntry(member.name());
                entry.setMethod(method);
                CRC32 checksum = new CRC32();
                checksum.update(member.content());
                entry.setCrc(checksum.getValue());
                entry.setSize(member.content().length);
                zip.putNextEntry(entry);
                zip.write(member.content());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
