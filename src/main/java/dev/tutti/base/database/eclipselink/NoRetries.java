package dev.tutti.base.database.eclipselink;

import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Keeps EclipseLink from asking a database that does not answer three times more, with five seconds between: whoever
 * waits for the answer has long gone. What may be tried again, and when, {@link dev.tutti.base.database.Tries} knows.
 */
public final class NoRetries implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        DatabaseLogin login = session.getLogin();
        login.setQueryRetryAttemptCount(0);
        // It would look by a statement of its own whether a connection that failed still lives.
        login.setConnectionHealthValidatedOnError(false);
    }
}
