package dev.tutti.base.database.eclipselink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("EclipseLink")
class NoRetriesTest {
    @Test
    @DisplayName("asks a database that does not answer once, and does not look whether it is still there")
    void once() {
        DatabaseLogin login = new DatabaseLogin();
        new NoRetries().customize(new ServerSession(login));

        assertEquals(0, login.getQueryRetryAttemptCount());
        assertFalse(login.isConnectionHealthValidatedOnError());
    }

    @Test
    @DisplayName("is told so by the persistence unit")
    void named() throws IOException {
        String unit = Files.readString(Path.of("src/main/resources/META-INF/persistence.xml"));
        assertTrue(
                unit.contains("name=\"eclipselink.session.customizer\" value=\"" + NoRetries.class.getName() + "\""));
    }
}
