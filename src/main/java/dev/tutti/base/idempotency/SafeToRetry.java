package dev.tutti.base.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource, or one method of it, whose writes heed {@code Idempotency-Key}. Their replies are kept as they are
 * shown, so no reply with a token in it may be among them. A method that writes returns a {@code Response}, and refuses
 * by throwing. Methods that read are left alone.
 */
@Documented
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SafeToRetry {}
