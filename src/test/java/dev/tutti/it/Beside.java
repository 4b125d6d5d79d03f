package dev.tutti.it;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls what a test has deployed beside the application, of which no document speaks. */
final class Beside {
    private Beside() {}

    static Answer call(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(ServerIT.BASE.resolve("api/" + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return new Answer(Person.HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new IllegalStateException(method + " " + path, failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
