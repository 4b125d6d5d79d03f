/**
 * Rates that callers are kept to. Start with {@link dev.tutti.base.limit.RateLimiter}.
 */
package dev.tutti.base.limit;
