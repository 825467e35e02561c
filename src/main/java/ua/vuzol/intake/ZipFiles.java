package ua.vuzol.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.springframework.stereotype.Component;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.TextDecodingException;

/**
 * Unpacks zip archives of DICOM files. Members go into the landing store under their digests and nowhere by their names,
 * one after the other; what an archive unpacks to has bounds.
 */
@Component
class ZipFiles {
    private static final int MOST_MEMBERS = 100_000;

    /** An archive may unpack to this many times its size; DICOM compresses to a tenth at most, but for black pictures. */
    private static final long LARGEST_RATIO = 100;

    /** Or to this many bytes, however small it is. */
    private static final long ALWAYS_ALLOWED = 256L << 20;

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
     */
    Content unpack(Path archive, Function<Path, Optional<DicomFiles.Found>> look) {
        try (ZipFile zip = ZipFile.builder()
                .setPath(archive)
                .setCharset(StandardCharsets.ISO_8859_1)
                .get()) {
            Content content = new Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            long left = Math.max(ALWAYS_ALLOWED, Files.size(archive) * LARGEST_RATIO);
            int members = 0;
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry member = entries.nextElement();
                if (++members > MOST_MEMBERS) {
                    throw new UnreadableInputException("The archive has more than " + MOST_MEMBERS + " members.");
                }
                if (!member.isDirectory()) {
                    left -= unpack(zip, member, content, left, look);
                }
            }
            if (content.objects().isEmpty()) {
                throw new UnreadableInputException("The archive holds no DICOM object.");
            }
            return content;
        } catch (ZipException e) {
            throw new UnreadableInputException("The archive is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("An archive of the landing store cannot be unpacked", e);
        }
    }

    /** @return the bytes that the member unpacked to */
    private long unpack(
            ZipFile zip,
            ZipArchiveEntry member,
            Content content,
            long most,
            Function<Path, Optional<DicomFiles.Found>> look)
            throws IOException {
        String name = name(member);
        if (!zip.canReadEntryData(member)) {
            throw new UnreadableInputException(
                    "The member " + name + " of the archive is encrypted or packed in a way that is not known.");
        }
        Path unpacked = landing.arriving().resolve(UUID.randomUUID().toString());
        try {
            LandingStore.Copy copy = write(zip, member, unpacked, most);
            if (FileSignature.of(unpacked) == FileSignature.ZIP) {
                throw new UnreadableInputException(
                        "The member " + name + " is an archive itself; put the DICOM files into one archive.");
            }
            Optional<DicomFiles.Found> found = look.apply(unpacked);
            if (found.isEmpty()) {
                content.others().add(name);
                return copy.size();
            }
            landing.adopt(unpacked, copy.sha256());
            landing.sync(copy.sha256());
            if (found.get().isDirectory()) {
                content.directories().add(landing.resolve(copy.sha256()));
            } else {
                content.objects().add(new Entry(copy.sha256(), copy.size(), found.get()));
            }
            return copy.size();
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }

    private LandingStore.Copy write(ZipFile zip, ZipArchiveEntry member, Path to, long most) throws IOException {
        try (InputStream in = zip.getInputStream(member)) {
            return landing.write(in, to, most)
                    .orElseThrow(() -> new UnreadableInputException("The archive unpacks to more than " + LARGEST_RATIO
                            + " times its size, which archives of DICOM files do not."));
        }
    }

    /** Names are UTF-8 where the archive says so or they can be nothing else, otherwise in the DOS encoding of Ukraine. */
    private static String name(ZipArchiveEntry member) {
        byte[] raw = member.getRawName();
        try {
            return Encodings.decodeStrictly(raw, StandardCharsets.UTF_8);
        } catch (TextDecodingException e) {
            return Encodings.decodeLeniently(raw, Encodings.CP1125);
        }
    }
}
