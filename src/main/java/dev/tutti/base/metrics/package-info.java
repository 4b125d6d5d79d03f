/**
 * What is counted and measured, for those who watch the server. Start with {@link dev.tutti.base.metrics.Count}; the list
 * for people is in OPERATIONS.md. Nothing here waits, locks or knows who is counted.
 */
package dev.tutti.base.metrics;
