package dev.tutti.base.search;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** A kind of thing that can be found by words in it. A feature makes one a bean, and the search finds it. */
public interface Searchable {
    /** @return what it is called where somebody looks for this kind alone, for example {@code task} */
    String kind();

    /**
     * @param workspaces those that the asking person may see: nothing of any other is found
     * @param limit how many at most; of more, the newest
     * @return what may hold all the words; the asking room looks again
     */
    List<Found> find(Terms terms, Collection<UUID> workspaces, int limit);
}
