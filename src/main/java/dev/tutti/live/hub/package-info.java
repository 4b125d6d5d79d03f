/**
 * Who is connected, what they follow, and how each entry reaches each of them once and in order. Knows no transport: a
 * connection is a {@link dev.tutti.live.hub.Wire}. It watches and never writes. Start with {@code Subscription}, then
 * {@code Feed} and {@code Outbox}; {@link dev.tutti.live.hub.Hub} and {@link dev.tutti.live.hub.SessionRegistry} are the
 * doors.
 *
 * <p>Threads: a feed and its subscriptions live in the feed's turns, one at a time; a session's commands run one at a
 * time; an outbox may be called from anywhere.
 */
package dev.tutti.live.hub;
