package dev.tutti.live.hub;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.StreamId;
import java.util.List;
import java.util.Optional;

/** All who are told of those who come and go. */
record Attendances(List<Attendance> all) implements Attendance {
    @Override
    public void arrived(Follower follower) {
        all.forEach(one -> one.arrived(follower));
    }

    @Override
    public void hears(Follower follower) {
        all.forEach(one -> one.hears(follower));
    }

    @Override
    public void left(Follower follower, Departure how) {
        all.forEach(one -> one.left(follower, how));
    }

    @Override
    public void revoked(StreamId stream, Optional<UserId> person) {
        all.forEach(one -> one.revoked(stream, person));
    }

    @Override
    public int online(StreamId stream) {
        return all.stream().mapToInt(one -> one.online(stream)).sum();
    }
}
