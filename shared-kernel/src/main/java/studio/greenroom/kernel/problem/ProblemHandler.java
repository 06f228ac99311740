package studio.greenroom.kernel.problem;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Answers every failure as problem+json with a code of ours, and never with a stack trace. */
@Component
@Order(-2)
class ProblemHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        Problem problem = problem(error);
        String requestId = exchange.getRequest().getId();
        if (problem.code() == ProblemCode.INTERNAL_ERROR) {
            log.error("Request {} {} failed", requestId, exchange.getRequest().getPath(), error);
        }
        response.setStatusCode(HttpStatusCode.valueOf(problem.code().status()));
        if (error instanceof ErrorResponse known) {
            response.getHeaders().putAll(known.getHeaders());
        }
        problem.headers().forEach(response.getHeaders()::set);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.code() == ProblemCode.UNAVAILABLE || problem.code() == ProblemCode.OVERLOADED) {
            response.getHeaders().set("Retry-After", "1");
        } else if (problem.code() == ProblemCode.NOT_SIGNED_IN) {
            response.getHeaders().set("WWW-Authenticate", "Bearer");
        }
        byte[] body = JSON.writeValueAsBytes(
                ProblemBody.of(problem, exchange.getRequest().getPath().value(), requestId));
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    /** What a failure is told as. */
    static Problem problem(Throwable error) {
        if (error instanceof Problem problem) {
            return problem;
        } else if (causedBy(error, DataBufferLimitException.class) != null) {
            return new Problem(ProblemCode.TOO_LARGE, "Send at most 64 KiB.");
        } else if (isOutage(error)) {
            log.warn("A part of Greenroom does not answer: {}", error.toString());
            return new Problem(ProblemCode.UNAVAILABLE, "A database does not answer. Send it again in a moment.");
        }
        return error instanceof ServerWebInputException || error instanceof DecodingException
                ? ofInput(error)
                : error instanceof ResponseStatusException status
                        ? ofStatus(status)
                        : new Problem(
                                ProblemCode.INTERNAL_ERROR,
                                "Try again. If it stays, the log has more under this request id.");
    }

    private static boolean isOutage(Throwable error) {
        return causedBy(error, DataAccessResourceFailureException.class) != null
                || causedBy(error, TransientDataAccessException.class) != null
                || causedBy(error, TransactionException.class) != null
                || causedBy(error, TimeoutException.class) != null;
    }

    private static Problem ofInput(Throwable error) {
        UnrecognizedPropertyException unknown = causedBy(error, UnrecognizedPropertyException.class);
        if (unknown != null) {
            String field = path(unknown);
            return new Problem(
                    ProblemCode.UNKNOWN_FIELD,
                    "Leave out the field " + field + ": it is not known here.",
                    List.of(new Problem.FieldError(field, "This field is not known.")));
        }
        JacksonException unreadable = causedBy(error, JacksonException.class);
        if (unreadable != null) {
            return unreadable(unreadable);
        }
        return error instanceof ResponseStatusException status
                ? ofStatus(status)
                : new Problem(
                        ProblemCode.INTERNAL_ERROR, "Try again. If it stays, the log has more under this request id.");
    }

    private static Problem unreadable(JacksonException error) {
        String field = path(error);
        return field.isEmpty()
                ? new Problem(ProblemCode.INVALID_REQUEST, "The body is not the JSON that is expected here.")
                : new Problem(
                        ProblemCode.INVALID_REQUEST,
                        "The field " + field + " has a value of another kind.",
                        List.of(new Problem.FieldError(field, "This value is of another kind than expected.")));
    }

    private static Problem ofStatus(ResponseStatusException error) {
        return switch (error.getStatusCode().value()) {
            case 404 -> new Problem(ProblemCode.NOT_FOUND, "There is nothing here under this address.");
            case 405 -> new Problem(ProblemCode.METHOD_NOT_ALLOWED, "Use another method for this address.");
            case 406 ->
                new Problem(
                        ProblemCode.NOT_ACCEPTABLE, "Accept application/json, or text/event-stream for a live stream.");
            case 413 -> new Problem(ProblemCode.TOO_LARGE, "Send at most 64 KiB.");
            case 415 -> new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            case 400 -> new Problem(ProblemCode.INVALID_REQUEST, reason(error));
            default ->
                new Problem(
                        ProblemCode.INTERNAL_ERROR, "Try again. If it stays, the log has more under this request id.");
        };
    }

    private static String reason(ResponseStatusException error) {
        return error.getReason() == null ? "The request can not be read." : error.getReason() + ".";
    }

    private static String path(JacksonException error) {
        return error.getPath().stream()
                .map(part ->
                        part.getPropertyName() == null ? Integer.toString(part.getIndex()) : part.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static <T extends Throwable> @Nullable T causedBy(Throwable error, Class<T> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
