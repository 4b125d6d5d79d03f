package dev.tutti.it;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Calls what no document of ours speaks of: what a test has deployed beside the application, and the server itself where
 * the application may be gone.
 */
final class Beside {
    private Beside() {}

    static Answer call(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    static Answer post(Person person, String path, String body) {
        return send(request(path)
                .header("Authorization", "Bearer " + person.token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(ServerIT.BASE.resolve("api/" + path)).timeout(Duration.ofSeconds(60));
    }

    private static Answer send(HttpRequest.Builder asked) {
        HttpRequest request = asked.build();
        try {
            return new Answer(Person.HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new IllegalStateException(request.toString(), failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
