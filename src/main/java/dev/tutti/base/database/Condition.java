package dev.tutti.base.database;

import jakarta.persistence.Query;
import java.util.Map;

/**
 * What one room demands, as a part of another room's JPQL query: so that both are looked up together, in one round trip
 * and in one state of the database.
 *
 * @param where what must be so, in JPQL that needs no entity of the query around it
 * @param parameters the values of its named parameters
 */
public record Condition(String where, Map<String, Object> parameters) {
    /** Demands nothing. */
    public static final Condition NONE = new Condition("1 = 1", Map.of());

    /** Gives the query this condition's parameters. */
    public void bind(Query query) {
        parameters.forEach(query::setParameter);
    }
}
