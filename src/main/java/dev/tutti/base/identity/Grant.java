package dev.tutti.base.identity;

import dev.tutti.base.problem.Problem;
import java.util.Set;
import java.util.UUID;

/**
 * What an integration key opens: parts of the API, for one workspace.
 *
 * @param key the key's id, which is the integration's id wherever it did something
 */
public record Grant(UUID key, UUID workspace, Set<Scope> scopes) {
    public Grant {
        scopes = Set.copyOf(scopes);
    }

    /** @throws Problem.Forbidden when the key was not made for this */
    public void mustHold(Scope scope) {
        if (!scopes.contains(scope)) {
            throw new Problem.Forbidden("This integration key does not have the scope " + scope.wire()
                    + ". Ask an administrator of the workspace for one that has.");
        }
    }
}
