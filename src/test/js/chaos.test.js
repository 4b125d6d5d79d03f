import assert from "node:assert/strict";
import {test} from "node:test";
import {asSnapshot, stage} from "./stage/index.js";

/** A generator of numbers that are the same at every run. */
function dice(seed) {
  return (sides) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * sides);
  };
}

/** Whatever can go wrong, in any order; at the end the journal is right, and everybody agrees with it. */
async function plays(seed) {
  const play = stage();
  const {server, browser, workspace, opens, does} = play;
  const roll = dice(seed);
  const at = `workspaces/${workspace.id}`;
  server.adds(workspace, "bob");
  let tabs = [];
  const order = [];
  const opensTab = () => {
    const environment = browser.tab();
    const client = opens({environment});
    const heard = [];
    client.on("*", ({type, seq, workspaceId}) => seq && workspaceId && !type.startsWith("notification") && heard.push(seq));
    order.push(heard);
    tabs.push({tab: environment.tab, client, live: client.workspace(workspace.id)});
  };
  const task = () => [...workspace.tasks.keys()][roll(workspace.tasks.size)] ?? "none";
  const awake = () => tabs.filter(({tab}) => !tab.frozen);
  const actions = [
    () => does("POST", at + "/tasks", {title: "B" + order.length}),
    () => does("PATCH", `${at}/tasks/${task()}`, {status: ["todo", "doing"][roll(2)]}),
    () => does("POST", `${at}/tasks/${task()}/move`, {status: ["todo", "doing"][roll(2)]}),
    () => does("DELETE", `${at}/tasks/${task()}`),
    () => does("POST", at + "/messages", {text: "hello"}),
    () => awake()[0]?.live.view && awake()[0].live.createTask({title: "A", status: ["todo", "doing"][roll(2)]}),
    () => awake().at(-1)?.live.view && awake().at(-1).live.moveTask(task(), {status: "doing"}),
    () => awake().at(-1)?.live.view && awake().at(-1).live.updateTask(task(), {title: "A" + roll(100)}),
    () => server.ends([1000, 1001, 1006, 1012, 4008][roll(5)]),
    () => (server.blocked = new Set(["socket", "sse", "poll", "rest"].filter(() => roll(3) === 0))),
    () => (server.blocked = new Set()),
    () => server.connections.forEach((it) => (it.lose = roll(3) ? undefined : ({seq}) => seq && roll(4) === 0)),
    () => server.connections.forEach((it) => (it.mute = roll(4) === 0)),
    () => roll(6) || server.forgets(workspace, roll(2) ? undefined : "e" + roll(1000)),
    () => roll(3) || tabs.length < 2 || tabs.splice(roll(tabs.length), 1)[0].tab.kill(),
    () => tabs.length > 3 || opensTab(),
    () => roll(2) || tabs[roll(tabs.length)].tab.freeze(),
    () => tabs.forEach(({tab}) => tab.frozen && roll(2) && tab.thaw()),
    () => awake()[0]?.tab.happen("online"),
    () => server.beats(),
  ];
  opensTab();
  opensTab();
  for (let i = 0; i < 120; i++) {
    await actions[roll(actions.length)]();
    await browser.pass([0, 0, 10, 300, 3000, 20_000][roll(6)]);
  }
  server.blocked = new Set();
  server.connections.forEach((it) => {
    it.lose = undefined;
    it.mute = false;
  });
  tabs.forEach(({tab}) => tab.frozen && tab.thaw());
  await browser.pass(100_000);
  for (let i = 0; i < 3; i++) {
    server.beats();
    await browser.pass(31_000);
  }
  const {epoch, seq, mark, ...expected} = server.snapshot(workspace);
  for (const {live, client} of tabs) {
    assert.equal(client.status.state, "open", `seed ${seed}`);
    assert.equal(live.snapshot.status, "live", `seed ${seed}`);
    assert.equal(live.snapshot.pendingCount, 0, `seed ${seed}`);
    assert.deepEqual(asSnapshot(live.view), expected, `seed ${seed}`);
  }
  for (const heard of order) {
    heard.reduce((before, now) => (assert.ok(now > before, `seed ${seed}: ${now} after ${before}`), now), 0);
  }
  assert.ok(server.connections.filter(({kind}) => kind === "socket").length <= 1, `seed ${seed}: one connection`);
  tabs.forEach(({client}) => client.close());
  await browser.pass(10_000);
  assert.equal(browser.timers, 0, `seed ${seed}: nothing is left running`);
}

const [first, runs] = (process.env.TUTTI_SEEDS ?? "1,25").split(",").map(Number);

test("whatever is cut, lost, blocked, forgotten, frozen or closed, everybody ends with what the journal says", async () => {
  for (let seed = first; seed < first + runs; seed++) {
    await plays(seed);
  }
});
