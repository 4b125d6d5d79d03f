/**
 * The door through which what a client says over a live connection reaches the use cases, without the live wing knowing
 * any of them. Features implement {@link dev.tutti.base.command.Command}; the socket finds them by their type.
 */
package dev.tutti.base.command;
