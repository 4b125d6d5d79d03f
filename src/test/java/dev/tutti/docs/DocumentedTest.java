package dev.tutti.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A frame")
class DocumentedTest {
    private static final String MOVED = """
            {"type": "task:moved", "ts": 1, "workspaceId": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c11", "seq": 2,
             "mark": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c12",
             "payload": {"id": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c13", "version": 2, "status": "doing", "after": null}}""";

    private static final String BULK = """
            {"type": "bulk", "ts": 1, "workspaceId": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c11", "seq": 2,
             "mark": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c12",
             "payload": {"part": 1, "parts": 1, "changes": [
               {"type": "task:deleted", "payload": {"id": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c14"}},
               {"type": "task:moved",
                "payload": {"id": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c13", "version": 2, "status": "doing", "after": null}}]}}""";

    private static final String JOINED = """
            {"type": "reply", "id": "1", "success": true, "ts": 1,
             "data": {"workspaceId": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c11", "epoch": "a", "seq": 1, "mark": null,
                      "recovered": true, "online": 1}}""";

    @Test
    @DisplayName("as it is documented is let through")
    void documented() {
        assertEquals("", misfits(MOVED));
        assertEquals("", Documented.misfits(JOINED, Optional.of("workspace:join")));
    }

    @Test
    @DisplayName("with a member too many or too few, in the envelope or below, is found")
    void members() {
        assertTrue(misfits(MOVED.replace("\"ts\": 1", "\"ts\": 1, \"more\": 1")).contains("more"));
        assertTrue(misfits(MOVED.replace("\"version\": 2", "\"version\": 2, \"more\": 1"))
                .contains("more"));
        assertTrue(misfits(MOVED.replace("\"seq\": 2,", "")).contains("seq"));
        assertTrue(misfits(MOVED.replace("\"version\": 2,", "")).contains("version"));
    }

    @Test
    @DisplayName("with a value of another kind is found")
    void values() {
        assertTrue(misfits(MOVED.replace("\"doing\"", "7")).contains("/payload/status"));
        assertTrue(misfits(MOVED.replace("0c12", "0c1")).contains("/mark"));
    }

    @Test
    @DisplayName("of many changes is let through when each is documented, and else is not")
    void changes() {
        assertEquals("", misfits(BULK));
        assertTrue(misfits(BULK.replace("\"after\": null", "\"after\": 7")).contains("/payload/after"));
        assertTrue(misfits(BULK.replace("task:moved", "task:sold")).contains("not documented"));
        assertTrue(misfits(BULK.replace("\"parts\": 1,", "")).contains("parts"));
    }

    @Test
    @DisplayName("that nobody has documented is found, and so is a reply to another command")
    void unknown() {
        assertTrue(misfits(MOVED.replace("task:moved", "task:sold")).contains("not documented"));
        assertTrue(Documented.misfits(JOINED, Optional.of("chat:send")).contains("author"));
    }

    private static String misfits(String frame) {
        return Documented.misfits(frame, Optional.empty());
    }
}
