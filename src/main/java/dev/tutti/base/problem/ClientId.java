package dev.tutti.base.problem;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.UUID;

/** An id that a client made up, so that it can show a thing before the server knows it. Must be hard to guess. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ClientId.Reader.class)
public @interface ClientId {
    String message() default "must be a UUID of version 7 or 4";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reads the version. */
    class Reader implements ConstraintValidator<ClientId, UUID> {
        @Override
        public boolean isValid(UUID id, ConstraintValidatorContext context) {
            return id == null || id.variant() == 2 && (id.version() == 7 || id.version() == 4);
        }
    }
}
