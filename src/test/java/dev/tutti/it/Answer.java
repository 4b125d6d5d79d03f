package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What the server answered over HTTP. */
public record Answer(HttpResponse<String> response) {
    public int status() {
        return response.statusCode();
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    public JsonObject json() {
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    public String id() {
        return json().getString("id");
    }

    /** @return the number in {@code Journal-Position} */
    public long seq() {
        return Long.parseLong(header("Journal-Position").orElseThrow().split(":")[1]);
    }

    public Answer expect(int status) {
        assertEquals(
                status,
                status(),
                () -> response.request().method() + " " + response.uri().getPath() + ": " + response.body());
        return this;
    }

    /** Expects a problem document with this status and code. */
    public Answer refused(int status, String code) {
        expect(status);
        assertEquals(
                "application/problem+json", header("Content-Type").orElse("").split(";")[0]);
        assertEquals(code, json().getString("code"), response.body());
        return this;
    }
}
