/**
 * What the doors of the live wing share because they all open on HTTP: who may knock, with which credential, how they are
 * refused, and how an answer is written bit by bit without a thread that waits. Start with
 * {@link dev.tutti.live.http.Reception} and {@link dev.tutti.live.http.Exchange}.
 */
package dev.tutti.live.http;
