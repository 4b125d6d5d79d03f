package dev.tutti.work.workspace;

import dev.tutti.base.identity.UserId;
import dev.tutti.work.account.Person;
import java.util.Optional;
import java.util.UUID;

/** What members see of each other. Never the e-mail address. */
public record Profile(UUID id, String name, Optional<String> avatarUrl) {
    static Profile of(UserId id, Optional<Person> person) {
        return new Profile(id.value(), person.map(Person::name).orElse("Unknown"), person.flatMap(Person::avatarUrl));
    }
}
