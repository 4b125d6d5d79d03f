package dev.tutti.live.hub;

import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.journal.Author;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A whisper on its way to another node: the frame as it is, so that nobody makes it twice.
 *
 * @param by whose connection does not hear it
 */
public record Whispered(Whisper whisper, Author by) {
    public byte[] bytes() {
        JsonObjectBuilder json = JsonText.object()
                .add("key", whisper.key())
                .add("life", whisper.life().toMillis())
                .add("type", whisper.frame().type())
                .add("frame", whisper.frame().text())
                .add("by", by.id().toString())
                .add("name", by.name());
        by.echo().connection().ifPresent(connection -> json.add("connection", connection.toString()));
        return json.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws RuntimeException when it is none */
    public static Whispered read(byte[] bytes) {
        JsonObject json = StrictJson.object(new String(bytes, StandardCharsets.UTF_8));
        Optional<UUID> connection =
                Optional.ofNullable(json.getString("connection", null)).map(UUID::fromString);
        return new Whispered(
                new Whisper(
                        json.getString("key"),
                        ServerFrame.madeElsewhere(json.getString("type"), json.getString("frame")),
                        Duration.ofMillis(json.getJsonNumber("life").longValueExact())),
                new Author(
                        new UserId(UUID.fromString(json.getString("by"))),
                        json.getString("name"),
                        new Echo(Optional.empty(), connection)));
    }
}
