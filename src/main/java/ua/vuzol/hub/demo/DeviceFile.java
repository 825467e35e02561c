package ua.vuzol.hub.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** How devices bring a file into their folder. */
final class DeviceFile {
    private static final int PIECES = 8;

    private DeviceFile() {}

    @FunctionalInterface
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** Writes under a temporary name and renames, as good devices do. */
    static Path write(Path folder, String name, Content content) throws IOException {
        Files.createDirectories(folder);
        Path temporary = folder.resolve(name + ".tmp");
        content.writeTo(temporary);
        return Files.move(
                temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static Path write(Path folder, String name, byte[] content) throws IOException {
        return write(folder, name, file -> Files.write(file, content));
    }

    /** Writes a file again under its final name, a piece at a time, as worse devices do. */
    static void rewriteSlowly(Path file, Runnable betweenPieces) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, new byte[0]);
        int piece = content.length / PIECES + 1;
        for (int from = 0; from < content.length; from += piece) {
            byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + piece));
            Files.write(file, part, StandardOpenOption.APPEND);
            betweenPieces.run();
        }
    }
}
