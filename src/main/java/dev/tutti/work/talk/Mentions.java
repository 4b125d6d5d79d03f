package dev.tutti.work.talk;

import dev.tutti.work.workspace.MemberView;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Profile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Finds whom a text names: the members of the workspace at the moment when it is written, each by an at-sign and their
 * name, in capitals or small letters. Of two names the longer one is meant, and of two people with one name both are.
 */
@ApplicationScoped
public class Mentions {
    /** More are not looked for, so that no text makes the workspace wait. */
    static final int MOST_PEOPLE = 50;

    static final int MOST_SIGNS = 200;

    @Inject
    Members members;

    /** @return the text, and whom of the workspace it names */
    public Words in(Membership membership, String text) {
        if (text.indexOf('@') < 0) {
            return new Words(text, List.of());
        }
        List<Profile> people =
                members.all(membership).stream().map(MemberView::user).toList();
        return new Words(text, find(text, people));
    }

    static List<UUID> find(String text, List<Profile> people) {
        List<Profile> longestFirst = people.stream()
                .filter(person -> !person.name().isBlank())
                .sorted(Comparator.comparing((Profile person) -> person.name().length())
                        .reversed())
                .toList();
        Set<UUID> found = new LinkedHashSet<>();
        int signs = 0;
        int at = text.indexOf('@');
        while (at >= 0 && signs++ < MOST_SIGNS) {
            if (at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at))) {
                found.addAll(named(text, at + 1, longestFirst));
            }
            at = text.indexOf('@', at + 1);
        }
        return found.stream().limit(MOST_PEOPLE).toList();
    }

    private static List<UUID> named(String text, int from, List<Profile> longestFirst) {
        return longestFirst.stream()
                .filter(person -> stands(text, from, person.name()))
                .findFirst()
                .map(first -> longestFirst.stream()
                        .filter(person -> person.name().equalsIgnoreCase(first.name()))
                        .map(Profile::id)
                        .toList())
                .orElse(List.of());
    }

    private static boolean stands(String text, int from, String name) {
        int end = from + name.length();
        return text.regionMatches(true, from, name, 0, name.length())
                && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)));
    }
}
