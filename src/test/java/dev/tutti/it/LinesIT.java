package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client that takes several envelopes in one message")
class LinesIT extends ServerIT {
    private static final int EVENTS = 200;
    private static final int MOST_BYTES = 16_384;

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @DisplayName("hears each event once and in order, in fewer messages than events, none of them of more than 16 KiB")
    void together() {
        JsonObject start = Phone.joins(ada, workspace, phone -> phone.close());
        long base = start.getInt("seq");
        for (int i = 0; i < EVENTS; i++) {
            ada.createsTask(workspace, "Task " + i);
        }
        List<Long> seqs = new ArrayList<>();
        int messages = 0;
        try (RawSocket socket = RawHandshake.of(ada)
                .with("Sec-WebSocket-Protocol", "tutti.v1.lines, tutti.v1")
                .send()) {
            assertEquals(Optional.of("tutti.v1.lines"), socket.header("Sec-WebSocket-Protocol"));
            socket.expect("connected");
            socket.say(
                    "{\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"%s\",\"position\":{\"epoch\":\"%s\",\"seq\":%d}}}"
                            .formatted(workspace, start.getString("epoch"), base));
            while (seqs.size() < EVENTS) {
                RawSocket.Frame message = socket.next();
                assertTrue(message.payload().length <= MOST_BYTES, () -> message.payload().length + " bytes");
                seqs.addAll(numbers(message.text()));
                messages++;
            }
        }
        assertEquals(LongStream.rangeClosed(base + 1, base + EVENTS).boxed().toList(), seqs);
        assertTrue(messages < EVENTS, messages + " messages");
    }

    /** @return the numbers of the events among these lines */
    private static List<Long> numbers(String lines) {
        return lines.lines()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .filter(envelope -> envelope.containsKey("seq"))
                .map(envelope -> envelope.getJsonNumber("seq").longValueExact())
                .toList();
    }
}
