package dev.tutti.work.account;

import dev.tutti.base.identity.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who is who, for the rooms that show people. Says nothing about who may see whom: the asking room knows that. */
@ApplicationScoped
@Transactional
public class People {
    /** People asked for in one statement: PostgreSQL takes at most 32,767 parameters, and long lists plan slowly. */
    private static final int PER_QUERY = 1_000;

    @PersistenceContext
    EntityManager em;

    /**
     * @param email in any spelling of upper and lower case
     * @return whose address it is, unless their account is disabled
     */
    public Optional<Person> byEmail(String email) {
        return em
                .createQuery("select a from Account a where a.email = :email and a.disabledAt is null", Account.class)
                .setParameter("email", EmailAddress.normalised(email))
                .getResultList()
                .stream()
                .findFirst()
                .map(Account::person);
    }

    /** @return the address in the one form in which addresses are kept; empty when it cannot be one */
    public static Optional<String> address(String text) {
        return EmailAddress.normal(text);
    }

    /**
     * @param last whom the caller has come to; empty to begin with
     * @return those who come next in the order of the database, but for disabled accounts
     */
    public List<UserId> after(Optional<UserId> last, int limit) {
        TypedQuery<UUID> query = em.createQuery(
                        "select a.id from Account a where a.disabledAt is null"
                                + (last.isPresent() ? " and a.id > :last" : "") + " order by a.id",
                        UUID.class)
                .setMaxResults(limit);
        last.ifPresent(person -> query.setParameter("last", person.value()));
        return query.getResultList().stream().map(UserId::new).toList();
    }

    /** @return those of them who exist, disabled accounts included */
    public Map<UserId, Person> all(Collection<UserId> ids) {
        List<UUID> values = ids.stream().map(UserId::value).distinct().toList();
        Map<UserId, Person> people = new HashMap<>();
        for (int from = 0; from < values.size(); from += PER_QUERY) {
            List<UUID> some = values.subList(from, Math.min(values.size(), from + PER_QUERY));
            people.putAll(em
                    .createQuery("select a from Account a where a.id in :ids", Account.class)
                    .setParameter("ids", some)
                    .getResultList()
                    .stream()
                    .map(Account::person)
                    .collect(Collectors.toMap(Person::id, Function.identity())));
        }
        return people;
    }
}
