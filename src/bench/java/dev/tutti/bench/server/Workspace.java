package dev.tutti.bench.server;

import java.util.List;

/**
 * A workspace of Tutti.
 *
 * @param people its members, the owner first
 */
public record Workspace(String id, List<Person> people) {
    /** @param token good for as long as all of this may take */
    public record Person(String id, String token) {}

    public Person person(int seat) {
        return people.get(seat % people.size());
    }
}
