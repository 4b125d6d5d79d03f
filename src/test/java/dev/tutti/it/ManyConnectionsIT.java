package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Hundreds of connections to one node")
@ExtendWith(ArquillianExtension.class)
class ManyConnectionsIT {
    private static final int MORE = 300;

    private static Person root;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.warWith("tutti.connections.per.user=1000", "tutti.connections.per.second=10000");
    }

    @BeforeAll
    static void signIn() {
        ServerIT.isServed();
        root = Root.signsIn();
    }

    @Test
    @DisplayName("take no threads of their own, whether they wait or are told something")
    void fewThreads() {
        String workspace = root.createsWorkspace("Engine");
        List<RawSocket> sockets = new ArrayList<>();
        try {
            connect(MORE / 3, workspace, sockets);
            int before = threads();
            connect(MORE, workspace, sockets);
            root.createsTask(workspace, "One");
            sockets.forEach(socket -> assertEquals("One", title(socket)));

            int more = threads() - before;
            assertTrue(more < MORE / 3, more + " threads more for " + MORE + " connections more");
        } finally {
            sockets.forEach(RawSocket::close);
        }
    }

    private static void connect(int count, String workspace, List<RawSocket> sockets) {
        for (int i = 0; i < count; i++) {
            RawSocket socket = RawHandshake.of(root).send();
            sockets.add(socket);
            socket.expectStatus(101).expect("connected");
            socket.join(workspace);
        }
    }

    private static String title(RawSocket socket) {
        return socket.expect("task:created").getJsonObject("payload").getString("title");
    }

    private static int threads() {
        String metrics = root.get("api/metrics").expect(200).response().body();
        return metrics.lines()
                .filter(line -> line.startsWith("jvm_threads_current "))
                .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }
}
