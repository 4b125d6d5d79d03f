import assert from "node:assert/strict";
import {test} from "node:test";
import {board} from "./stage/board.js";

const {outcome, recognised} = await board("move/kinds.js");

test("a file is known by what is in it, as far as it can be read", () => {
  const said = {
    [JSON.stringify({tutti: 1, tasks: [{title: "One"}]})]: {kind: "json", said: "An export of Tutti, with 1 task."},
    [JSON.stringify({name: "B", cards: [{closed: true}, {closed: false}, {}]})]: {kind: "json", said: "A board of Trello, with 2 cards."},
    "[1, 2]": {kind: "json", said: "JSON, but with neither tasks nor Trello’s cards."},
    '{"tasks": [': {kind: "json", said: "JSON, but not readable to its end."},
    "title,status\nOne,todo": {kind: "csv", said: "A table."},
    "": {kind: "csv", said: "A table."},
  };
  for (const [text, expected] of Object.entries(said)) {
    assert.deepEqual(recognised(text), expected, text);
  }
});

test("what came of an import is told as it is, and nothing besides", () => {
  assert.deepEqual(outcome({tasks: 3, unassigned: 0, archived: 0, ignored: []}), ["3 tasks are on the board now."]);
  assert.deepEqual(outcome({tasks: 1, unassigned: 1, archived: 1, ignored: ["comments", "messages"]}), [
    "1 task is on the board now.",
    "1 of them was given to people who are not here, and is nobody’s.",
    "1 archived one stayed where it was.",
    "Not taken along, as there is no place for it: comments, messages.",
  ]);
});
