/**
 * Commands that a client sends to features, whichever way they come: the socket hands them over, and {@link
 * dev.tutti.live.command.CommandResource} is for clients that have none. Start with {@link
 * dev.tutti.live.command.FeatureCommands}.
 */
package dev.tutti.live.command;
