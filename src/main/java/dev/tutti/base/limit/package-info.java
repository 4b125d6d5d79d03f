/**
 * Rates that callers are kept to, and where they call from. Start with {@link dev.tutti.base.limit.RateLimiter}.
 */
package dev.tutti.base.limit;
