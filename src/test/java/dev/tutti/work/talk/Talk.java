package dev.tutti.work.talk;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.work.workspace.Office;

/** The real mentions and reactions at a desk, for tests of what is said. */
public final class Talk {
    private Talk() {}

    public static Mentions mentions(Office.Desk desk) {
        Mentions mentions = new Mentions();
        mentions.members = desk.members();
        return mentions;
    }

    /** @return reactions of which one thing may have four, by three emojis */
    public static Reactions reactions(Office.Desk desk) {
        Reactions reactions = new Reactions();
        reactions.em = desk.em();
        reactions.settings = ChosenSettings.of("TUTTI_REACTION_EMOJIS", "3", "TUTTI_REACTIONS", "4");
        return reactions;
    }
}
