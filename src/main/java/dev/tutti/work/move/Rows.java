package dev.tutti.work.move;

import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.FieldError;
import dev.tutti.base.problem.Problem;
import dev.tutti.base.problem.ProblemMapper;
import dev.tutti.work.task.NewTask;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The tasks that are found in a file, looked at one by one. */
final class Rows {
    /** Of what there is no place for so much is told: it may be anything, of any length and number. */
    static final int TOLD = 100;

    private final Validator rules;
    private final int most;
    private final Faults faults = new Faults();
    private final List<Row> rows = new ArrayList<>();
    private final Set<UUID> ids = new HashSet<>();
    private final List<String> ignored = new ArrayList<>();
    private int archived;
    private int seen;

    /** @param most how many there may be */
    Rows(Validator rules, int most) {
        this.rules = rules;
        this.most = most;
    }

    /**
     * @param read makes the task; what it refuses is told with the line
     * @throws Problem.TooMuch when there are too many
     */
    void add(int line, Supplier<NewTask> read) {
        if (++seen > most) {
            Limit.IMPORT_ROWS.struck();
            throw new Problem.TooMuch("A file may hold at most " + most + " tasks. Divide it.");
        }
        try {
            add(line, read.get());
        } catch (Problem.Invalid refusal) {
            List<FieldError> errors = refusal.errors().isEmpty()
                    ? List.of(new FieldError("task", refusal.getMessage()))
                    : refusal.errors();
            errors.forEach(error -> faults.add(line, error));
        }
    }

    private void add(int line, NewTask task) {
        Set<ConstraintViolation<NewTask>> violations = rules.validate(task);
        if (!violations.isEmpty()) {
            throw ProblemMapper.invalid(new ConstraintViolationException(violations));
        }
        if (task.id().filter(id -> !ids.add(id)).isPresent()) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "id", "stands in the file twice");
        }
        rows.add(new Row(line, task));
    }

    /** Something there is no place for. */
    void ignore(String what) {
        if (ignored.size() < TOLD) {
            boolean fits = what.codePointCount(0, what.length()) <= TOLD;
            ignored.add(fits ? what : what.substring(0, what.offsetByCodePoints(0, TOLD - 1)) + "…");
        }
    }

    /** A task that was put away where it comes from. */
    void archived() {
        archived++;
    }

    /** @throws Problem.Invalid when anything is wrong with it, or nothing is in it */
    TaskFile whole() {
        faults.refuse();
        if (rows.isEmpty()) {
            throw new Problem.Invalid(ErrorCode.BAD_REQUEST, "Nothing was imported. The file holds no task.");
        }
        return new TaskFile(List.copyOf(rows), List.copyOf(ignored), archived);
    }
}
