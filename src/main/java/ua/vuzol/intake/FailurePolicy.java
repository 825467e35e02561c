package ua.vuzol.intake;

import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import ua.vuzol.archive.ConflictException;
import ua.vuzol.registry.PatientConflictException;

/**
 * What to do when a step fails. An input that cannot be understood goes to quarantine at once. A database or disk that is
 * away is waited for, as long as it takes. Anything else is an error of the hub, which a second try may overcome: after a
 * few the input goes to quarantine, so that it blocks nobody and nothing is lost.
 */
final class FailurePolicy {
    private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);
    private static final int TRIES = 5;
    /** PostgreSQL error codes, class 54. */
    private static final String PROGRAM_LIMIT_EXCEEDED = "54";

    private final IntSupplier countFailure;
    private final Consumer<String> quarantine;

    /**
     * @param countFailure adds one to the failures of the input and returns their number
     * @param quarantine sets the input aside for a reason
     */
    FailurePolicy(IntSupplier countFailure, Consumer<String> quarantine) {
        this.countFailure = countFailure;
        this.quarantine = quarantine;
    }

    /**
     * Runs a step.
     *
     * @param what names the step and its input by a number, for the log
     * @throws IntakeException if it is to be tried again
     */
    void run(String what, Runnable step) {
        try {
            step.run();
        } catch (UnreadableInputException | ConflictException | PatientConflictException e) {
            quarantine.accept(e.getMessage());
        } catch (IntakeException e) {
            throw e;
        } catch (LandingException e) {
            throw new IntakeException(what + " has to wait: " + e.getMessage());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (isForWaiting(e)) {
                throw new IntakeException(what + " has to wait: " + describe(e));
            }
            failed(what, e);
        }
    }

    /** Whether time may mend it: not a file that is missing or in the way, nor a value that the database cannot take. */
    private static boolean isForWaiting(Throwable failure) {
        if (failure instanceof UncheckedIOException io) {
            return !(io.getCause() instanceof NoSuchFileException
                    || io.getCause() instanceof FileAlreadyExistsException);
        }
        boolean limitExceeded = failure instanceof DataAccessException data
                && data.getRootCause() instanceof SQLException sql
                && String.valueOf(sql.getSQLState()).startsWith(PROGRAM_LIMIT_EXCEEDED);
        return !limitExceeded
                && (failure instanceof DataAccessResourceFailureException
                        || failure instanceof TransientDataAccessException
                        || failure instanceof TransactionException);
    }

    private void failed(String what, Throwable failure) {
        int failures = countFailure.getAsInt();
        String description = what + " failed: " + describe(failure) + " at " + place(failure);
        if (failures < TRIES) {
            throw new IntakeException(description + " (try " + failures + " of " + TRIES + ")");
        }
        log.error("{}; it is set aside after {} tries", description, TRIES);
        quarantine.accept("The hub failed " + TRIES + " times on this input (" + describe(failure) + " at "
                + place(failure) + "). Please report this; replay it after an update.");
    }

    /** The classes of a failure and its causes: their messages may quote the input. */
    private static String describe(Throwable failure) {
        Throwable cause = failure.getCause();
        String reason = Optional.of(failure)
                .filter(FileSystemException.class::isInstance)
                .map(e -> ((FileSystemException) e).getReason())
                .map(text -> " (" + text + ")")
                .orElse("");
        return failure.getClass().getSimpleName() + reason + (cause == null ? "" : ", by " + describe(cause));
    }

    private static String place(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("ua.vuzol."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }
}
