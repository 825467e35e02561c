package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.hub.cli.Finding;

/** What is wrong with a file, in words. */
final class FileProblem {
    private FileProblem() {}

    static Finding with(Path file, IOException e) {
        return new Finding(file + ": " + of(e));
    }

    static Finding with(Path file, DicomException e) {
        return new Finding(file + ": " + e.getMessage());
    }

    static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "it may not be accessed";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "it is no folder";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
