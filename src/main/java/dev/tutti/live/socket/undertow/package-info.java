/**
 * What WildFly's WebSocket engine can do beyond the standard. Loaded by name, absent without harm.
 */
package dev.tutti.live.socket.undertow;
