/**
 * What people do this moment: that they type, where their cursor is. Told to the others there, and kept nowhere. Start with
 * {@link dev.tutti.live.signal.Signals}.
 */
package dev.tutti.live.signal;
