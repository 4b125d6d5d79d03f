/**
 * Who is where, and what they are doing this moment; never kept. Start with
 * {@link dev.tutti.live.presence.Presence}; what makes one list of another is in {@code Roster} and {@code Diff}, and when a
 * lost connection still counts in {@code Crowd}.
 */
package dev.tutti.live.presence;
