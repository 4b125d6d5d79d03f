/**
 * Long polling: the same session, one page at a time, for clients that have nothing but requests. Start with
 * {@link dev.tutti.live.poll.PollFilter}.
 */
package dev.tutti.live.poll;
