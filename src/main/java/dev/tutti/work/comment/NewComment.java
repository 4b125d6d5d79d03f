package dev.tutti.work.comment;

import dev.tutti.base.problem.ClientId;
import dev.tutti.base.problem.CodePoints;
import dev.tutti.work.talk.NewText;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.UUID;

/**
 * A comment as it is written.
 *
 * @param id brought by the client, if it likes
 * @param text 1 to 10,000 code points
 */
public record NewComment(
        Optional<@ClientId UUID> id,

        @NotNull(message = "must be given") @CodePoints(min = 1, max = NewText.MAX_TEXT)
        String text) {
    public NewComment {
        id = id == null ? Optional.empty() : id;
    }
}
