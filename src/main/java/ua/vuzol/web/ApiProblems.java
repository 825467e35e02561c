package ua.vuzol.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Tells what is wrong with a call of the API as application/problem+json (RFC 9457). */
@RestControllerAdvice(assignableTypes = {StudiesApi.class, QuarantineApi.class, DeliveriesApi.class, PatientsApi.class})
class ApiProblems extends ResponseEntityExceptionHandler {

    static RuntimeException notFound(String detail) {
        return problem(HttpStatus.NOT_FOUND, detail);
    }

    static RuntimeException badRequest(String detail) {
        return problem(HttpStatus.BAD_REQUEST, detail);
    }

    private static RuntimeException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
