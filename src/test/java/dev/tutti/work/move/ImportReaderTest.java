package dev.tutti.work.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.work.task.ChecklistItem;
import dev.tutti.work.task.NewTask;
import dev.tutti.work.workspace.Office;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A file that is imported")
class ImportReaderTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    private final ImportReader reader = reader();

    @Test
    @DisplayName("may be JSON with no more than titles, or with all that a task can have")
    void json() {
        TaskFile file = reader.json("""
                {"tutti":1, "workspace":{"name":"W"}, "members":[],
                "tasks":[
                {"title":"One"},
                {"id":"%s","title":"Two","description":"D","status":"done","labels":["a, b","c"],"priority":"high",
                 "dueOn":"2027-01-02","checklist":[{"text":"S","done":true}],"createdBy":"x"}
                ],
                "comments":[{"text":"said"}]}
                """.formatted(ID));

        assertEquals(List.of(3, 4), file.rows().stream().map(Row::line).toList());
        assertEquals("todo", file.rows().get(0).task().status());
        assertEquals(whole("a, b", "c"), file.rows().get(1).task());
        assertEquals(List.of("comments"), file.ignored());
    }

    @Test
    @DisplayName("may be a table, with the columns in any order, other columns among them, and some cells left out")
    void table() {
        TaskFile file = reader.csv("""
                Title,due date,ID,description,status,labels,priority,dueon,checklist
                One
                Two,x,%s,D,done,"a
                c",high,2027-01-02,"[x] S"
                """.formatted(ID));

        assertEquals(List.of(2, 3), file.rows().stream().map(Row::line).toList());
        assertEquals(whole("a", "c"), file.rows().get(1).task());
        assertEquals(List.of("due date"), file.ignored());
    }

    @Test
    @DisplayName("may be a table as it is written where numbers have commas")
    void semicolons() {
        assertEquals(
                "1,5 m",
                reader.csv("title;status\r\n1,5 m;todo\r\n")
                        .rows()
                        .get(0)
                        .task()
                        .title());
    }

    @Test
    @DisplayName("that has faults is refused with all of them, each with its line and field, in either form")
    void faults() {
        String json = """
                {"tasks":[
                {"title":""},
                {"title":"Good"},
                {"title":"T","priority":"mad","status":"Not A Slug"},
                {"title":5}
                ]}""";
        assertEquals(List.of("2 title", "4 priority", "4 status", "5 task"), faults(() -> reader.json(json)));

        String csv = """
                title,priority,dueOn,id
                ,,,
                Good,,,
                T,mad,,
                T,,tomorrow,
                T,,,%1$s
                T,,,%1$s
                """.formatted(ID);
        assertEquals(List.of("2 title", "4 priority", "5 dueOn", "7 id"), faults(() -> reader.csv(csv)));
    }

    @Test
    @DisplayName(
            "has nothing beyond the columns of its first line but empty cells: a comma too many shifts no cell unseen")
    void beyondTheHead() {
        String csv = """
                title,status
                Buy milk, eggs,todo
                "Buy milk, eggs",todo
                Rest,todo,, ,
                """;
        assertEquals(List.of("2 task"), faults(() -> reader.csv(csv)));
        assertEquals(List.of("2 task"), faults(() -> reader.csv(csv.replace(',', ';'))));
    }

    @Test
    @DisplayName("is told the first hundred of its faults, and how many there are")
    void manyFaults() {
        Problem.Invalid refusal =
                assertThrows(Problem.Invalid.class, () -> reader.csv("title,status\n" + "x,NO\n".repeat(150)));

        assertEquals(Faults.TOLD, refusal.errors().size());
        assertTrue(refusal.getMessage().contains("149 more"), refusal.getMessage());
    }

    @Test
    @DisplayName(
            "that was cut off within quotation marks is refused with the line at which that row begins, and no other is")
    void cutOff() {
        String whole = "title,description\n\"a\nb\",c\nd,\"e\nf\"";
        Problem.Invalid cut =
                assertThrows(Problem.Invalid.class, () -> reader.csv(whole.substring(0, whole.length() - 1)));
        assertTrue(cut.getMessage().contains("begins at line 4"), cut.getMessage());
        assertEquals(ErrorCode.BAD_REQUEST, refused(() -> reader.csv("title,\"descr")));
        assertEquals(ErrorCode.BAD_REQUEST, refused(() -> reader.csv("title\na\n\"")));

        assertEquals(2, reader.csv(whole).rows().size());
        assertEquals(2, reader.csv(whole + "\r\n\r\n").rows().size());
        assertEquals(2, reader.csv("title\nend\na \"quoted word").rows().size());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @DisplayName(
            "must be one: no broken JSON, no list of anything else, no table without titles or with an open quotation mark")
    void garbled() {
        assertEquals(ErrorCode.BAD_JSON, refused(() -> reader.json("{\"tasks\":[{\"title\":}]}")));
        assertEquals(ErrorCode.BAD_JSON, refused(() -> reader.json("{\"tasks\":[1]}")));
        assertEquals(ErrorCode.BAD_JSON, refused(() -> reader.json("[]")));
        for (String cut : List.of(
                "{",
                "{\"tasks\":",
                "{\"tasks\":[",
                "{\"tasks\":[{\"title\":\"x\"}",
                "{\"tasks\":[{\"title\":\"x",
                "{\"x\":[",
                "{\"x\":{",
                "{\"x\":[}}",
                "{\"x\":{]}")) {
            assertEquals(ErrorCode.BAD_JSON, refused(() -> reader.json(cut)), cut);
        }
        assertEquals(ErrorCode.BAD_JSON, refused(() -> reader.json("{\"tasks\":[{\"title\":\"x\"}]} more")));
        assertEquals(ErrorCode.BAD_REQUEST, refused(() -> reader.json("{}")));
        assertEquals(ErrorCode.BAD_REQUEST, refused(() -> reader.json("{\"tasks\":[]}")));
        assertEquals(ErrorCode.BAD_REQUEST, refused(() -> reader.csv("")));
        assertEquals(ErrorCode.BAD_REQUEST, refused(() -> reader.csv("name\nx\n")));
        assertEquals(ErrorCode.BAD_REQUEST, refused(() -> reader.csv("title\n")));
        assertEquals(List.of("2 title"), faults(() -> reader.csv("title\n\"a\u0000b\"\n")));
    }

    @Test
    @DisplayName("holds as many tasks as it may and no more")
    void rows() {
        long before = Limit.IMPORT_ROWS.strikes();
        assertEquals(200, reader.csv("title\n" + "x\n".repeat(200)).rows().size());

        assertEquals(ErrorCode.LIMIT, refused(() -> reader.csv("title\n" + "x\n".repeat(201))));
        assertEquals(before + 1, Limit.IMPORT_ROWS.strikes());
    }

    @Test
    @DisplayName("is nested as deeply as it may be and no deeper, however deep that is")
    void depth() {
        long before = Limit.IMPORT_DEPTH.strikes();
        String nested = "{\"x\":%s%s,\"tasks\":[{\"title\":\"T\"}]}";
        assertEquals(
                1,
                reader.json(nested.formatted("[".repeat(4), "]".repeat(4)))
                        .rows()
                        .size());

        assertEquals(ErrorCode.LIMIT, refused(() -> reader.json(nested.formatted("[".repeat(5), "]".repeat(5)))));
        assertEquals(
                ErrorCode.LIMIT,
                refused(() -> reader.json(nested.formatted("[".repeat(100_000), "]".repeat(100_000)))));
        assertEquals(before + 2, Limit.IMPORT_DEPTH.strikes());
    }

    @Test
    @DisplayName(
            "may be a board of Trello: its lists are columns, its cards tasks in their order, what is archived is left there")
    void trello() {
        TaskFile file = reader.json("""
                {"name":"Board","labels":[],"actions":[{"type":"commentCard"}],
                "cards":[
                {"id":"c2","name":"Second","desc":"","idList":"l1","pos":2,"closed":false,"labels":[],"due":null},
                {"id":"c1","name":"First","desc":"D","idList":"l1","pos":1.5,"closed":false,"due":"2027-01-02T10:00:00.000Z",
                 "labels":[{"name":"","color":"red"},{"name":"bug","color":"red"}]},
                {"id":"c3","name":"Away","desc":"","idList":"l1","pos":3,"closed":true},
                {"id":"c4","name":"Away too","desc":"","idList":"l3","pos":3,"closed":false},
                {"id":"c5","name":"%s","desc":"D","idList":"l2","pos":9,"closed":false}
                ],
                "lists":[{"id":"l1","name":"To Do","closed":false},{"id":"l2","name":"to do!","closed":false},
                {"id":"l3","name":"Old","closed":true},{"id":"l4","name":"進行中","closed":false}],
                "checklists":[{"id":"k2","idCard":"c1","pos":2,"checkItems":[{"name":"b","state":"complete","pos":1}]},
                {"id":"k1","idCard":"c1","pos":1,"checkItems":[{"name":"a","state":"incomplete","pos":1}]}]}
                """.formatted("n".repeat(201)));

        assertEquals(List.of(4, 3, 8), file.rows().stream().map(Row::line).toList());
        assertEquals(
                new NewTask(
                        Optional.empty(),
                        "First",
                        Optional.of("D"),
                        "todo",
                        Optional.empty(),
                        List.of("red", "bug"),
                        "normal",
                        Optional.of(LocalDate.of(2027, 1, 2)),
                        List.of(new ChecklistItem("a", false), new ChecklistItem("b", true))),
                file.rows().get(0).task());
        NewTask longest = file.rows().get(2).task();
        assertEquals("todo-2", longest.status());
        assertEquals("n".repeat(199) + "…", longest.title());
        assertEquals(Optional.of("n".repeat(201) + "\n\nD"), longest.description());
        assertEquals(2, file.archived());
        assertEquals(List.of("actions"), file.ignored());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @DisplayName(
            "may be a board of Trello of any number of lists of one name: cards are in as many columns as they were in lists")
    void trelloLists() {
        String lists = IntStream.range(0, 100_000)
                .mapToObj("{\"id\":\"l%d\",\"name\":\"L\"}"::formatted)
                .collect(Collectors.joining(","));
        String cards = IntStream.range(0, 200)
                .mapToObj(i -> "{\"name\":\"C\",\"idList\":\"l%d\",\"pos\":%d}".formatted(500 * i, i))
                .collect(Collectors.joining(","));
        List<String> columns = reader.json("{\"lists\":[%s],\"cards\":[%s]}".formatted(lists, cards)).rows().stream()
                .map(row -> row.task().status())
                .toList();

        assertEquals(List.of("l", "l-2", "l-3"), columns.subList(0, 3));
        assertEquals(200, Set.copyOf(columns).size());
    }

    @Test
    @DisplayName("is told what there is no place for, but not without end")
    void manyIgnored() {
        String others = IntStream.range(0, 1_000)
                .mapToObj(i -> "\"%03d%s\":[],".formatted(i, "😀".repeat(100)))
                .collect(Collectors.joining());
        List<String> told =
                reader.json("{" + others + "\"tasks\":[{\"title\":\"T\"}]}").ignored();

        assertEquals(Rows.TOLD, told.size());
        assertEquals("000" + "😀".repeat(96) + "…", told.get(0));
    }

    @Test
    @DisplayName("may be a board of Trello with a card that no task can be: it is told with its line")
    void trelloFaults() {
        String file = """
                {"lists":[{"id":"l","name":"L"}],
                "cards":[
                {"name":"Good","idList":"l"},
                {"name":"Bad","idList":"l","due":"soon"},
                {"name":"  ","idList":"l"}
                ]}""";

        assertEquals(List.of("4 due", "5 title"), faults(() -> reader.json(file)));
    }

    private static NewTask whole(String... labels) {
        return new NewTask(
                Optional.of(ID),
                "Two",
                Optional.of("D"),
                "done",
                Optional.empty(),
                List.of(labels),
                "high",
                Optional.of(LocalDate.of(2027, 1, 2)),
                List.of(new ChecklistItem("S", true)));
    }

    private static ErrorCode refused(Supplier<TaskFile> reading) {
        return assertThrows(Problem.class, reading::get).code();
    }

    private static List<String> faults(Supplier<TaskFile> reading) {
        return assertThrows(Problem.Invalid.class, reading::get).errors().stream()
                .map(error -> error.line().orElseThrow() + " " + error.field())
                .toList();
    }

    private static ImportReader reader() {
        ImportReader made = new ImportReader();
        made.rules = Office.RULES;
        made.settings = ChosenSettings.of("TUTTI_IMPORT_ROWS", "200", "TUTTI_IMPORT_DEPTH", "5");
        return made;
    }
}
