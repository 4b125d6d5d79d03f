package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body may hold: in bytes, in JSON, in characters. */
interface TextCases {
    Person person();

    /** @return the path of a list of tasks that the person may add to */
    String tasks();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":",
                "{\"title\":\"T\"} {}",
                "[{\"title\":\"T\"}]",
                "\"T\"",
                "null",
                "{\"title\":\"T\",\"title\":\"U\"}",
                "{'title':'T'}",
                "\uFEFF{\"title\":\"T\"}"
            })
    @DisplayName("D1, D4: what is not one well-formed JSON object with each key once is refused")
    default void malformedJson(String body) {
        String task =
                tasks() + "/" + person().post(tasks(), "{\"title\":\"T\"}").id();

        HostileIT.tellsNothing(person().post(tasks(), body).refused(400, "bad_json"));
        HostileIT.tellsNothing(person().patch(task, body).refused(400, "bad_json"));
    }

    @Test
    @DisplayName("D2, D3, D14: so is what is nested too deep, an absurd number, and a number in place of a text")
    default void absurdJson() {
        String deep = "[".repeat(40) + "]".repeat(40);
        person().post(tasks(), "{\"title\":\"T\",\"x\":" + deep + "}").refused(400, "bad_json");
        person().post(tasks(), "{\"title\":\"T\",\"x\":" + "9".repeat(500) + "}")
                .refused(400, "bad_value");
        for (String notText : new String[] {"1e2000000000", "5", "true"}) {
            HostileIT.tellsNothing(
                    person().post(tasks(), "{\"title\":" + notText + "}").refused(400, "bad_request"));
            HostileIT.tellsNothing(
                    person().patch("api/auth/me", "{\"name\":" + notText + "}").refused(400, "bad_request"));
        }
    }

    @Test
    @DisplayName("D6: a body that is not valid UTF-8 is refused, and not stored with replacement characters")
    default void brokenUtf8() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"title\":\"a".getBytes(StandardCharsets.UTF_8));
        body.write(0xC3);
        body.writeBytes("b\"}".getBytes(StandardCharsets.UTF_8));
        byte[] latin1 = "{\"title\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        RawRequest.to(tasks()).by(person()).json("POST", body.toByteArray()).refused(400, "bad_json");
        RawRequest.to(tasks()).by(person()).json("POST", latin1).refused(400, "bad_json");
        RawRequest.to("api/auth/me").by(person()).json("PATCH", latin1).refused(400, "bad_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x", "\\u001b[31m", "\\b", "\\u007f"})
    @DisplayName("D16: a control character or half a surrogate pair is refused in every text")
    default void unfitText(String unfit) {
        String text = "\"a" + unfit + "b\"";
        for (String body : new String[] {
            "{\"title\":" + text + "}",
            "{\"title\":\"T\",\"description\":" + text + "}",
            "{\"title\":\"T\",\"labels\":[" + text + "]}",
            "{\"title\":\"T\",\"checklist\":[{\"text\":" + text + "}]}",
            "{\"title\":\"T\"," + text + ":1}"
        }) {
            person().post(tasks(), body).refused(400, "bad_text");
        }
        String comments =
                tasks() + "/" + person().post(tasks(), "{\"title\":\"T\"}").id() + "/comments";
        person().post(comments, "{\"text\":" + text + "}").refused(400, "bad_text");
        person().post("api/workspaces", "{\"name\":" + text + "}").refused(400, "bad_text");
        person().patch("api/auth/me", "{\"name\":" + text + "}").refused(400, "bad_text");
        person().post("api/auth/login", "{\"email\":" + text + ",\"password\":\"p\"}")
                .refused(400, "bad_text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%00", "q=%1B", "label=%00", "status=%00", "q=%7F"})
    @DisplayName("D16: and in every filter")
    default void unfitFilter(String filter) {
        HostileIT.tellsNothing(person().get(tasks() + "?" + filter).refused(400, "bad_text"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line\nnext\ttab",
                "\u202Eright to left",
                "zero\u200Bwidth",
                "e\u0301\u0301\u0301",
                "cafe\u0301 and caf\u00E9",
                "\uD83D\uDC69\u200D\uD83D\uDCBB",
                "<script>alert(1)</script>"
            })
    @DisplayName("D17: every other text is kept as it was sent")
    default void keptVerbatim(String text) {
        String quoted = Json.createValue(text).toString();
        String id = person().post(tasks(), "{\"title\":%1$s,\"description\":%1$s}".formatted(quoted))
                .expect(201)
                .id();
        JsonObject kept = person().get(tasks() + "/" + id).expect(200).json();

        assertEquals(text, kept.getString("title"));
        assertEquals(text, kept.getString("description"));
        String comments = tasks() + "/" + id + "/comments";
        String comment =
                person().post(comments, "{\"text\":" + quoted + "}").expect(201).id();
        assertEquals(
                text, person().get(comments + "/" + comment).expect(200).json().getString("text"));
    }

    @Test
    @DisplayName("D17: lengths are counted in code points: an emoji of four bytes is one")
    default void codePoints() {
        String emoji = "\uD83D\uDE80";
        String body = "{\"title\":\"%s\",\"description\":\"%s\"}";

        person().post(tasks(), body.formatted(emoji.repeat(200), emoji.repeat(10_000)))
                .expect(201);
        person().post(tasks(), body.formatted(emoji.repeat(201), "")).refused(400, "bad_request");
        person().post(tasks(), body.formatted("T", emoji.repeat(10_001))).refused(400, "bad_request");
        person().post("api/workspaces", "{\"name\":\"" + emoji.repeat(200) + "\"}")
                .expect(201);
        person().post("api/workspaces", "{\"name\":\"" + emoji.repeat(201) + "\"}")
                .refused(400, "bad_request");
    }
}
