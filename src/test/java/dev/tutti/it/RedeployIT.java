package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On Payara Micro, which has no way to deploy again, the server ends and another one begins. */
@DisplayName("An application that is undeployed and deployed again")
@ExtendWith(ArquillianExtension.class)
class RedeployIT {
    private static final String TUTTI = "tutti";

    /** Fewer than the build lets a journal keep. */
    private static final int MOST = 250;

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = TUTTI, managed = false, testable = false)
    static WebArchive war() {
        return ServerIT.war();
    }

    @Test
    @DisplayName("sees its clients off, and has everything that it has acknowledged, for those who come back")
    void comesBack() {
        deployer.deploy(TUTTI);
        try {
            ServerIT.isServed();
            Person ada = Person.registers("Ada");
            String workspace = ada.createsWorkspace("Engine");
            Phone phone = Phone.connects(ada);
            JsonObject joined = phone.join(workspace);
            CompletableFuture<List<Long>> writer = CompletableFuture.supplyAsync(() -> writes(ada, workspace));
            List<JsonObject> heard = new ArrayList<>(phone.expectEvents(joined.getInt("seq") + 1, 5));

            deployer.undeploy(TUTTI);
            int code = phone.expectEnd();
            heard.addAll(phone.rest());
            List<Long> acknowledged = writer.join();

            // Where a server closes its sockets itself, it may be first.
            assertTrue(Set.of(1001, 1012).contains(code), "a close that makes a client come back, not " + code);
            // What was committed at the very last moment may still be heard behind it.
            assertTrue(heard.removeIf(frame -> frame.getString("type").equals("shutdown")), heard.toString());
            if (ServerIT.isPayara()) {
                ServerIT.awaitPredecessor();
            }
            deployer.deploy(TUTTI);
            ServerIT.isServed();
            List<Long> missed = resumes(ada, workspace, joined.getString("epoch") + ":" + last(heard));
            assertFalse(acknowledged.isEmpty());
            assertTrue(
                    Stream.concat(heard.stream().map(RedeployIT::seq), missed.stream())
                            .toList()
                            .containsAll(acknowledged),
                    acknowledged + " were acknowledged");
        } finally {
            deployer.undeploy(TUTTI);
        }
    }

    /** Writes until the server does not take it any more. @return the numbers of what it took */
    private static List<Long> writes(Person ada, String workspace) {
        List<Long> acknowledged = new ArrayList<>();
        try {
            while (acknowledged.size() < MOST) {
                Answer answer = Beside.post(ada, "workspaces/" + workspace + "/tasks", "{\"title\":\"T\"}");
                if (answer.status() != 201) {
                    return acknowledged;
                }
                acknowledged.add(answer.seq());
            }
        } catch (IllegalStateException gone) {
            // which is what was waited for
        }
        return acknowledged;
    }

    /** @return the numbers of all events after the position, without a hole */
    private static List<Long> resumes(Person ada, String workspace, String position) {
        try (Phone phone = Phone.connects(ada)) {
            JsonObject joined = phone.join(workspace, position);
            assertTrue(joined.getBoolean("recovered"), joined.toString());
            long from = Long.parseLong(position.split(":")[1]);
            int count = (int) (joined.getInt("seq") - from);
            return phone.expectEvents(from + 1, count).stream()
                    .map(RedeployIT::seq)
                    .toList();
        }
    }

    private static long last(List<JsonObject> heard) {
        return seq(heard.get(heard.size() - 1));
    }

    private static long seq(JsonObject event) {
        return event.getJsonNumber("seq").longValueExact();
    }
}
