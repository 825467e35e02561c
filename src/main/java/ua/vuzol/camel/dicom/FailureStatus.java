package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.net.DicomAmbiguousException;
import ua.vuzol.dicom.net.DicomRejectedException;
import ua.vuzol.dicom.net.DicomTransientException;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;

/** The failure status for what a route threw, by its type and the types of its causes. It is a failure always. */
final class FailureStatus {

    /** Classes of SQLSTATE that pass: connection, transaction rollback, resources, operator (PostgreSQL Appendix A). */
    private static final Set<String> PASSING_STATES = Set.of("08", "40", "53", "57");

    private FailureStatus() {}

    static Status of(Throwable failure, DicomService service) {
        Status status = chosen(failure, service);
        return status.isFailure() ? status : unexpected(service);
    }

    private static Status chosen(Throwable failure, DicomService service) {
        Set<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof DimseException known) {
                return known.status();
            }
            if (cause instanceof DicomRejectedException rejected) {
                return rejected.status().map(one -> Status.of(one.code())).orElse(unexpected(service));
            }
        }
        if (causes.stream().anyMatch(FailureStatus::mayPass)) {
            return exhausted(service);
        }
        boolean notUnderstood = causes.stream().anyMatch(DicomException.class::isInstance);
        return notUnderstood ? notUnderstood(service) : unexpected(service);
    }

    private static Set<Throwable> causes(Throwable failure) {
        Set<Throwable> causes = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null && causes.add(cause); cause = cause.getCause()) {
            // a circle ends it
        }
        return causes;
    }

    private static boolean mayPass(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof UncheckedIOException
                || cause instanceof TimeoutException
                || cause instanceof RejectedExecutionException
                || cause instanceof DicomTransientException
                || cause instanceof DicomAmbiguousException
                || cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || cause instanceof SQLNonTransientConnectionException
                || cause instanceof SQLException sql && passes(sql.getSQLState());
    }

    private static boolean passes(String sqlState) {
        return sqlState != null && sqlState.length() == 5 && PASSING_STATES.contains(sqlState.substring(0, 2));
    }

    private static Status exhausted(DicomService service) {
        return switch (service) {
            case STORE, FIND, WORKLIST, MOVE, GET -> Status.OUT_OF_RESOURCES;
            case ECHO, MPPS, COMMITMENT -> Status.RESOURCE_LIMITATION;
        };
    }

    private static Status notUnderstood(DicomService service) {
        return switch (service) {
            case STORE -> Status.CANNOT_UNDERSTAND;
            case FIND, WORKLIST, MOVE, GET -> Status.UNABLE_TO_PROCESS;
            case ECHO, MPPS, COMMITMENT -> Status.PROCESSING_FAILURE;
        };
    }

    private static Status unexpected(DicomService service) {
        return switch (service) {
            case FIND, WORKLIST, MOVE, GET -> Status.UNABLE_TO_PROCESS;
            case ECHO, STORE, MPPS, COMMITMENT -> Status.PROCESSING_FAILURE;
        };
    }
}
