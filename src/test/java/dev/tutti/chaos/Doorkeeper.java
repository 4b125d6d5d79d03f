package dev.tutti.chaos;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Removes members and adds them again, and insists until it is done. */
final class Doorkeeper {
    /** Longer than all is away at once. */
    private static final Duration ENDLESS = Duration.ofSeconds(120);

    private static final int PAUSE_MILLIS = 3_000;

    private final PlainHttp owner;
    private final String members;
    private final List<String> people;
    private final Random random = new Random(20_261_121);
    private final List<String> surprises = new ArrayList<>();
    /** Answers that are a fault unless a node was in trouble at that time. */
    final List<Bare> bare = new ArrayList<>();

    private int removals;

    /** @param people by their ids */
    Doorkeeper(PlainHttp owner, String workspace, List<String> people) {
        this.owner = owner;
        this.people = people;
        members = "api/workspaces/" + workspace + "/members";
    }

    int removals() {
        return removals;
    }

    /** @return answers that no fault of the machines excuses */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    void removeAndAdd() {
        String person = people.get(random.nextInt(people.size()));
        insist("DELETE", members + "/" + person, "", 204);
        removals++;
        Mishaps.rest(Duration.ofMillis(random.nextInt(PAUSE_MILLIS)));
        insist("POST", members, "{\"userId\":\"" + person + "\",\"role\":\"member\"}", 201);
        Mishaps.rest(Duration.ofMillis(random.nextInt(PAUSE_MILLIS)));
    }

    private void insist(String method, String path, String body, int wanted) {
        String key = UUID.randomUUID().toString();
        for (long end = System.nanoTime() + ENDLESS.toNanos(); System.nanoTime() < end; ) {
            try {
                HttpResponse<String> answer = owner.call(method, path, body, key);
                if (answer.statusCode() == wanted) {
                    return;
                }
                Optional<Bare> without = Bare.of(owner.name, answer);
                without.ifPresent(bare::add);
                if (without.isEmpty() && answer.statusCode() < 502 && answer.statusCode() != 409) {
                    surprises.add(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
                }
            } catch (IllegalStateException noAnswer) {
                // Then once more.
            }
            Mishaps.rest(Duration.ofMillis(500));
        }
        surprises.add(method + " " + path + " was never done");
    }
}
