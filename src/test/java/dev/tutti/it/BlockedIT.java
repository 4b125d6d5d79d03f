package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deploys the built WAR with one command more, which does not end. */
@DisplayName("A node on which the commands of eighty clients do not end")
@ExtendWith(ArquillianExtension.class)
class BlockedIT {
    private static final int CLIENTS = 80;
    /** More than any pool of a container would have left over. */
    private static final int CALLS = 100;

    private static final int TRIES = 200;

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");
    private final List<RawSocket> clients = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.warWith("tutti.connections.per.user=" + (CLIENTS + 1)).addClass(Dam.class);
    }

    @BeforeAll
    static void isServed() {
        ServerIT.isServed();
    }

    @AfterEach
    void hangUp() {
        clients.forEach(RawSocket::close);
    }

    @Test
    @DisplayName("F15: answers every call over REST meanwhile, tells all of them what happens, and then does the rest")
    void blocked() {
        for (int i = 0; i < CLIENTS; i++) {
            RawSocket client = RawHandshake.of(ada).send().expectStatus(101);
            clients.add(client);
            client.expect("connected");
            client.join(workspace);
        }
        clients.forEach(client ->
                client.send(RawFrames.text("{\"type\":\"" + Dam.TYPE + "\"}")).say("{\"type\":\"ping\"}"));
        awaitWaiting();

        // None of these would be answered by a thread that waits: the dam is opened only after them.
        for (int i = 0; i < CALLS; i++) {
            ada.get("api/workspaces/" + workspace).expect(200);
        }
        Person.send("GET", "api/health/ready", "", Map.of()).expect(200);
        ada.createsTask(workspace, "Told all the same");
        clients.forEach(client -> client.expect("task:created"));
        assertTrue(waiting() > 0, "the commands have ended by themselves");

        assertEquals(204, Beside.call("DELETE", "dam").status());
        clients.forEach(client -> client.expect("pong"));
    }

    /** So many at a time that no more are begun. */
    private static void awaitWaiting() {
        int before = 0;
        for (int i = 0; i < TRIES; i++) {
            int now = waiting();
            if (now > 1 && now == before) {
                return;
            }
            before = now;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("no more than " + before + " commands wait");
    }

    private static int waiting() {
        return Integer.parseInt(Beside.call("GET", "dam").expect(200).response().body());
    }
}
