/**
 * Accounts, and how their owners come and go. Other rooms ask {@link dev.tutti.work.account.People} who is who, and
 * hear of sign-outs through {@link dev.tutti.work.account.AccountEvent} in the inbox. Start reading at {@code Logins};
 * what makes a sign-out certain is {@code SignInBook}.
 */
package dev.tutti.work.account;
