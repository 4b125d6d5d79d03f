package dev.tutti.base.search;

import dev.tutti.base.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Looks through the texts of a table, as well as the database can (decision 0014): PostgreSQL by its full-text indexes, H2
 * by reading what belongs to the workspaces.
 */
@ApplicationScoped
public class TextIndex {
    @PersistenceContext
    EntityManager em;

    @Inject
    Database database;

    /**
     * Where to look.
     *
     * @param columns what to fetch; ids as text
     * @param from the table, called {@code x}, and what hangs on it
     * @param document the text to look through, just as the index of the table has it
     * @param where what else must hold
     */
    public record Table(String columns, String from, String document, String where) {}

    /** @return rows whose document may hold all the words, the newest first */
    @SuppressWarnings("unchecked") // JPA says no more of a native query's rows
    public List<Object[]> find(Table table, Terms terms, Collection<UUID> workspaces, int limit) {
        // By number, because EclipseLink knows no names in a native query.
        List<String> values = new ArrayList<>();
        String where = workspaces.stream()
                .map(workspace -> "cast(" + parameter(values, workspace.toString()) + " as uuid)")
                .collect(Collectors.joining(", "));
        String match = database.isEmbedded()
                ? matchByReading(table.document(), terms, values)
                : matchByIndex(table.document(), terms, values);
        Query query = em.createNativeQuery("select " + table.columns() + " from " + table.from()
                + " where x.workspace_id in (" + where + ") and " + table.where() + " and " + match
                + " order by x.created_at desc, x.id");
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query.setMaxResults(limit).getResultList();
    }

    private static String matchByIndex(String document, Terms terms, List<String> values) {
        // Letters and digits alone: nothing in it means anything to PostgreSQL.
        String all = terms.words().stream().map(word -> word + ":*").collect(Collectors.joining(" & "));
        return "to_tsvector('simple', translate(" + document + ", '@.-_/:#', '       ')) @@ to_tsquery('simple', "
                + parameter(values, all) + ")";
    }

    private static String matchByReading(String document, Terms terms, List<String> values) {
        return terms.words().stream()
                .map(word -> "lower(" + document + ") like " + parameter(values, "%" + word + "%"))
                .collect(Collectors.joining(" and "));
    }

    private static String parameter(List<String> values, String value) {
        values.add(value);
        return "?" + values.size();
    }
}
