package ua.vuzol.dicom.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ua.vuzol.dicom.data.DicomException;

/** Reads files in a process of its own, whose heap is small: each from the file and from a stream, and writes what was read. */
final class ReadInChild {

    /**
     * How one reading ended.
     *
     * @param outcome READ or the simple name of the exception
     * @param millis processor time it took
     */
    record Ended(String file, String from, String outcome, long millis) {
        static Ended parse(String line) {
            String[] cells = line.split("\t");
            return new Ended(cells[0], cells[1], cells[2], Long.parseLong(cells[3]));
        }
    }

    private ReadInChild() {}

    /** Two for each file, unless the process dies before. */
    static List<Ended> with(int heapMegabytes, List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                ReadInChild.class.getName()));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            List<Ended> ended = output.lines().map(Ended::parse).toList();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It neither ends nor says more");
            }
            return ended;
        } finally {
            process.destroyForcibly();
        }
    }

    private interface Reading {
        DicomObject read() throws IOException;
    }

    public static void main(String[] files) throws IOException {
        for (String name : files) {
            Path file = Path.of(name);
            measure(file, "file", () -> DicomReader.read(file));
            try (InputStream stream = Files.newInputStream(file)) {
                measure(file, "stream", () -> DicomReader.read(stream, ReadOptions.defaults()));
            }
        }
    }

    private static void measure(Path file, String from, Reading reading) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        String outcome = outcome(reading);
        long millis = (threads.getCurrentThreadCpuTime() - before) / 1_000_000;
        System.out.println(file.getFileName() + "\t" + from + "\t" + outcome + "\t" + millis);
    }

    private static String outcome(Reading reading) throws IOException {
        try {
            DicomWriter.write(reading.read(), OutputStream.nullOutputStream());
            return "READ";
        } catch (DicomException e) {
            return e.getClass().getSimpleName();
        }
    }
}
