/**
 * Server-Sent Events: the stream of a session for clients that only listen, or that have nothing better. Start with
 * {@link dev.tutti.live.sse.StreamServlet}.
 */
package dev.tutti.live.sse;
