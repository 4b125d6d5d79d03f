package dev.tutti.work.notification;

/**
 * How far a person has read.
 *
 * @param upTo the number of an entry of their inbox: notifications up to it are read
 * @param unread how many notifications lie behind it
 */
public record ReadState(long upTo, long unread) {}
