/**
 * Who is where, and what they are doing this moment; never kept. Start with
 * {@link dev.tutti.live.presence.Typists}.
 */
package dev.tutti.live.presence;
