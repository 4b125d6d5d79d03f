package dev.tutti.base.problem;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers what Bean Validation found. {@link ProblemMapper} would know the answer, but is not asked: RESTEasy brings a
 * mapper of its own for this family of exceptions, which repeats the refused values, passwords among them.
 */
@Provider
public class ViolationMapper implements ExceptionMapper<ConstraintViolationException> {
    @Override
    public Response toResponse(ConstraintViolationException violations) {
        return new ProblemMapper().toResponse(violations);
    }
}
