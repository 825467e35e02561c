package ua.vuzol.intake.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.TextDecodingException;

/** Reads what a device wrote beside its images as records of named text fields. */
public final class SidecarParser {

    private SidecarParser() {}

    /** As {@link #parse(Path, SidecarSpec, SidecarLimits)} within {@link SidecarLimits#DEFAULT}. */
    public static List<DeviceRecord> parse(Path file, SidecarSpec spec) {
        return parse(file, spec, SidecarLimits.DEFAULT);
    }

    /**
     * Reads all records of the file.
     *
     * @return the records in the order of the file; none for a table without rows
     * @throws UnreadableInputException if the file is not what the specification says, or exceeds a limit
     * @throws UncheckedIOException if the disk fails, which says nothing about the file: try again
     */
    public static List<DeviceRecord> parse(Path file, SidecarSpec spec, SidecarLimits limits) {
        RecordCollector records = new RecordCollector(limits);
        try {
            checkSize(file, limits);
            if (spec.format() == SidecarFormat.DBF) {
                new DbfSidecar(spec, records).read(file);
                return records.records();
            }
            try (InputStream in = Files.newInputStream(file);
                    Reader text = new DeviceText(Encodings.strictReader(in, spec.encoding()))) {
                readText(text, spec, records);
            }
        } catch (TextDecodingException e) {
            throw new UnreadableInputException(
                    "The file is not text in " + e.charset() + ": the byte at offset " + e.byteOffset()
                            + " is no character of it; check the encoding in the source's profile.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records.records();
    }

    private static void readText(Reader text, SidecarSpec spec, RecordCollector records) throws IOException {
        switch (spec.format()) {
            case CSV -> new CsvSidecar(spec, records).read(text);
            case INI -> new IniSidecar(records).read(text);
            case XML -> new XmlSidecar(spec, records).read(text);
            case JSON -> new JsonSidecar(spec, records).read(text);
            case DBF -> throw new IllegalArgumentException("DBF is not text");
        }
    }

    private static void checkSize(Path file, SidecarLimits limits) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            throw new UnreadableInputException("The file is empty; let the device write it again.");
        }
        if (size > limits.fileBytes()) {
            throw new UnreadableInputException("The file has " + size + " bytes, more than the " + limits.fileBytes()
                    + " that a sidecar may have; check which file the profile takes for the sidecar.");
        }
    }
}
