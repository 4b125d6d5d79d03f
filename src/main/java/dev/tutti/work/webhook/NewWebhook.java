package dev.tutti.work.webhook;

import dev.tutti.base.problem.Distinct;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;

/**
 * A webhook that is to be made.
 *
 * @param url where to
 * @param types which types of events it is for; all, where none is named
 */
public record NewWebhook(
        @NotNull(message = "must be given") @Size(max = 2_000, message = "must have at most 2000 characters")
        String url,

        @Size(max = 50, message = "must name at most 50") @Distinct
        List<
                        @NotNull(message = "must be a type of event")
                        @Pattern(
                                regexp = "[a-z]{1,20}:(?:\\*|[a-z0-9._-]{1,64})",
                                message = "must be a type of event, such as task:created, or task:*")
                        String>
                types) {
    public NewWebhook {
        types = types == null ? List.of() : types;
    }

    /** What may be changed of it later. */
    static final Set<String> EDITABLE = Set.of("url", "types");

    Wanted wanted() {
        return new Wanted(types);
    }
}
