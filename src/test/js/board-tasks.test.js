import assert from "node:assert/strict";
import {test} from "node:test";
import {board} from "./stage/board.js";

const {columnAt, columnNames, columnTitle, heldAt, indexAt, laid, moveTo, neighbour, statusOf, step} = await board("tasks/order.js");
const {fits, isFiltered, kept, labelsOf} = await board("tasks/filter.js");
const {contested, settled} = await board("tasks/conflict.js");
const {byDue} = await board("tasks/agenda.js");

const columns = () => new Map([["todo", ["a", "b", "c"]], ["doing", []], ["done", ["x"]]]);

test("a card that is held lies where it is held, and nowhere else", () => {
  assert.deepEqual([...laid(columns(), {id: "a", status: "todo", index: 1})][0], ["todo", ["b", "a", "c"]]);
  const moved = laid(columns(), {id: "a", status: "doing", index: 0});
  assert.deepEqual(moved.get("todo"), ["b", "c"]);
  assert.deepEqual(moved.get("doing"), ["a"]);
  assert.deepEqual(laid(columns(), {id: "a", status: "review", index: 0}).get("review"), ["a"]);
});

test("a drop asks for a place beside a task that is shown, or for none where nothing changes", () => {
  const to = (id, status, index) => moveTo(columns(), {id, status, index});
  assert.equal(to("a", "todo", 0), undefined);
  assert.deepEqual(to("a", "todo", 1), {status: "todo", after: "b"});
  assert.deepEqual(to("a", "todo", 2), {status: "todo", after: "c"});
  assert.deepEqual(to("c", "todo", 0), {status: "todo", before: "a"});
  assert.deepEqual(to("a", "doing", 0), {status: "doing"});
  assert.deepEqual(to("a", "done", 0), {status: "done", before: "x"});
  assert.deepEqual(to("a", "done", 9), {status: "done", after: "x"});
  assert.equal(to("unknown", "todo", 0), undefined);
});

test("every drop puts the card where it was shown, by the client's own rules", async () => {
  const {fold} = await import("../../main/webapp/client/fold.js");
  const {RULES, unfold} = await import("../../main/webapp/client/board.js");
  for (const id of ["a", "b", "c", "x"]) {
    for (const status of ["todo", "doing", "done"]) {
      for (const index of [0, 1, 2]) {
        const before = columns();
        const size = before.get(status).filter((it) => it !== id).length;
        const held = {id, status, index: Math.min(index, size)};
        const move = moveTo(before, held);
        const tasks = [...before].flatMap(([name, ids]) => ids.map((it) => ({id: it, status: name, version: 1})));
        const state = unfold({workspace: {}, members: [], tasks, comments: [], messages: []}, "me", []);
        if (move) {
          fold(state, RULES, {type: "task:moved", payload: {...move, id}});
        }
        assert.deepEqual(state.columns.get(status), laid(before, held).get(status), JSON.stringify(held));
      }
    }
  }
});

test("arrow keys carry a card through its column and over the others, and stop at the ends", () => {
  const names = ["todo", "doing", "done"];
  const from = (id, ...keys) => keys.reduce((held, key) => step(columns(), names, held, key), heldAt(columns(), id));
  assert.deepEqual(from("a", "ArrowUp"), {id: "a", status: "todo", index: 0});
  assert.deepEqual(from("a", "ArrowDown", "ArrowDown", "ArrowDown"), {id: "a", status: "todo", index: 2});
  assert.deepEqual(from("c", "ArrowRight"), {id: "c", status: "doing", index: 0});
  assert.deepEqual(from("c", "ArrowRight", "ArrowRight", "ArrowRight"), {id: "c", status: "done", index: 0});
  assert.deepEqual(from("x", "ArrowLeft", "ArrowLeft", "End"), {id: "x", status: "todo", index: 3});
  assert.deepEqual(from("x", "Home"), {id: "x", status: "done", index: 0});
});

test("arrow keys go from card to card over empty columns", () => {
  const names = ["todo", "doing", "done"];
  assert.equal(neighbour(columns(), names, "a", "ArrowDown"), "b");
  assert.equal(neighbour(columns(), names, "a", "ArrowUp"), undefined);
  assert.equal(neighbour(columns(), names, "c", "ArrowRight"), "x");
  assert.equal(neighbour(columns(), names, "x", "ArrowLeft"), "a");
  assert.equal(neighbour(columns(), names, "a", "Enter"), undefined);
});

test("a pointer is over the nearest column, and before the first card whose middle is below it", () => {
  assert.equal(columnAt([{left: 0, right: 100}, {left: 110, right: 210}], 104), 0);
  assert.equal(columnAt([{left: 0, right: 100}, {left: 110, right: 210}], 999), 1);
  const cards = [{top: 0, height: 40}, {top: 50, height: 40}];
  assert.deepEqual([10, 30, 65, 80, 500].map((y) => indexAt(cards, y)), [0, 1, 1, 2, 2]);
});

test("columns have names that the server takes, and titles that people read", () => {
  assert.deepEqual(columnNames(["review", "done"], ["later"]), ["todo", "doing", "review", "later", "done"]);
  assert.equal(columnTitle("todo"), "To do");
  assert.equal(columnTitle("code-review"), "Code review");
  assert.equal(statusOf("  Überprüfung & Test! "), "uberprufung-test");
  assert.equal(statusOf("待办"), "");
  assert.match(statusOf("x".repeat(29) + " y"), /^[a-z0-9][a-z0-9_-]{0,29}$/);
});

test("a filter shows the tasks that fit all of its conditions, as the server finds them", () => {
  const task = (more) => ({title: "Write notes", description: null, status: "todo", assigneeId: null, labels: [], dueOn: null, ...more});
  const now = Date.parse("2027-01-10T23:30:00Z");
  const fit = (conditions, more) => fits(conditions, "ada", now)(task(more));
  assert.ok(fit({}, {}));
  assert.ok(fit({q: "NOTES"}, {}) && fit({q: "engine"}, {description: "the Engine"}) && !fit({q: "engine"}, {}));
  assert.ok(fit({assignee: "me"}, {assigneeId: "ada"}) && !fit({assignee: "me"}, {assigneeId: "bob"}) && !fit({assignee: "me"}, {}));
  assert.ok(fit({assignee: "none"}, {}) && !fit({assignee: "none"}, {assigneeId: "ada"}));
  assert.ok(fit({label: "a"}, {labels: ["b", "a"]}) && !fit({label: "a"}, {labels: ["ab"]}));
  assert.ok(!fit({open: true}, {status: "done"}) && fit({open: true}, {}));
  assert.ok(fit({dueWithin: 0}, {dueOn: "2027-01-10"}) && !fit({dueWithin: 0}, {dueOn: "2027-01-11"}) && !fit({dueWithin: 7}, {}));
  assert.ok(!fit({label: "a", q: "other"}, {labels: ["a"]}));
  assert.deepEqual(kept({q: "", label: "a", assignee: "none", dueWithin: 0}), {label: "a", dueWithin: 0});
  assert.ok(isFiltered({dueWithin: 0}) && !isFiltered({q: ""}));
  assert.deepEqual(labelsOf([task({labels: ["b"]}), task({labels: ["a", "b"]})]), ["b", "a"]);
});

test("a conflict is about the fields that the server names and that still differ", () => {
  const task = {title: "Theirs", dueOn: null, labels: ["a"]};
  const errors = [{field: "title", message: "…"}, {field: "labels", message: "…"}];
  assert.deepEqual(contested({title: "Mine", dueOn: "2027-01-01", labels: ["a"]}, errors, task), [{field: "title", mine: "Mine", theirs: "Theirs"}]);
  assert.deepEqual(contested({title: "Theirs"}, errors, task), []);
  assert.deepEqual(contested({title: "Mine"}, undefined, task).length, 1);
  assert.deepEqual(contested({title: "Mine"}, errors, undefined), []);
});

test("what is chosen is sent again, with what nobody contested", () => {
  const changes = {title: "Mine", labels: ["m"], priority: "high"};
  assert.deepEqual(settled(changes, {title: "theirs", labels: "mine"}), {labels: ["m"], priority: "high"});
  assert.deepEqual(settled({title: "Mine"}, {title: "theirs"}), {});
});

test("an agenda begins with what is overdue, and leaves out empty parts", () => {
  const tasks = ["2027-01-01", "2027-01-10", "2027-02-01", null].map((dueOn) => ({dueOn}));
  assert.deepEqual(byDue(tasks, "2027-01-10").map(([name, items]) => [name, items.length]), [["Overdue", 1], ["Today", 1], ["Later", 1], ["No date", 1]]);
  assert.deepEqual(byDue([], "2027-01-10"), []);
});
