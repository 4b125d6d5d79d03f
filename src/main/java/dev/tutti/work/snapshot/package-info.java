/**
 * A whole workspace in one answer, and the position in its journal that the answer is true at: what a client starts from
 * before it follows the events. May know every room whose things are shown. Start with {@link
 * dev.tutti.work.snapshot.Snapshots}.
 */
package dev.tutti.work.snapshot;
