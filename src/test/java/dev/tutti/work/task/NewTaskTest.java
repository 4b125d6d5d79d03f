package dev.tutti.work.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.problem.FieldError;
import dev.tutti.base.problem.Problem;
import dev.tutti.base.problem.ProblemMapper;
import dev.tutti.work.workspace.Office;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("New task")
class NewTaskTest {
    @Test
    @DisplayName("needs a title and nothing else")
    void defaults() {
        NewTask task = Team.asked("'title':'x'");
        assertEquals(List.of(), refused(task));
        assertEquals("todo", task.status());
        assertEquals("normal", task.priority());
        assertEquals(List.of(), task.labels());
    }

    @Test
    @DisplayName("may be as long as the limits say, counted as people count")
    void limits() {
        String emoji = "😀";
        assertEquals(List.of(), refused(Team.asked("'title':'" + emoji.repeat(200) + "'")));
        assertEquals(List.of(), refused(Team.asked("'title':'x','description':'" + emoji.repeat(10_000) + "'")));
        assertEquals(List.of(), refused(Team.asked("'title':'x','labels':" + labels(20, 40))));
        assertEquals(List.of(), refused(Team.asked("'title':'x','checklist':" + checklist(100))));
        assertEquals(List.of("title"), refused(Team.asked("'title':'" + emoji.repeat(201) + "'")));
        assertEquals(
                List.of("description"),
                refused(Team.asked("'title':'x','description':'" + emoji.repeat(10_001) + "'")));
        assertEquals(List.of("labels"), refused(Team.asked("'title':'x','labels':" + labels(21, 40))));
        assertEquals(List.of("labels[0]"), refused(Team.asked("'title':'x','labels':" + labels(1, 41))));
        assertEquals(List.of("checklist"), refused(Team.asked("'title':'x','checklist':" + checklist(101))));
    }

    @Test
    @DisplayName("is refused with the names of the fields that are wrong")
    void fields() {
        assertEquals(List.of("title"), refused(Team.asked("'description':'x'")));
        assertEquals(List.of("title"), refused(Team.asked("'title':' \\t '")));
        assertEquals(List.of("status"), refused(Team.asked("'title':'x','status':'To do'")));
        assertEquals(List.of("status"), refused(Team.asked("'title':'x','status':'-'")));
        assertEquals(List.of("priority"), refused(Team.asked("'title':'x','priority':'HIGH'")));
        assertEquals(List.of("labels"), refused(Team.asked("'title':'x','labels':['a','a']")));
        assertEquals(List.of("labels[1]"), refused(Team.asked("'title':'x','labels':['a','b\\nc']")));
        assertEquals(List.of("labels[0]"), refused(Team.asked("'title':'x','labels':[null]")));
        assertEquals(List.of("checklist[0].text"), refused(Team.asked("'title':'x','checklist':[{'done':true}]")));
        assertEquals(List.of("checklist[0]"), refused(Team.asked("'title':'x','checklist':[null]")));
        assertEquals(List.of("id"), refused(Team.asked("'title':'x','id':'00000000-0000-1000-8000-000000000000'")));
    }

    @Test
    @DisplayName("is refused when a value is of the wrong kind, or a date beyond all calendars")
    void kinds() {
        for (String field : List.of(
                "'labels':'a'",
                "'dueOn':'2026-02-30'",
                "'dueOn':'+99999-01-01'",
                "'assigneeId':'me'",
                "'checklist':[1]")) {
            assertThrows(Problem.Invalid.class, () -> Team.asked("'title':'x'," + field), field);
        }
    }

    private static List<String> refused(NewTask task) {
        Set<ConstraintViolation<NewTask>> violations = Office.RULES.validate(task);
        return violations.isEmpty()
                ? List.of()
                : ProblemMapper.invalid(new ConstraintViolationException(violations)).errors().stream()
                        .map(FieldError::field)
                        .toList();
    }

    private static String labels(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'" + (char) ('a' + i) + "x".repeat(length - 1) + "'")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String checklist(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'text':'" + i + "','done':false}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
