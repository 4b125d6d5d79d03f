package dev.tutti.work.move;

import dev.tutti.base.config.Settings;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.util.Set;

/** Reads files, and tells by what is in them where they come from. */
@ApplicationScoped
class ImportReader {
    @Inject
    Validator rules;

    @Inject
    Settings settings;

    /** @throws Problem.Invalid with every fault and its line */
    TaskFile csv(String text) {
        Rows rows = rows();
        CsvSource.read(text, rows);
        return rows.whole();
    }

    /** @throws Problem.Invalid as above */
    TaskFile json(String text) {
        if (StrictJson.shape(text, Integer.MAX_VALUE) > settings.files().importDepth()) {
            Limit.IMPORT_DEPTH.struck();
            throw new Problem.TooMuch(
                    "A file may be nested at most " + settings.files().importDepth() + " levels deep.");
        }
        JsonLists lists = new JsonLists(text);
        Set<String> names = lists.names();
        Rows rows = rows();
        if (names.contains(JsonSource.TASKS)) {
            JsonSource.read(lists, names, rows);
        } else if (names.contains(TrelloSource.CARDS)) {
            TrelloSource.read(lists, names, rows);
        } else {
            throw new Problem.Invalid(
                    ErrorCode.BAD_REQUEST,
                    "Nothing was imported. The file has no list of tasks, nor one of Trello's cards.");
        }
        return rows.whole();
    }

    private Rows rows() {
        return new Rows(rules, settings.files().importRows());
    }
}
