package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The files that arguments mean: themselves, and of folders all that is in them but what is hidden, sorted. */
final class InputFiles {
    /** A file or folder that could not be had, and why. */
    record Skipped(Path file, String reason) {}

    private final List<Path> files = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    private InputFiles() {}

    static InputFiles of(List<Path> arguments) {
        InputFiles found = new InputFiles();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                found.addAllIn(argument);
            } else if (Files.exists(argument)) {
                found.files.add(argument);
            } else {
                found.skipped.add(new Skipped(argument, "there is no such file or folder"));
            }
        }
        return found;
    }

    List<Path> files() {
        return files;
    }

    /** Those that could not be had; what cannot be used may be added. */
    List<Skipped> skipped() {
        return skipped;
    }

    private void addAllIn(Path folder) {
        List<Path> inside = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    return isHidden(inner) && !inner.equals(folder)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (Files.isRegularFile(file) && !isHidden(file)) {
                        inside.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    skipped.add(new Skipped(file, FileProblem.of(e)));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            skipped.add(new Skipped(folder, FileProblem.of(e)));
        }
        inside.stream().sorted().forEach(files::add);
    }

    private static boolean isHidden(Path file) {
        return file.getFileName() != null && file.getFileName().toString().startsWith(".");
    }
}
