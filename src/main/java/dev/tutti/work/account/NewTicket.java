package dev.tutti.work.account;

/**
 * A ticket, shown once.
 *
 * @param expiresIn in seconds
 */
public record NewTicket(String ticket, long expiresIn) {}
