/**
 * Who is calling. Verifies credentials and says whom they stand for; knows the token library, and nothing of accounts
 * but the port {@link dev.tutti.base.identity.SignIns}, which asks whether a credential still stands today. Rights in a
 * workspace are not decided here. Start reading at {@link dev.tutti.base.identity.Authenticator}.
 */
package dev.tutti.base.identity;
