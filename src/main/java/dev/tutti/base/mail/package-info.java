/**
 * Letters to people, off unless a mail server is named. A feature hands a {@link dev.tutti.base.mail.Letter} to the {@link
 * dev.tutti.base.mail.Postbox} within its transaction; the {@link dev.tutti.base.mail.Postman} takes it to the mail server
 * later, as often as it must. Knows no feature.
 */
package dev.tutti.base.mail;
