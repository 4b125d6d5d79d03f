package dev.tutti.base.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method, or a whole resource, that anyone may call without an access token. A mark of our own, because
 * on a method Payara takes {@code jakarta.annotation.security.PermitAll} for a wish to have its own security decide: it
 * runs the method and then answers 401.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {}
