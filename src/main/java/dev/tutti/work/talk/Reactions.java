package dev.tutti.work.talk;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The reactions to what was said. Changed only by whoever holds the workspace's journal. Clients fold them by one rule: a
 * new emoji comes last, a new person last of their emoji, and an emoji that nobody has any more is gone.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Reactions {
    @PersistenceContext
    EntityManager em;

    @Inject
    Settings settings;

    /** @return the reactions to one thing, in their order */
    public List<ReactionView> to(Said said) {
        return to(said.workspace(), List.of(said)).getOrDefault(said.seq(), List.of());
    }

    /** @return the reactions to all of these, by their numbers; what has none is left out */
    public Map<Long, List<ReactionView>> to(UUID workspace, Collection<? extends Said> said) {
        Map<Long, Map<String, List<UUID>>> byEmoji = new HashMap<>();
        reactions(workspace, said.stream().map(Said::seq).toList())
                .forEach(reaction -> byEmoji.computeIfAbsent(reaction.said(), number -> new LinkedHashMap<>())
                        .computeIfAbsent(reaction.emoji(), emoji -> new ArrayList<>())
                        .add(reaction.person()));
        Map<Long, List<ReactionView>> views = new HashMap<>();
        byEmoji.forEach((number, emojis) -> views.put(
                number,
                emojis.entrySet().stream()
                        .map(emoji -> new ReactionView(emoji.getKey(), List.copyOf(emoji.getValue())))
                        .toList()));
        return views;
    }

    /**
     * @param seq the number of the entry that will tell of it
     * @return whether anything changed: who reacts with the same emoji again changes nothing
     * @throws Problem.TooMuch when there are too many different emojis already, or too many reactions
     */
    public boolean add(Said said, Emoji emoji, UserId person, long seq) {
        List<Reaction> all = reactions(said.workspace(), List.of(said.seq()));
        if (find(all, emoji, person).isPresent()) {
            return false;
        }
        Optional<Long> place = all.stream()
                .filter(reaction -> reaction.emoji().equals(emoji.text()))
                .map(Reaction::place)
                .findFirst();
        long emojis = all.stream().map(Reaction::emoji).distinct().count();
        if (place.isEmpty() && emojis >= settings.talk().emojis()) {
            Limit.REACTION_EMOJIS.struck();
            throw new Problem.TooMuch(
                    "There are " + emojis + " different reactions already. Join in one of these instead.");
        }
        if (all.size() >= settings.talk().reactions()) {
            Limit.REACTIONS.struck();
            throw new Problem.TooMuch("There are " + all.size() + " reactions already.");
        }
        em.persist(new Reaction(said, emoji, person, place.orElse(seq), seq));
        return true;
    }

    /** @return whether anything changed: who does not react with the emoji changes nothing */
    public boolean remove(Said said, Emoji emoji, UserId person) {
        Optional<Reaction> found = find(reactions(said.workspace(), List.of(said.seq())), emoji, person);
        found.ifPresent(em::remove);
        return found.isPresent();
    }

    /** Forgets all reactions to something that is deleted. */
    public void forget(Said said) {
        reactions(said.workspace(), List.of(said.seq())).forEach(em::remove);
    }

    private List<Reaction> reactions(UUID workspace, List<Long> said) {
        if (said.isEmpty()) {
            return List.of();
        }
        return em.createQuery(
                        "select r from Reaction r where r.workspace = :workspace and r.said in :said"
                                + " order by r.said, r.place, r.seq",
                        Reaction.class)
                .setParameter("workspace", workspace)
                .setParameter("said", said)
                .getResultList();
    }

    private static Optional<Reaction> find(List<Reaction> all, Emoji emoji, UserId person) {
        return all.stream()
                .filter(reaction -> reaction.emoji().equals(emoji.text()))
                .filter(reaction -> reaction.person().equals(person.value()))
                .findFirst();
    }
}
