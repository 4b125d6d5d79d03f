package dev.tutti.work.account;

import dev.tutti.base.identity.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who is who, for the rooms that show people. Says nothing about who may see whom: the asking room knows that. */
@ApplicationScoped
@Transactional
public class People {
    @PersistenceContext
    EntityManager em;

    /**
     * @param email in any spelling of upper and lower case
     * @return whose address it is, unless their account is disabled
     */
    public Optional<Person> byEmail(String email) {
        return em.createQuery("select a from Account a where a.email = :email and a.disabledAt is null", Account.class)
                .setParameter("email", EmailAddress.normalised(email))
                .getResultStream()
                .findFirst()
                .map(Account::person);
    }

    /**
     * @param ids at most some thousands; they go into one statement
     * @return those of them who exist, disabled accounts included
     */
    public Map<UserId, Person> all(Collection<UserId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Collection<UUID> values = ids.stream().map(UserId::value).distinct().toList();
        return em.createQuery("select a from Account a where a.id in :ids", Account.class)
                .setParameter("ids", values)
                .getResultStream()
                .map(Account::person)
                .collect(Collectors.toMap(Person::id, Function.identity()));
    }
}
