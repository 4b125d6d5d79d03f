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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Looks through the texts of a table, as well as the database can (decision 0012): PostgreSQL by its full-text indexes, H2
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
        Map<String, String> values = new TreeMap<>();
        List<String> ids = new ArrayList<>();
        for (UUID workspace : workspaces) {
            ids.add("cast(:workspace" + ids.size() + " as uuid)");
            values.put("workspace" + (ids.size() - 1), workspace.toString());
        }
        String match = database.isEmbedded()
                ? matchByReading(table.document(), terms, values)
                : matchByIndex(table.document(), terms, values);
        Query query = em.createNativeQuery("select " + table.columns() + " from " + table.from()
                + " where x.workspace_id in (" + String.join(", ", ids) + ") and " + table.where() + " and " + match
                + " order by x.created_at desc, x.id");
        values.forEach(query::setParameter);
        return query.setMaxResults(limit).getResultList();
    }

    private static String matchByIndex(String document, Terms terms, Map<String, String> values) {
        // Letters and digits alone: nothing in it means anything to PostgreSQL.
        values.put("terms", terms.words().stream().map(word -> word + ":*").collect(Collectors.joining(" & ")));
        return "to_tsvector('simple', translate(" + document
                + ", '@.-_/:#', '       ')) @@ to_tsquery('simple', :terms)";
    }

    private static String matchByReading(String document, Terms terms, Map<String, String> values) {
        List<String> matches = new ArrayList<>();
        for (String word : terms.words()) {
            matches.add("lower(" + document + ") like :term" + matches.size());
            values.put("term" + (matches.size() - 1), "%" + word + "%");
        }
        return String.join(" and ", matches);
    }
}
