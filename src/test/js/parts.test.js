import assert from "node:assert/strict";
import {test} from "node:test";
import {library, until} from "./stage/files.js";
import {stage, token} from "./stage/index.js";

/** A browser that has loaded the page, and cannot load some of what the page needs later. */
async function begins(...names) {
  const play = stage();
  const {connect, missing} = await library();
  missing(...names);
  play.server.adds(play.workspace, "bob");
  const at = `workspaces/${play.workspace.id}`;
  const opens = (environment = play.browser.tab()) =>
    connect({url: "http://tutti.test/app/", getToken: () => token("ada"), environment});
  /** Long enough for files that are not there not to come. */
  const passes = async (ms) => {
    for (let i = 0; i < 10; i++) {
      await play.browser.pass(ms / 10);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {...play, at, missing, opens, passes, makes: (title) => play.does("POST", at + "/tasks", {title})};
}

const titles = (live) => [...live.view.tasks.values()].map(({title}) => title);

test("where the rules cannot be loaded the workspace says so, asks again, and then shows all", async () => {
  const {server, browser, missing, opens, passes, makes, workspace} = await begins("journal.js");
  const client = opens();
  const live = client.workspace(workspace.id);
  const inbox = client.inbox();
  await passes(1000);
  assert.equal(client.status.state, "open");
  for (const store of [live, inbox]) {
    assert.equal(store.view, undefined);
    assert.equal(store.snapshot.status, "loading");
    assert.equal(store.snapshot.error.code, "unavailable");
  }
  await assert.rejects(live.thread(), {code: "unavailable"});
  await makes("Meanwhile");
  server.notifies("ada", "Meanwhile");
  missing();
  await until(browser, () => live.snapshot.status === "live" && inbox.snapshot.status === "live", 1000);
  assert.deepEqual(titles(live), ["Meanwhile"]);
  assert.equal(inbox.view.unread, 1);
  assert.equal(live.snapshot.error, undefined);

  const heard = [];
  client.on("task:created", ({seq, payload}) => heard.push([seq, payload.title]));
  await makes("One");
  await makes("Two");
  await browser.pass(100);
  assert.deepEqual(heard.map(([, title]) => title), ["One", "Two"]);
  assert.equal(heard[1][0], heard[0][0] + 1);
  await live.thread();
  assert.ok(live.view.threads.has("room "));
});

test("what is written before the rules are there is sent once and in order, and shows when they are", async () => {
  const {server, browser, missing, opens, passes, workspace} = await begins("journal.js");
  const live = opens().workspace(workspace.id);
  await passes(100);
  server.blocked.add("rest");
  const {id} = live.createTask({title: "A"});
  live.updateTask(id, {title: "B"});
  live.moveTask(id, {status: "doing"});
  live.createTask({title: "C"});
  assert.equal(live.snapshot.pendingCount, 4);
  await passes(1000);
  assert.equal(live.snapshot.pendingCount, 4);
  assert.equal(workspace.tasks.size, 0);

  // They are sent although nothing can be shown yet.
  server.blocked.clear();
  await until(browser, () => live.snapshot.pendingCount === 0, 1000);
  assert.equal(live.view, undefined);
  assert.deepEqual([...workspace.tasks.values()].map(({title, status}) => [title, status]), [["B", "doing"], ["C", "todo"]]);
  assert.equal(server.head(workspace).seq, 6);

  missing();
  await until(browser, () => live.snapshot.status === "live", 1000);
  assert.deepEqual(titles(live).sort(), ["B", "C"]);
  assert.equal(live.view.pending.size, 0);
});

test("what was written and not sent shows on top of the snapshot when the rules come", async () => {
  const {server, browser, missing, opens, passes, makes, workspace} = await begins("journal.js");
  const live = opens().workspace(workspace.id);
  await makes("Bob's");
  await passes(100);
  server.instead = (path, {method}) => (method === "GET" ? undefined : Response.json({}, {status: 503}));
  const {id} = live.createTask({title: "Ada's"});
  live.say("hello");
  missing();
  await until(browser, () => live.view, 1000);
  assert.deepEqual(titles(live), ["Bob's", "Ada's"]);
  assert.equal(live.view.tasks.get(id).createdBy, "ada");
  assert.deepEqual([...live.view.messages.values()].map(({author, text}) => [author.id, text]), [["ada", "hello"]]);
  assert.equal(live.snapshot.pendingCount, 2);
  server.instead = undefined;
  await until(browser, () => live.snapshot.pendingCount === 0, 1000);
  assert.equal(workspace.tasks.size, 2);
});

test("rules that never come are not asked for without end, and a closed client leaves nothing running", async () => {
  const {server, browser, opens, passes, workspace} = await begins("journal.js");
  const client = opens();
  const live = client.workspace(workspace.id);
  await passes(120_000);
  assert.equal(live.snapshot.status, "loading");
  assert.ok(server.requests.filter((it) => it.endsWith("/snapshot")).length < 20, server.requests.join());
  client.close();
  await passes(100);
  assert.equal(live.snapshot.status, "gone");
  assert.equal(browser.timers, 0);
});

test("where the second way cannot be loaded, the third is taken, and the first again when it is free", async () => {
  const {server, browser, opens, makes, workspace} = await begins("sse.js");
  server.blocked = new Set(["socket"]);
  const client = opens();
  const live = client.workspace(workspace.id);
  await until(browser, () => live.snapshot.status === "live");
  assert.equal(client.status.transport, "poll");
  await makes("Polled");
  const {saved} = live.createTask({title: "Ada's"});
  await browser.pass(100);
  await saved;
  assert.deepEqual(titles(live), ["Polled", "Ada's"]);
  server.blocked.clear();
  await until(browser, () => client.status.transport === "socket", 1000);
  await makes("Heard");
  await browser.pass(100);
  assert.deepEqual(titles(live), ["Polled", "Ada's", "Heard"]);
});

test("where no way can be loaded the client waits, and takes one as soon as it can be", async () => {
  const {server, browser, missing, opens, passes, makes, workspace} = await begins("sse.js", "poll.js");
  server.blocked = new Set(["socket"]);
  const client = opens();
  const live = client.workspace(workspace.id);
  await passes(500);
  await until(browser, () => client.status.state === "waiting");
  assert.ok(client.status.retryAt > browser.time);
  await until(browser, () => live.view, 100);
  assert.equal(live.snapshot.status, "stale");
  assert.equal(live.snapshot.online, false);
  const {id} = live.createTask({title: "Ada's"});
  await makes("Missed");
  missing();
  await until(browser, () => live.snapshot.status === "live" && live.snapshot.pendingCount === 0, 1000);
  assert.equal(client.status.transport, "sse");
  assert.deepEqual(titles(live).sort(), ["Ada's", "Missed"]);
  assert.equal(live.view.tasks.get(id).version, 1);
});

test("a tab beside the leading one that cannot load what brings it up asks again, and misses nothing", async () => {
  const {server, browser, missing, opens, passes, makes, workspace} = await begins("poll.js");
  const leader = opens();
  leader.workspace(workspace.id);
  await until(browser, () => leader.workspace(workspace.id).snapshot.status === "live");
  const live = opens().workspace(workspace.id);
  await until(browser, () => live.snapshot.error);
  assert.equal(live.snapshot.error.code, "unavailable");
  assert.equal(live.snapshot.status, "stale");
  const heard = [];
  live.client.on("task:created", ({payload}) => heard.push(payload.title));
  await makes("One");
  await passes(100);
  await makes("Two");
  missing();
  await until(browser, () => live.snapshot.status === "live", 1000);
  await makes("Three");
  await browser.pass(100);
  assert.deepEqual(titles(live), ["One", "Two", "Three"]);
  assert.deepEqual(heard, ["One", "Two", "Three"]);
  assert.equal(server.sockets.length, 1);
});
