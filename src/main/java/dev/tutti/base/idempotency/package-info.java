/**
 * What makes a retry safe: a write that comes with a key is carried out once, and whoever sends it again gets the reply
 * that the first one got. The reply is kept in the writer's own transaction, so it is there exactly if the write is.
 * Start with {@link dev.tutti.base.idempotency.Retries}; over HTTP, resources say {@link
 * dev.tutti.base.idempotency.SafeToRetry}.
 */
package dev.tutti.base.idempotency;
