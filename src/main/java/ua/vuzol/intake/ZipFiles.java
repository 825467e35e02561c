package ua.vuzol.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.springframework.stereotype.Component;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.TextDecodingException;

/**
 * Unpacks zip archives of DICOM files. Members go into the landing store under their digests and nowhere by their names,
 * one after the other. What an archive unpacks to has bounds, which are kept before the first byte is written: a member has
 * the length that the archive says, or it is damaged.
 */
@Component
class ZipFiles {
    private static final int MOST_MEMBERS = 100_000;

    /** Of the list of members at the end of an archive, in bytes. What is kept of it in the heap is many times as much. */
    private static final long LONGEST_LIST = 16L << 20;

    /** An archive may unpack to this many times its size; DICOM compresses to a tenth at most, but for black pictures. */
    private static final long LARGEST_RATIO = 100;

    /** Or to this many bytes, however small it is. */
    private static final long ALWAYS_ALLOWED = 256L << 20;

    private static final int LONGEST_NAME = 200;

    private final LandingStore landing;

    ZipFiles(LandingStore landing) {
        this.landing = landing;
    }

    /** A DICOM file, safe in the landing store; its size in bytes. */
    record Entry(String sha256, long size, DicomFiles.Found found) {}

    /**
     * What an archive holds.
     *
     * @param directories the DICOMDIRs, in the landing store
     * @param others names of members that are no DICOM
     */
    record Content(List<Entry> objects, List<Path> directories, List<String> others) {}

    /**
     * Unpacks an archive.
     *
     * @param look tells what a file is; empty if it is no DICOM
     * @throws UnreadableInputException if it is damaged, encrypted, beyond the bounds, or holds no DICOM file
     * @throws LandingException if the disk has no room for what it holds
     */
    Content unpack(Path archive, Function<Path, Optional<DicomFiles.Found>> look) {
        try (ZipFile zip = open(archive)) {
            List<ZipArchiveEntry> members = Collections.list(zip.getEntriesInPhysicalOrder()).stream()
                    .filter(member -> !member.isDirectory())
                    .toList();
            requireBounds(members, Files.size(archive));
            Content content = new Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (ZipArchiveEntry member : members) {
                unpack(zip, member, content, look);
            }
            if (content.objects().isEmpty()) {
                throw new UnreadableInputException("The archive holds no DICOM object.");
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("An archive of the landing store cannot be unpacked", e);
        }
    }

    private static ZipFile open(Path archive) throws IOException {
        MeasuredChannel channel = new MeasuredChannel(Files.newByteChannel(archive), LONGEST_LIST);
        try {
            ZipFile zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setCharset(StandardCharsets.ISO_8859_1)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            channel.liftBound();
            return zip;
        } catch (FileSystemException e) {
            channel.close();
            throw e;
        } catch (IOException e) {
            channel.close();
            throw channel.isExceeded() ? tooManyMembers() : damaged("its list of members cannot be read", e);
        }
    }

    private void requireBounds(List<ZipArchiveEntry> members, long archiveSize) {
        if (members.size() > MOST_MEMBERS) {
            throw tooManyMembers();
        }
        long most = Math.max(ALWAYS_ALLOWED, archiveSize * LARGEST_RATIO);
        long sum = 0;
        for (ZipArchiveEntry member : members) {
            // not added up first, for the sum of hostile sizes may be negative
            if (member.getSize() > most - sum) {
                throw new UnreadableInputException("The archive unpacks to more than " + LARGEST_RATIO
                        + " times its size, which archives of DICOM files do not.");
            }
            sum += Math.max(member.getSize(), 0);
        }
        landing.requireSpace(sum);
    }

    private static UnreadableInputException tooManyMembers() {
        return new UnreadableInputException("The archive has more than " + MOST_MEMBERS
                + " members, or names of enormous length. Put the DICOM files into several archives.");
    }

    private void unpack(
            ZipFile zip, ZipArchiveEntry member, Content content, Function<Path, Optional<DicomFiles.Found>> look)
            throws IOException {
        String name = name(member);
        if (!zip.canReadEntryData(member)) {
            throw new UnreadableInputException(
                    "The member " + name + " of the archive is encrypted or packed in a way that is not known.");
        }
        Path unpacked = landing.arriving().resolve(UUID.randomUUID().toString());
        try {
            LandingStore.Copy copy = write(zip, member, name, unpacked);
            if (FileSignature.of(unpacked) == FileSignature.ZIP) {
                throw new UnreadableInputException(
                        "The member " + name + " is an archive itself; put the DICOM files into one archive.");
            }
            Optional<DicomFiles.Found> found = look.apply(unpacked);
            if (found.isEmpty()) {
                content.others().add(name);
                return;
            }
            landing.adopt(unpacked, copy.sha256());
            landing.sync(copy.sha256());
            if (found.get().isDirectory()) {
                content.directories().add(landing.resolve(copy.sha256()));
            } else {
                content.objects().add(new Entry(copy.sha256(), copy.size(), found.get()));
            }
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }

    private LandingStore.Copy write(ZipFile zip, ZipArchiveEntry member, String name, Path to) throws IOException {
        try (InputStream content = new MemberStream(packed(zip, member), name, member.getSize(), member.getCrc())) {
            return landing.write(content, to);
        }
    }

    private static InputStream packed(ZipFile zip, ZipArchiveEntry member) throws IOException {
        try {
            return zip.getInputStream(member);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw damaged("a member is not where its list says", e);
        }
    }

    private static UnreadableInputException damaged(String how, IOException cause) {
        return new UnreadableInputException("The archive is damaged: " + how + ". Make the archive again.", cause);
    }

    /**
     * Names are UTF-8 where the archive says so or they can be nothing else, otherwise in the DOS encoding of Ukraine. They are
     * for people: without what PostgreSQL or a page cannot show.
     */
    private static String name(ZipArchiveEntry member) {
        byte[] raw = member.getRawName();
        String name;
        try {
            name = Encodings.decodeStrictly(raw, StandardCharsets.UTF_8);
        } catch (TextDecodingException e) {
            name = Encodings.decodeLeniently(raw, Encodings.CP1125);
        }
        String printable = name.replaceAll("\\p{Cntrl}", "\uFFFD");
        return printable.length() > LONGEST_NAME ? printable.substring(0, LONGEST_NAME) + "..." : printable;
    }
}
