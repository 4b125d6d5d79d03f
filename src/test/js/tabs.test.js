import assert from "node:assert/strict";
import {test} from "node:test";
import {rooms, stage, token} from "./stage/index.js";

/** Two tabs of one browser, both at the same workspace; the first leads. */
async function two(options = {}) {
  const play = stage();
  play.server.adds(play.workspace, "bob");
  const tabs = [];
  for (let i = 0; i < 2; i++) {
    const environment = play.browser.tab(options);
    const client = play.opens({environment});
    tabs.push({tab: environment.tab, client, live: client.workspace(play.workspace.id)});
    await play.browser.pass(100);
  }
  const at = `workspaces/${play.workspace.id}`;
  let made = 0;
  return {
    ...play, at, tabs, leader: tabs[0], follower: tabs[1],
    makes: () => play.does("POST", at + "/tasks", {title: "T" + ++made}),
    show: (count) => tabs.filter(({tab}) => !tab.closed).forEach(({live}, i) =>
      assert.deepEqual(
        [...live.view.tasks.values()].map(({title}) => title), Array.from({length: count}, (_, n) => "T" + (n + 1)), `tab ${i}`)),
  };
}

test("tabs share one connection, and each has its own place in the journal", async () => {
  const {server, browser, tabs, makes, show} = await two();
  assert.equal(server.sockets.length, 1);
  const heard = [[], []];
  tabs.forEach(({client}, i) => client.on("task:created", ({seq}) => heard[i].push(seq)));
  await makes();
  await makes();
  await browser.pass(100);
  show(2);
  assert.deepEqual(heard, [[3, 4], [3, 4]]);
  assert.deepEqual(tabs.map(({client}) => client.status.state), ["open", "open"]);
  assert.deepEqual(tabs.map(({live}) => live.snapshot.status), ["live", "live"]);
  assert.deepEqual(tabs.map(({live}) => [...live.view.online.keys()]), [["ada"], ["ada"]]);
});

test("a tab that opens later follows what only it looks at, and its leaving takes nothing from the others", async () => {
  const {server, browser, does, leader, follower, workspace, makes, show} = await two();
  const other = server.creates("ada", "Other");
  const live = follower.client.workspace(other.id);
  await browser.pass(100);
  await does("PATCH", "workspaces/" + other.id, {name: "Renamed"}, "ada");
  await browser.pass(100);
  assert.equal(live.view.workspace.name, "Renamed");
  live.close();
  follower.client.workspace(workspace.id).close();
  await makes();
  await browser.pass(100);
  assert.equal(leader.live.view.tasks.size, 1);
  const [connection] = server.sockets;
  assert.deepEqual(connection.heard.filter(({type}) => type === "workspace:leave").map(({payload}) => payload.workspaceId), [other.id]);
});

test("what a tab asks is answered to it alone", async () => {
  const {browser, follower, workspace} = await two();
  const room = rooms(follower.live).enter("doc");
  const refused = assert.rejects(follower.client.request("task:explode"), {code: "unknown_type"});
  await browser.pass(100);
  await room;
  await refused;
  assert.equal(follower.live.view.rooms.get("doc").length, 1);
});

test("a tab that asks over another's stream is told all of a refusal", async () => {
  const {server, browser, follower} = await two();
  server.blocked.add("socket");
  server.ends(1006);
  await browser.pass(10_000);
  assert.equal(follower.client.status.transport, "sse");
  const refused = assert.rejects(follower.client.request("task:explode"), {name: "TuttiError", code: "unknown_type", status: 400});
  await browser.pass(100);
  await refused;
});

test("a leader that is closed is replaced at once, and nothing is missed", async () => {
  const {server, browser, leader, follower, makes, show} = await two();
  await makes();
  leader.tab.kill();
  await makes();
  await makes();
  await browser.pass(1000);
  show(3);
  assert.equal(server.sockets.length, 1);
  assert.equal(follower.client.status.state, "open");
  await makes();
  await browser.pass(100);
  show(4);
});

test("a leader that is frozen is replaced within two beats, and what it missed follows when it thaws", async () => {
  const {server, browser, leader, follower, makes, show} = await two();
  leader.tab.freeze();
  leader.tab.sockets[0].open = false;
  server.connections.forEach((it) => it.socket.gone());
  await makes();
  await browser.pass(5100);
  assert.equal(follower.live.view.tasks.size, 1);
  assert.equal(server.sockets.length, 1);

  leader.tab.thaw();
  await makes();
  await browser.pass(6000);
  show(2);
  assert.equal(server.sockets.length, 1, "the former leader follows now");
  assert.equal(leader.client.status.state, "open");
});

test("a leader that stops answering is replaced two beats later at most, whenever it does, and the others fill what they missed", async () => {
  const BEAT = 2500, STEP = 50;
  const waits = [];
  for (let moment = 0; moment < BEAT; moment += 100) {
    const {server, browser, leader, follower, workspace, at, opens, makes} = await two();
    const third = opens().workspace(workspace.id);
    await browser.pass(BEAT + moment);
    leader.tab.freeze();
    const [former] = server.sockets;
    await makes();
    const before = server.requests.length;
    let waited = 0;
    for (; server.sockets.every((it) => it === former) && waited < 10 * BEAT; waited += STEP) {
      await browser.pass(STEP);
    }
    waits.push(waited);
    await browser.pass(100);
    for (const live of [follower.live, third]) {
      assert.deepEqual([...live.view.tasks.values()].map(({title}) => title), ["T1"], `frozen ${moment} ms after a beat`);
      assert.equal(live.snapshot.status, "live");
    }
    const asked = server.requests.slice(before).filter((it) => it === `GET ${at}/events`);
    assert.equal(asked.length, 2, "the new leader is brought up by its connection, the other one asks the journal until there is no more");
  }
  assert.ok(Math.max(...waits) <= 2 * BEAT, `${waits} ms`);
  assert.ok(Math.min(...waits) > BEAT, `a tab that was a little late is not put aside: ${waits} ms`);
});

test("a leader that is told that it will be frozen lets another lead, whatever of it still answers", async () => {
  const {server, browser, leader, follower, makes, show} = await two();
  const [connection] = server.sockets;
  leader.tab.happen("freeze");
  await browser.pass(1000);
  assert.equal(server.sockets.length, 1);
  assert.notEqual(server.sockets[0], connection, "the follower's own");
  await makes();
  await browser.pass(1000);
  show(1);
  assert.equal(follower.live.snapshot.status, "live");

  leader.tab.happen("resume");
  await browser.pass(1000);
  follower.tab.happen("freeze");
  await browser.pass(1000);
  await makes();
  await browser.pass(1000);
  show(2);
});

test("a tab that is frozen is not given the lead, whoever leaves and however well it answers", async () => {
  const {server, browser, leader, follower, workspace, opens, makes, show} = await two();
  follower.tab.happen("freeze");
  leader.tab.kill();
  await browser.pass(10_000);
  assert.equal(server.sockets.length, 0);

  const environment = browser.tab();
  const third = opens({environment}).workspace(workspace.id);
  await browser.pass(1000);
  await makes();
  await browser.pass(100);
  assert.equal(third.view.tasks.size, 1);

  environment.tab.happen("freeze");
  follower.tab.happen("resume");
  await makes();
  await browser.pass(1000);
  show(2);
});

test("a tab that is frozen while it reads what was written does not keep the others from writing", async () => {
  const {browser, leader, follower} = await two();
  leader.tab.happen("freeze");
  leader.tab.freeze();
  await browser.pass(100);
  follower.live.createTask({title: "T1"});
  await browser.pass(1000);
  assert.equal(follower.live.snapshot.pendingCount, 0);
  assert.deepEqual([...follower.live.view.tasks.values()].map(({version}) => version), [1]);
});

test("a tab that is frozen for a while catches up from the journal", async () => {
  const {browser, follower, makes, show} = await two();
  follower.tab.freeze();
  for (let i = 0; i < 250; i++) {
    await makes();
  }
  await browser.pass(60_000);
  follower.tab.held.length = 0;
  follower.tab.thaw();
  await makes();
  await browser.pass(1000);
  show(251);
});

test("a leader that is only hidden goes on leading", async () => {
  const {server, browser, leader, makes, show} = await two();
  leader.tab.isHidden = true;
  const [connection] = server.sockets;
  await browser.pass(60_000);
  await makes();
  await browser.pass(100);
  show(1);
  assert.equal(server.sockets[0], connection);
});

test("a leader that is hidden, whose timers are late, is hurried by those who are not", async () => {
  const {server, browser, leader, follower, makes, show} = await two();
  leader.tab.isHidden = leader.tab.isThrottled = true;
  browser.random = 1;
  server.ends(1006);
  await makes();
  await browser.pass(5000);
  assert.equal(follower.client.status.state, "open");
  show(1);

  const [dead] = server.sockets;
  dead.mute = true;
  follower.tab.happen("visibilitychange");
  await browser.pass(15_000);
  assert.equal(dead.socket.open, false);
});

test("a tab whose channel lost something fills the hole from the journal", async () => {
  const {server, browser, follower, makes, show} = await two();
  follower.tab.freeze();
  await makes();
  await browser.settle();
  follower.tab.held.length = 0;
  follower.tab.thaw();
  await makes();
  await browser.pass(100);
  show(2);
  assert.ok(server.requests.some((it) => /GET workspaces\/.*\/events/.test(it)));
  assert.equal(server.sockets[0].heard.filter(({type}) => type === "workspace:join").length, 1);
});

test("a write of any tab shows in all, and is sent once", async () => {
  const {server, browser, leader, follower, workspace} = await two();
  server.blocked.add("rest");
  const {id, saved} = follower.live.createTask({title: "Milk"});
  await browser.pass(100);
  assert.equal(leader.live.view.tasks.get(id).title, "Milk");
  assert.equal(leader.live.snapshot.pendingCount, 1);
  server.blocked.clear();
  await browser.pass(31_000);
  await saved;
  assert.equal(workspace.tasks.size, 1);
  assert.equal(leader.live.snapshot.pendingCount, 0);
  assert.equal(follower.live.snapshot.pendingCount, 0);
});

test("a refusal reaches the tab that wrote, although another one sent it", async () => {
  const {browser, leader, follower} = await two();
  const {saved} = follower.live.createTask({title: ""});
  const refused = assert.rejects(saved, {name: "TuttiError", code: "bad_request", status: 400});
  await browser.pass(100);
  await refused;
  assert.equal(leader.live.view.tasks.size, 0);
  assert.equal(follower.live.view.tasks.size, 0);
});

test("the writes of a tab that is closed are sent by another", async () => {
  const {server, browser, leader, follower, workspace} = await two();
  server.blocked.add("rest");
  leader.live.createTask({title: "Milk"});
  await browser.pass(100);
  leader.tab.kill();
  server.blocked.clear();
  await browser.pass(31_000);
  assert.equal(workspace.tasks.size, 1);
  assert.equal(follower.live.snapshot.pendingCount, 0);
});

test("every tab knows how many writes are not saved, whichever of them wrote, and to which workspace", async () => {
  const {server, browser, leader, follower, opens, workspace} = await two();
  const other = server.creates("ada", "Other");
  const told = [];
  leader.client.on("pending", ({payload}) => told.push(payload.count));
  const numbers = () => [leader, follower].map(({client}) => client.pendingCount);
  server.blocked.add("rest");
  follower.live.createTask({title: "Milk"});
  const elsewhere = follower.client.workspace(other.id);
  elsewhere.createTask({title: ""});
  elsewhere.close();
  await browser.pass(100);
  assert.deepEqual(numbers(), [2, 2]);
  const third = opens();
  await browser.pass(100);
  assert.equal(third.pendingCount, 2);

  server.blocked.clear();
  await browser.pass(31_000);
  assert.deepEqual([...numbers(), third.pendingCount], [0, 0, 0]);
  assert.equal(told.at(-1), 0);
  assert.equal(workspace.tasks.size, 1);
  assert.equal(other.tasks.size, 0);
});

test("each tab is told of a refused write of a workspace that none of them shows any more", async () => {
  const {server, browser, leader, follower, workspace} = await two();
  const told = [[], []];
  [leader, follower].forEach(({client}, i) => client.on("refused", ({payload}) => told[i].push([payload.write.journal, payload.error.code])));
  server.blocked.add("rest");
  follower.live.createTask({title: ""});
  [leader, follower].forEach(({live}) => live.close());
  await browser.pass(100);
  server.blocked.clear();
  await browser.pass(31_000);
  assert.deepEqual(told, [[[workspace.id, "bad_request"]], [[workspace.id, "bad_request"]]]);
});

test("signing out in one tab ends all, and forgets what was kept", async () => {
  const {server, browser, leader, follower, opens, workspace} = await two();
  server.blocked.add("rest");
  leader.live.createTask({title: "Secret"});
  await browser.pass(100);
  const done = follower.client.signOut();
  await browser.pass(100);
  await done;
  for (const {client, live} of [leader, follower]) {
    assert.equal(client.status.state, "signed-out");
    assert.equal(live.view, undefined);
    assert.equal(live.snapshot.pendingCount, 0);
  }
  assert.equal(server.connections.length, 0);
  assert.deepEqual([...browser.databases.values()].map(({size}) => size), [0]);
  server.blocked.clear();
  await browser.pass(60_000);
  assert.equal(workspace.tasks.size, 0);
  assert.equal(browser.timers, 0);
});

test("people who share a browser share nothing", async () => {
  const {server, browser, workspace, opens} = stage();
  server.adds(workspace, "bob");
  server.blocked.add("rest");
  opens().workspace(workspace.id).createTask({title: "Ada's"});
  await browser.pass(100);
  const bobs = opens({getToken: () => token("bob")});
  const live = bobs.workspace(workspace.id);
  server.blocked.clear();
  await browser.pass(0);
  assert.equal(live.snapshot.pendingCount, 0);
  assert.deepEqual(server.sockets.map(({person}) => person), ["ada", "bob"]);
});

test("where the browser lacks locks or channels, and where it is not wanted, every tab is on its own", async () => {
  for (const options of [{lacking: ["locks"]}, {lacking: ["BroadcastChannel"]}, {share: undefined}]) {
    const {server, browser, opens, workspace} = stage();
    const tabs = [opens(options).workspace(workspace.id), opens(options).workspace(workspace.id)];
    await browser.pass(100);
    assert.equal(server.sockets.length, 2);
    const {saved} = tabs[0].createTask({title: "Milk"});
    await browser.pass(1000);
    await saved;
    assert.deepEqual(tabs.map(({view}) => view.tasks.size), [1, 1]);
    assert.equal(workspace.tasks.size, 1);
  }
});

test("a tab on its own comes back when the network does, and hears nothing of the others", async () => {
  const {server, browser, opens, workspace, does} = stage();
  const environment = browser.tab();
  const [alone, other] = [opens({share: undefined, environment}), opens({share: undefined})];
  const states = [];
  alone.on("state", ({payload}) => states.push(payload.state));
  const live = alone.workspace(workspace.id);
  await browser.pass(0);
  browser.random = 1;
  server.ends(1006);
  await browser.pass(0);
  assert.equal(alone.status.state, "waiting");

  await does("POST", `workspaces/${workspace.id}/tasks`, {title: "Meanwhile"}, "ada");
  environment.tab.happen("online");
  await browser.pass(100);
  assert.deepEqual([...live.view.tasks.values()].map(({title}) => title), ["Meanwhile"]);

  await other.signOut();
  await browser.pass(100);
  assert.equal(alone.status.state, "open");
  alone.close();
  await browser.pass(60_000);
  assert.deepEqual(states, ["open", "waiting", "connecting", "open", "closed"]);
});

test("a person is active where one of their tabs is", async () => {
  const {server, browser, leader, follower} = await two();
  const [connection] = server.sockets;
  const said = () => connection.heard.filter(({type}) => type === "presence:update").at(-1)?.payload.state;
  follower.live.presence("away");
  await browser.pass(0);
  assert.equal(said(), "active");
  leader.live.presence("away");
  await browser.pass(0);
  assert.equal(said(), "away");
  follower.live.presence("active");
  await browser.pass(0);
  assert.equal(said(), "active");
});

test("a token is renewed by one tab at a time", async () => {
  const {server, browser, opens, workspace} = stage();
  let current = 1;
  let asking = 0;
  let most = 0;
  let renewals = 0;
  const getToken = async ({refused}) => {
    if (refused === token("ada", current)) {
      most = Math.max(most, ++asking);
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      asking--;
      renewals++;
      current++;
    }
    return token("ada", current);
  };
  const tabs = [opens({getToken}), opens({getToken})];
  await browser.pass(100);
  server.refusedTokens.add(token("ada", 1));
  const calls = tabs.flatMap((client) => [1, 2].map(() => client.call("GET", `workspaces/${workspace.id}/snapshot`)));
  await browser.pass(100);
  await Promise.all(calls);
  assert.equal(most, 1);
  assert.equal(renewals, 1);
});
