package dev.tutti.live.hub;

import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.Joined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Several journals that one session joins together. Each is held back as it is joined, in its own turn, until the last of
 * them is there and the greeting is said.
 */
final class Party implements Hub.Host {
    private final List<StreamId> expected;
    private final Consumer<List<Joined>> greeting;

    /** Guarded by this, as is the next. */
    private final Map<StreamId, Joined> joined = new HashMap<>();

    private final List<Subscription> subscriptions = new ArrayList<>();

    Party(List<StreamId> expected, Consumer<List<Joined>> greeting) {
        this.expected = expected;
        this.greeting = greeting;
    }

    @Override
    public void receive(Subscription subscription) {
        subscription.hold();
    }

    @Override
    public boolean greet(Joined arrival, Subscription subscription) {
        boolean last = isLast(arrival, subscription);
        if (last) {
            greeting.accept(expected.stream().map(joined::get).toList());
            subscriptions.forEach(held -> held.feed().turn(held::release));
        }
        return last;
    }

    private synchronized boolean isLast(Joined arrival, Subscription subscription) {
        joined.put(arrival.stream(), arrival);
        subscriptions.add(subscription);
        return joined.size() == expected.size();
    }
}
