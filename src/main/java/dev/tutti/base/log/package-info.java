/**
 * How what we write into the server's log says what it was about. Start with {@link dev.tutti.base.log.Log}.
 */
package dev.tutti.base.log;
