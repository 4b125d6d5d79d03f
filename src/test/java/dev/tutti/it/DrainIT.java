package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A node that an administrator drains")
@ExtendWith(ArquillianExtension.class)
class DrainIT {
    private static final int PHONES = 4;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.warWith("tutti.drain.seconds=2", "tutti.reconnect.after.millis=700");
    }

    @BeforeAll
    static void served() {
        ServerIT.isServed();
    }

    @Test
    @DisplayName(
            "is given no work, lets nobody in, sees off everybody, and loses nothing that was written meanwhile (A12, G21)")
    void drains() {
        Person root = Root.signsIn();
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");
        ada.post("api/admin/drain", "").refused(403, "forbidden");
        List<Phone> phones = IntStream.range(0, PHONES)
                .mapToObj(i -> Phone.joins(ada, workspace))
                .toList();
        try (Radio radio = Radio.listens(ada, workspace)) {
            JsonObject draining = root.post("api/admin/drain", "").expect(202).json();
            assertEquals(PHONES + 1, draining.getInt("connections"));
            assertEquals(2, draining.getInt("seconds"));
            root.post("api/admin/drain", "").expect(202);

            Person.send("GET", "api/health/ready", "", Map.of()).expect(503);
            Person.send("GET", "api/health/live", "", Map.of()).expect(200);
            try (RawSocket late = RawHandshake.of(ada).send()) {
                assertEquals(503, late.status());
            }
            ada.createsTask(workspace, "Written meanwhile");

            for (Phone phone : phones) {
                JsonObject frame = phone.next();
                if (frame.getString("type").equals("task:created")) {
                    frame = phone.next();
                }
                assertEquals("shutdown", frame.getString("type"));
                assertEquals(700, frame.getJsonObject("payload").getInt("reconnectAfterMs"));
                assertEquals(1012, phone.expectEnd());
            }
            radio.readToEnd();
            assertEquals(
                    1,
                    ada.get("api/workspaces/" + workspace + "/tasks")
                            .expect(200)
                            .json()
                            .getJsonArray("items")
                            .size());
        }
    }
}
