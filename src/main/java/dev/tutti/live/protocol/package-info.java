/**
 * The words of the wire (PROTOCOL.md): what a client may say, what the server says, and what a close code means. Knows
 * entries and problems, but no connection. Start with {@link dev.tutti.live.protocol.Frames}.
 */
package dev.tutti.live.protocol;
