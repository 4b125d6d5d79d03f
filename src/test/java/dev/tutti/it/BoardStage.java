package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The board as two people have it before them, each in a real browser of their own. */
abstract class BoardStage extends ServerIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    Person ada;
    Person bob;
    String workspace;
    Window left;
    Window right;

    @BeforeEach
    void open() {
        ada = Person.registers("Ada");
        bob = Person.registers("Bob");
        workspace = ada.createsWorkspace("Engine");
        ada.adds(bob, workspace, "member");
        left = BROWSER.opens().opens(ada, workspace);
        right = BROWSER.opens().opens(bob, workspace);
    }

    String path(String rest) {
        return "api/workspaces/" + workspace + "/" + rest;
    }

    /** Waits until it is so outside of the windows. */
    static void awaits(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(deadline), "in vain");
            LockSupport.parkNanos(20_000_000);
        }
    }
}
