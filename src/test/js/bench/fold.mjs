// How fast a board of 5,000 tasks takes in what happens: node src/test/js/bench/fold.mjs
import {performance} from "node:perf_hooks";
import {RULES} from "../../../main/webapp/client/board.js";
import {Workspace} from "../../../main/webapp/client/workspace.js";

const TASKS = 5000;
/** Events that one frame of the screen shows, where there is one view for each frame: at 60 frames a second 12,000 in a second. */
const TOGETHER = 200;
const COLUMNS = ["doing", "done", "todo"];
const id = (i) => "task-" + String(i % TASKS).padStart(5, "0");

const snapshot = {
  epoch: "e", seq: 0, mark: null, workspace: {id: "w", name: "Engine", role: "owner", version: 1}, members: [], comments: [],
  messages: [],
  tasks: Array.from({length: TASKS}, (_, i) =>
    ({id: id(i), status: COLUMNS[Math.floor((i / TASKS) * 3)], title: "Task " + i, labels: [], checklist: [], version: 1})),
};

const kinds = {
  "task:updated": (i) => ({id: id(i * 7919), version: i, changes: {title: "New " + i}}),
  "task:moved": (i) => ({id: id(i * 7919), version: i, status: COLUMNS[i % 3], after: i % 2 ? null : id(i * 31)}),
  "task:created": (i) => ({...snapshot.tasks[0], id: "new-" + i, status: "todo"}),
};

/** As much of a client as a store needs to be live. */
function client() {
  let due = () => {};
  return {
    env: {Date, Math, clearTimeout: () => (due = () => {}), setTimeout: (task) => (due = task)},
    me: "ada", features: [], rules: RULES, settled: new Set(), status: {state: "open"}, queue: {all: async () => []}, emit() {},
    call: async () => ({data: snapshot}), follow: async () => ({}),
    /** The time of a frame has passed. */
    pass: () => due(),
  };
}

async function run(kind, together, events) {
  const stage = client();
  const live = new Workspace(stage, "w");
  live.subscribe(() => live.view);
  while (live.snapshot.status !== "live") {
    await new Promise(setImmediate);
  }
  const begun = performance.now();
  for (let i = 1; i <= events; i++) {
    live.hear({type: kind, payload: kinds[kind](i), workspaceId: "w", seq: i, mark: "m"});
    i % together || stage.pass();
  }
  return Math.round(events / ((performance.now() - begun) / 1000));
}

for (const kind of Object.keys(kinds)) {
  // The first run is for the compiler.
  await run(kind, TOGETHER, 2000);
  const each = await run(kind, 1, 2000);
  const frame = await run(kind, TOGETHER, 20_000);
  console.log(`${kind}: ${each} events/s with a view for each, ${frame} with a view for each frame (${TOGETHER} events)`);
}
