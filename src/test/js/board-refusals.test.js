import assert from "node:assert/strict";
import {beforeEach, test} from "node:test";
import {board} from "./stage/board.js";

const {Refusals, unsaved, words} = await board("refusals.js");

const FORBIDDEN = {code: "forbidden"}, STALE = {code: "stale_version", etag: '"3"', errors: [{field: "title", message: "…"}]};
let made = 0;
const write = (type, body, journal = "engine") =>
  ({mutationId: "m" + ++made, journal, entity: type?.split(":")[0], body, event: type && {type}});

let shown;
Object.defineProperty(globalThis, "location", {configurable: true, get: () => ({hash: shown})});
beforeEach(() => {
  shown = "#/";
});

/** Refusals, and the notes that they make. */
function begins(views = {}) {
  const notes = [];
  const handlers = [];
  const tell = (frame) => handlers.forEach(([type, handler]) => type === frame.type && handler(frame));
  const client = {
    on: (...handler) => handlers.push(handler), peek: (id) => views[id] && {view: views[id]}, tell,
    queue: {rows: async () => [], change() {}},
  };
  const refusals = new Refusals(client, {get: () => ({items: [{id: "engine", name: "Engine"}]})}, (text, how) => notes.push([text, how.stays]));
  return {refusals, notes, refuses: (write, error) => tell({type: "refused", payload: {write, error}})};
}

test("what was not saved is told by its own words, with the reason", () => {
  const said = (...given) => unsaved({write: write(...given), error: FORBIDDEN});
  const why = " was not saved. Your role here does not allow that.";
  assert.equal(said("task:created", {title: "Milk"}), "Your task “Milk”" + why);
  assert.equal(said("task:updated", {description: "Two litres"}), "Your change of “Two litres”" + why);
  assert.equal(unsaved({write: write("task:moved", {status: "done"}), error: FORBIDDEN}, "Milk"), "Your change of “Milk”" + why);
  assert.equal(said("task:deleted"), "Your change" + why);
  assert.equal(said("chat:message", {text: "x".repeat(70)}), `Your message “${"x".repeat(60)}…”` + why);
  assert.equal(said("comment:created", {text: "Well"}), "Your comment “Well”" + why);
  assert.equal(said(undefined, {role: "admin"}), "Your change" + why);
});

test("what the sentence has no room for can be had whole", () => {
  const of = (type, body, title) => {
    const refused = {write: write(type, body), error: FORBIDDEN};
    return words(refused, unsaved(refused, title));
  };
  assert.equal(of("chat:message", {text: "x".repeat(70)}), "x".repeat(70));
  assert.equal(of("task:updated", {description: "Two litres"}, "Milk"), "Two litres");
  assert.equal(of("task:updated", {description: "Two litres"}), undefined);
  assert.equal(of("task:created", {title: "Milk"}), undefined);
  assert.equal(of("task:deleted"), undefined);
});

test("a refused write of a workspace that is not shown, or of the inbox, is told until somebody has seen it", () => {
  const {notes, refuses} = begins({engine: {tasks: new Map([["task", {title: "Milk"}]])}});
  refuses(write("task:moved", {status: "done"}), FORBIDDEN);
  refuses(write("filter:saved", {name: "Mine"}, "inbox"), FORBIDDEN);
  shown = "#/w/engine/chat";
  refuses(write("chat:message", {text: "Hello"}), FORBIDDEN);
  assert.deepEqual(notes, [
    ["Your change of “Milk” in Engine was not saved. Your role here does not allow that.", true],
    ["Your change of “Mine” was not saved. Your role here does not allow that.", true],
    ["Your message “Hello” was not saved. Your role here does not allow that.", true],
  ]);
});

test("a choice waits for its workspace, which asks by itself where it is shown", () => {
  const {refusals, notes, refuses} = begins();
  refuses(write("task:updated", {title: "Mine"}), STALE);
  assert.deepEqual(notes, [["Your change of “Mine” in Engine was not saved. Somebody else changed the same thing first.", false]]);
  shown = "#/w/engine";
  refuses(write("task:updated", {title: "Mine, too"}), STALE);
  assert.equal(notes.length, 1);
  assert.deepEqual(refusals.get().map((it) => it.write.body.title), ["Mine", "Mine, too"]);
  refusals.forget(({write}) => write.body.title === "Mine");
  assert.deepEqual(refusals.get().map((it) => it.write.body.title), ["Mine, too"]);
});
