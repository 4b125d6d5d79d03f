package dev.tutti.base.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method that an integration key with this scope opens, besides people. What has no mark, no key opens:
 * forgetting it closes a call rather than opening it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenToKeys {
    /** What the key must have been made for. */
    Scope value();
}
