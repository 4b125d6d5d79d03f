package dev.tutti.work.search;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.base.search.Searchable;
import dev.tutti.base.search.Terms;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks through everything that the caller may see. */
@ApplicationScoped
@Transactional
public class Search {
    /** How many of a kind are ranked: of more, the newest. */
    private static final int CANDIDATES = 200;

    Supplier<Stream<Searchable>> all;

    @Inject
    Access access;

    @Inject
    Workspaces workspaces;

    @Inject
    void gather(@Any Instance<Searchable> kinds) {
        all = kinds::stream;
    }

    /**
     * @param workspace the only one to look in; all of the caller's, where it is not given
     * @param kind the only kind of things to look for
     * @param limit how many at most
     * @return the best first
     * @throws Problem.NotFound when the workspace is not there, or not the caller's
     */
    List<Hit> find(Caller caller, Terms terms, Optional<UUID> workspace, Optional<String> kind, int limit) {
        workspace.ifPresent(id -> access.of(caller, id));
        Collection<UUID> where = workspace.map(List::of).orElseGet(() -> workspaces.idsOf(caller));
        List<Searchable> what = all.get()
                .filter(searchable ->
                        kind.filter(only -> !only.equals(searchable.kind())).isEmpty())
                .toList();
        if (what.isEmpty()) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "kind", "must be task, comment or message");
        }
        if (where.isEmpty()) {
            return List.of();
        }
        return what.stream()
                .flatMap(searchable -> searchable.find(terms, where, CANDIDATES).stream())
                .filter(found -> terms.areAllIn(found.document()))
                .map(found -> Ranked.of(found, terms))
                .sorted(Ranked.BEST_FIRST)
                .limit(limit)
                .map(ranked -> ranked.hit(terms))
                .toList();
    }
}
