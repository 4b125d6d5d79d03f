package dev.tutti.base.problem;

import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import jakarta.json.JsonObject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Answers every exception that leaves a resource. Whatever is not a {@link Problem} or a refusal of the container is a
 * fault of ours: logged once with an id, and answered with nothing but that id (both servers leak more by default).
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = Log.of(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable thrown) {
        Optional<Problem> problem = Diagnosis.of(thrown);
        if (problem.isPresent()) {
            return answer(problem.get());
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violations) {
                return answer(invalid(violations));
            }
            if (cause instanceof WebApplicationException refusal) {
                return answer(refusal.getResponse());
            }
        }
        String errorId = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "request.fault error=" + errorId, thrown);
        Count.REFUSALS.up("http", ErrorCode.INTERNAL.wire());
        return document(Response.status(ErrorCode.INTERNAL.status()), ProblemDocument.ofFault(errorId));
    }

    /** @return the refusal that Bean Validation's findings amount to, with the fields named as the caller sent them */
    public static Problem.Invalid invalid(ConstraintViolationException violations) {
        List<FieldError> errors = violations.getConstraintViolations().stream()
                .map(violation -> new FieldError(field(violation), violation.getMessage()))
                .sorted((one, other) -> one.field().compareTo(other.field()))
                .toList();
        String first = errors.get(0).field() + " " + errors.get(0).message() + ".";
        return new Problem.Invalid(ErrorCode.BAD_REQUEST, first, errors);
    }

    private static Response answer(Problem problem) {
        Count.REFUSALS.up("http", problem.code().wire());
        Response.ResponseBuilder response = Response.status(problem.code().status());
        // Rounded up: who comes back in time must not come too early.
        problem.retryAfter()
                .ifPresent(wait -> response.header(
                        HttpHeaders.RETRY_AFTER,
                        Math.max(1, wait.plusMillis(999).toSeconds())));
        if (problem instanceof Problem.Unauthenticated) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem instanceof Problem.StaleVersion stale) {
            response.tag(Long.toString(stale.current()));
        }
        return document(response, ProblemDocument.of(problem));
    }

    private static Response answer(Response refusal) {
        int status = refusal.getStatus();
        if (status < 400) {
            return refusal;
        }
        ErrorCode code =
                status == 404 ? ErrorCode.NOT_FOUND : status >= 500 ? ErrorCode.INTERNAL : ErrorCode.BAD_REQUEST;
        Count.REFUSALS.up("http", code.wire());
        Response.ResponseBuilder response = Response.status(status);
        if (status == 405) {
            // In one line, for of several Payara sends the last only.
            response.header(HttpHeaders.ALLOW, String.join(", ", new TreeSet<>(refusal.getAllowedMethods())));
        }
        return document(response, ProblemDocument.of(code, status, detail(status)));
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take that method.";
            case 406 -> "Only application/json can be had here.";
            case 415 -> "Send the body as application/json, not compressed.";
            default -> "The request could not be understood.";
        };
    }

    private static Response document(Response.ResponseBuilder response, JsonObject document) {
        return response.type(ProblemDocument.MEDIA_TYPE)
                .entity(document.toString())
                .build();
    }

    /** The path without the method and the parameter, which are our names and not the caller's. */
    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes =
                new ArrayList<>(StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                        .toList());
        nodes.removeIf(node -> switch (node.getKind()) {
            case METHOD, CONSTRUCTOR, PARAMETER, CROSS_PARAMETER, RETURN_VALUE -> nodes.size() > 1;
            default -> false;
        });
        StringBuilder path = new StringBuilder();
        for (Path.Node node : nodes) {
            if (node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                path.append(path.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        // What was missing altogether has no path but the method's.
        return path.isEmpty() ? "body" : path.toString();
    }
}
