package dev.tutti.live.presence;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.Claims;
import dev.tutti.live.bus.Topic;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells the other nodes over the bus, and believes what they tell for as long as a lease. */
@ApplicationScoped
class NeighboursOnBus implements Neighbours {
    private static final Duration BEAT = Duration.ofSeconds(1);

    @Inject
    Bus bus;

    @Inject
    SessionRegistry registry;

    LongSupplier nanos = System::nanoTime;

    private Claims<Roster> claims;

    @PostConstruct
    void begin() {
        claims = new Claims<>(bus, Topic.PRESENCE, new Form(), nanos);
        if (exist()) {
            registry.every(BEAT, claims::beat);
        }
    }

    @Override
    public boolean exist() {
        return bus.state() != Bus.State.ALONE;
    }

    @Override
    public void tell(StreamId workspace, Roster here) {
        claims.tell(workspace, here);
    }

    @Override
    public Roster elsewhere(StreamId workspace) {
        return claims.elsewhere(workspace).stream().reduce(Roster.EMPTY, Roster::and);
    }

    @Override
    public void whenChanged(Consumer<StreamId> listener) {
        claims.whenChanged(listener);
    }

    /** Person by person: how they are there, and by how many connections. */
    static final class Form implements Claims.Form<Roster> {
        @Override
        public byte[] write(Roster here) {
            JsonObjectBuilder people = JsonText.object();
            here.people()
                    .forEach((person, present) -> people.add(
                            person.toString(),
                            JsonText.object().add("s", present.state().wire()).add("c", present.connections())));
            return people.build().toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Roster read(byte[] bytes) {
            Map<UserId, Present> people = new LinkedHashMap<>();
            StrictJson.object(new String(bytes, StandardCharsets.UTF_8)).forEach((person, how) -> {
                JsonObject present = how.asJsonObject();
                people.put(
                        new UserId(UUID.fromString(person)),
                        new Present(
                                Present.State.of(present.getString("s")).orElse(Present.State.ACTIVE),
                                Math.max(1, present.getInt("c"))));
            });
            return new Roster(people);
        }

        @Override
        public boolean isEmpty(Roster here) {
            return here.people().isEmpty();
        }
    }
}
