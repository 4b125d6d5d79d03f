package dev.tutti.it;

import dev.tutti.docs.Documented;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A request made by hand over HTTP/1.1, for what no client of ours would send; the answer must be one that is documented. */
final class RawRequest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpRequest.Builder request;

    private RawRequest(String path) {
        request = HttpRequest.newBuilder(ServerIT.BASE.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    static RawRequest to(String path) {
        return new RawRequest(path);
    }

    RawRequest by(Person person) {
        return with("Authorization", "Bearer " + person.token);
    }

    RawRequest with(String header, String value) {
        request.header(header, value);
        return this;
    }

    Answer json(String method, byte[] body) {
        return body(method, "application/json", body);
    }

    Answer body(String method, String type, byte[] body) {
        return with("Content-Type", type).send(method, BodyPublishers.ofByteArray(body));
    }

    /** Without a Content-Length, so that the server cannot know the size before it has read the body. */
    Answer jsonInChunks(String method, byte[] body) {
        return with("Content-Type", "application/json")
                .send(method, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    Answer send(String method) {
        return send(method, BodyPublishers.noBody());
    }

    private Answer send(String method, BodyPublisher body) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofString());
            Documented.answer(response);
            return new Answer(response);
        } catch (IOException failure) {
            throw new IllegalStateException(method, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
