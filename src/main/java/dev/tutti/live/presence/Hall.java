package dev.tutti.live.presence;

import dev.tutti.live.hub.Follower;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One workspace on this node: who is there, who wants to know, and what they were told last. Changed in the turn of the
 * workspace's journal, and looked into from elsewhere; so it has a lock, which is never held while anything is sent.
 */
final class Hall {
    private final Crowd crowd = new Crowd();
    /** Those who have heard the list as it was told last, or wait for their first. */
    private final Map<UUID, Listener> listeners = new LinkedHashMap<>();

    private Roster told = Roster.EMPTY;
    private long number;
    private boolean announcing;
    private boolean watching;

    /** @param isNew whether they have heard no list yet */
    private record Listener(Follower follower, boolean isNew) {}

    /**
     * What is to be told.
     *
     * @param number counts the lists, so that whoever missed one can tell
     * @param newcomers to be told the whole list
     * @param others to be told the change, if there is one
     */
    record News(long number, Roster present, Diff diff, List<Follower> newcomers, List<Follower> others) {}

    synchronized void hears(Follower follower) {
        listeners.put(follower.connection(), new Listener(follower, true));
    }

    /** @param follower who hears no more; another one over the same connection may do so by now */
    synchronized void hearsNot(Follower follower) {
        listeners.computeIfPresent(follower.connection(), (same, one) -> one.follower() == follower ? null : one);
    }

    synchronized void change(Consumer<Crowd> change) {
        change.accept(crowd);
    }

    synchronized <T> T look(Function<Crowd, T> look) {
        return look.apply(crowd);
    }

    /** @return who is here and nowhere else */
    synchronized Roster here(Instant now) {
        crowd.giveUpMissed(now);
        return crowd.roster();
    }

    synchronized News news(Roster present) {
        Diff diff = Diff.between(told, present);
        told = present;
        number += diff.isEmpty() ? 0 : 1;
        List<Follower> newcomers = new ArrayList<>();
        List<Follower> others = new ArrayList<>();
        listeners.values().forEach(one -> (one.isNew() ? newcomers : others).add(one.follower()));
        listeners.replaceAll((connection, one) -> new Listener(one.follower(), false));
        return new News(number, present, diff, newcomers, others);
    }

    synchronized boolean isEmpty() {
        return crowd.isEmpty() && listeners.isEmpty();
    }

    /** @return whether an announcement is to be arranged; not where one is already */
    synchronized boolean mustAnnounce() {
        boolean must = !announcing;
        announcing = true;
        return must;
    }

    synchronized void announces() {
        announcing = false;
    }

    /** @return when to look again whether somebody is to be given up; absent where that is arranged already */
    synchronized Optional<Instant> mustWatch() {
        Optional<Instant> next = watching ? Optional.empty() : crowd.nextGivenUp();
        watching |= next.isPresent();
        return next;
    }

    synchronized void watched() {
        watching = false;
    }
}
