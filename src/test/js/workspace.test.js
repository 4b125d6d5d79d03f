import assert from "node:assert/strict";
import {test} from "node:test";
import {unfold} from "../../main/webapp/client/board.js";
import {fold} from "../../main/webapp/client/fold.js";
import {reached} from "../../main/webapp/client/reached.js";
import {asSnapshot, FEATURES, RULES, chat, inboxOf, rooms, stage} from "./stage/index.js";

/** A generator of numbers that are the same at every run. */
function dice(seed) {
  return (sides) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * sides);
  };
}

/** All sorts of changes, some of which are refused. */
async function writes({does, workspace}, roll, i) {
  const at = `workspaces/${workspace.id}`;
  const some = (map) => [...map.keys()][roll(map.size)] ?? "none";
  const person = roll(2) ? "bob" : "ada";
  const status = ["todo", "doing", "to-do"][roll(3)];
  const task = some(workspace.tasks);
  const message = some(workspace.messages);
  const comment = some(workspace.comments);
  const of = workspace.comments.get(comment)?.taskId;
  const room = roll(4) ? null : "r";
  const calls = [
    ["POST", "/tasks", {title: "T" + i, status}], ["PATCH", "/tasks/" + task, {title: "P" + i, dueOn: null}],
    ["PATCH", "/tasks/" + task, {status}], ["POST", `/tasks/${task}/move`, {status, before: some(workspace.tasks)}],
    ["POST", `/tasks/${task}/move`, {status, after: some(workspace.tasks)}], ["POST", `/tasks/${task}/move`, {status}],
    roll(3) ? ["POST", `/tasks/${task}/restore`, {}] : ["DELETE", "/tasks/" + task],
    ["POST", "/messages", {text: "M" + i, room}], ["PATCH", "/messages/" + message, {text: "E" + i}],
    roll(3) ? ["PUT", `/messages/${message}/reactions/${roll(3)}`] : ["DELETE", "/messages/" + message],
    ["DELETE", `/messages/${message}/reactions/${roll(3)}`], ["POST", `/tasks/${task}/comments`, {text: "C" + i}],
    ["PATCH", `/tasks/${of}/comments/${comment}`, {text: "CE" + i}],
    roll(3) ? ["PUT", `/tasks/${of}/comments/${comment}/reactions/x`] : ["DELETE", `/tasks/${of}/comments/${comment}`],
    ["PATCH", "", {name: "N" + i}], ["POST", "/members", {userId: "cleo", role: "member"}],
    ["PATCH", "/members/cleo", {role: "guest"}], ["DELETE", "/members/cleo"], ["PATCH", "/members/ada", {role: "admin"}],
  ];
  const [method, path, body] = calls[roll(calls.length)];
  await does(method, at + path, body, person);
}

test("a snapshot and the events after it make every later snapshot, whatever happens", async () => {
  const types = new Set();
  for (let run = 1; run <= 5; run++) {
    const play = stage();
    const {server, workspace} = play;
    server.adds(workspace, "bob");
    const roll = dice(run);
    const state = unfold(server.snapshot(workspace), "ada", FEATURES);
    let seq = server.head(workspace).seq;
    for (let i = 0; i < 600; i++) {
      await writes(play, roll, i);
      for (const entry of workspace.journal.entries.filter((it) => it.seq > seq)) {
        fold(state, RULES, entry);
        types.add(entry.type);
        seq = entry.seq;
        state.fresh.clear();
      }
      const {epoch, seq: at, mark, ...expected} = server.snapshot(workspace);
      assert.deepEqual(asSnapshot(state), expected, `run ${run}, change ${i}`);
    }
  }
  assert.equal(types.size, 17, [...types].sort().join());
});

test("a view shows the snapshot, then what happens, and never changes under whoever looks", async () => {
  const {server, browser, workspace, opens, does} = stage();
  server.adds(workspace, "bob");
  await does("POST", `workspaces/${workspace.id}/tasks`, {title: "Before"});
  const client = opens();
  const live = client.workspace(workspace.id);
  assert.equal(live.snapshot.status, "loading");
  assert.equal(live.view, undefined);
  await browser.pass(0);
  assert.equal(live.snapshot.status, "live");
  const before = live.view;
  const {tasks, members} = before;

  await does("POST", `workspaces/${workspace.id}/tasks`, {title: "After"});
  await browser.pass(0);
  assert.deepEqual([...live.view.tasks.values()].map(({title}) => title), ["Before", "After"]);
  assert.notEqual(live.view, before);
  assert.equal(tasks.size, 1);
  assert.equal(before.columns.get("todo").length, 1);
  assert.equal(live.view.members, members, "what has not changed is the same");
  assert.equal(client.workspace(workspace.id), live);
});

test("whoever listens is told once a frame, however much happens", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(100);
  let told = 0;
  const off = live.subscribe(() => told++);
  for (let i = 0; i < 500; i++) {
    server.append(workspace, "workspace:updated", {version: i, changes: {name: "N" + i}});
  }
  await browser.pass(20);
  assert.equal(live.view.workspace.name, "N499");
  assert.ok(told <= 2, `${told}`);
  off();
  server.append(workspace, "workspace:updated", {version: 1, changes: {}});
  await browser.pass(20);
  assert.ok(told <= 2);
});

test("events are told once and in order, when the view shows them", async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens();
  const live = client.workspace(workspace.id);
  await browser.pass(0);
  const heard = [];
  client.on("workspace:updated", ({seq, payload}) => heard.push([seq, payload.version, live.view.workspace.version]));
  server.append(workspace, "workspace:updated", {version: 2, changes: {}});
  server.sockets[0].say(workspace.journal.entries.at(-1));
  server.append(workspace, "workspace:updated", {version: 3, changes: {}});
  await browser.pass(0);

  assert.deepEqual(heard, [[2, 2, 2], [3, 3, 3]]);
  assert.equal(server.sockets[0].heard.filter(({type}) => type === "workspace:join").length, 1, "what comes twice is no hole");
});

test("a bulk is folded change by change, part by part", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  const task = (id, status) => ({type: "task:created", payload: {id, title: id, status, version: 1}});
  server.append(workspace, "bulk", {part: 1, parts: 2, changes: [task("a", "todo"), task("b", "done"), task("c", "todo")]});
  server.append(workspace, "bulk", {part: 2, parts: 2, changes: [
    task("d", "todo"), {type: "task:updated", payload: {id: "a", version: 2, changes: {title: "A"}}}]});
  await browser.pass(0);

  assert.deepEqual(live.view.columns, new Map([["todo", ["a", "c", "d"]], ["done", ["b"]]]));
  assert.equal(live.view.tasks.get("a").title, "A");
});

test("a type that nobody knows yet is skipped, and counted", async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens();
  const live = client.workspace(workspace.id);
  await browser.pass(0);
  const heard = [];
  client.on("*", ({type, seq}) => seq && heard.push(type));
  for (const type of ["custom:deployed", "constructor", "__proto__", "task:teleported"]) {
    server.append(workspace, type, {id: "__proto__", __proto__: null, ["__proto__"]: {polluted: true}});
  }
  server.append(workspace, "workspace:updated", {version: 2, changes: {name: "Still here"}});
  await browser.pass(0);

  assert.equal(live.view.workspace.name, "Still here");
  assert.equal(heard.length, 5);
  assert.equal({}.polluted, undefined);
  assert.equal(server.sockets[0].heard.filter(({type}) => type === "workspace:join").length, 1, "no hole");
});

test("names that objects have from birth are names like others", async () => {
  const {browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  names.forEach((name) => live.createTask({title: name, status: name}));
  names.forEach((name) => chat(live).say(name, {room: name}));
  const [first] = live.view.tasks.keys();
  names.forEach((emoji) => chat(live).react(chat(live).say("x"), emoji));
  live.updateTask(first, JSON.parse('{"__proto__":{"polluted":1},"title":"t"}'));
  await browser.pass(1000);

  assert.deepEqual([...live.view.columns.keys()], names);
  assert.equal({}.polluted, undefined);
  assert.equal(live.view.tasks.get(first).polluted, undefined);
});

test("after an absence everything that was missed follows, once and in order", async () => {
  const {server, browser, workspace, opens, does} = stage();
  server.adds(workspace, "bob");
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  server.ends(1006);
  await browser.pass(0);
  assert.equal(live.snapshot.status, "stale");
  assert.equal(live.snapshot.online, false);
  for (let i = 0; i < 300; i++) {
    await does("POST", `workspaces/${workspace.id}/tasks`, {title: "T" + i});
  }
  await browser.pass(1000);

  assert.equal(live.snapshot.status, "live");
  assert.equal(live.view.tasks.size, 300);
  assert.deepEqual(server.sockets[0].heard.find(({type}) => type === "workspace:join").payload.position,
    {epoch: "e1", seq: 2, mark: "m2"});
  assert.equal(server.requests.filter((it) => it.endsWith("/snapshot")).length, 1);
});

test("a hole is filled by joining anew at the position", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  const [connection] = server.sockets;
  connection.lose = ({seq}) => seq === 2;
  server.append(workspace, "workspace:updated", {version: 2, changes: {name: "Lost"}});
  server.append(workspace, "workspace:updated", {version: 3, changes: {}});
  connection.lose = undefined;
  await browser.pass(0);

  assert.equal(live.view.workspace.name, "Lost");
  assert.equal(live.view.workspace.version, 3);
  assert.equal(connection.heard.filter(({type}) => type === "workspace:join").length, 2);
});

test("whoever has not reached the heads of the heartbeat before is behind, and joins anew", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  const [connection] = server.sockets;
  connection.lose = ({seq}) => seq === 2;
  server.append(workspace, "workspace:updated", {version: 2, changes: {name: "Lost"}});
  connection.lose = undefined;
  server.beats();
  await browser.pass(0);
  assert.equal(live.view.workspace.name, "Engine");
  server.beats();
  await browser.pass(0);

  assert.equal(live.view.workspace.name, "Lost");
});

test("what takes the place of an event moves the position on", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  const [connection] = server.sockets;
  connection.lose = ({seq}) => seq === 2;
  server.append(workspace, "workspace:updated", {version: 2, changes: {}});
  connection.say({type: "skip", payload: {workspaceId: workspace.id, to: 2, mark: "m2"}});
  server.append(workspace, "workspace:updated", {version: 3, changes: {name: "Next"}});
  await browser.pass(0);

  assert.equal(live.view.workspace.name, "Next");
  assert.equal(connection.heard.filter(({type}) => type === "workspace:join").length, 1);
});

test("where there is no way on, the workspace is loaded anew, and shown as it was until then", async () => {
  for (const how of ["reset", "too_old", "epoch_changed"]) {
    const {server, browser, workspace, opens, does} = stage();
    server.adds(workspace, "bob");
    const live = opens().workspace(workspace.id);
    await browser.pass(0);
    if (how === "reset") {
      await does("PATCH", `workspaces/${workspace.id}`, {name: "Anew"});
      server.forgets(workspace, "e2");
      server.sockets[0].say({type: "reset", payload: {workspaceId: workspace.id, reason: "epoch_changed"}});
    } else {
      server.ends(1006);
      await does("PATCH", `workspaces/${workspace.id}`, {name: "Anew"});
      server.forgets(workspace, how === "too_old" ? "e1" : "e2");
    }
    assert.equal(live.view.workspace.name, "Engine");
    await browser.pass(1000);
    assert.equal(live.view.workspace.name, "Anew", how);
    assert.equal(live.snapshot.status, "live");
    await does("PATCH", `workspaces/${workspace.id}`, {name: "Live"});
    await browser.pass(0);
    assert.equal(live.view.workspace.name, "Live");
  }
});

test("a server that never lets anybody on is not asked without end", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  server.head = () => ({epoch: "e1", seq: 1, mark: "m1"});
  workspace.journal.floor = 5;
  server.ends(1006);
  await browser.pass(30_000);
  assert.notEqual(live.snapshot.status, "live");
  assert.ok(server.requests.filter((it) => it.endsWith("/snapshot")).length < 12);
});

test("a room is entered as soon as the workspace is live", async () => {
  const {browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await rooms(live).enter("doc");
  await browser.pass(0);
  assert.deepEqual(live.view.rooms.get("doc").map(({userId}) => userId), ["ada"]);
});

test("a workspace that is taken away, or not one's own, shows nothing and says why", async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens();
  const live = client.workspace(workspace.id);
  const foreign = client.workspace("20000000-0000-4000-8000-000000000000");
  await browser.pass(0);
  assert.equal(foreign.snapshot.status, "gone");
  assert.equal(foreign.snapshot.error.code, "not_found");

  server.sockets[0].say({type: "access:revoked", payload: {workspaceId: workspace.id}});
  await browser.pass(0);
  assert.equal(live.snapshot.status, "gone");
  assert.equal(live.view, undefined);
});

test("a snapshot that cannot be had is asked for again", async () => {
  const {server, browser, workspace, opens} = stage();
  server.blocked.add("rest");
  const live = opens().workspace(workspace.id);
  await browser.pass(5000);
  assert.equal(live.snapshot.status, "loading");
  server.blocked.clear();
  await browser.pass(30_000);
  assert.equal(live.snapshot.status, "live");
});

test("one can wait for a position that a write named", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  let isThere = false;
  const waiting = reached(live, "e1:2:m2").then(() => (isThere = true));
  await browser.pass(0);
  assert.equal(isThere, false);
  server.append(workspace, "workspace:updated", {version: 2, changes: {}});
  await browser.pass(20);
  await waiting;
  await reached(live, "e1:1");

  const late = assert.rejects(reached(live, "e1:99"), {code: "unavailable"});
  await browser.pass(30_000);
  await late;
  const ended = assert.rejects(reached(live, "e1:99"), {code: "closed"});
  live.close();
  await ended;
});

test("who is there, who is typing and who is in a room shows in the view", async () => {
  const {server, browser, workspace, opens} = stage();
  server.adds(workspace, "bob");
  const client = opens();
  const live = client.workspace(workspace.id);
  await browser.pass(0);
  assert.deepEqual([...live.view.online.keys()], ["ada"]);
  const [{say}] = server.sockets;
  const workspaceId = workspace.id;
  say({type: "presence:diff", payload: {workspaceId, n: 2, changed: [{userId: "bob", state: "away", connections: 1}], gone: []}});
  say({type: "task:typing", payload: {workspaceId, taskId: "t", user: {id: "bob", name: "Bob"}}});
  rooms(live).enter("doc");
  await browser.pass(0);
  say({type: "room:joined", payload: {workspaceId, room: "doc", userId: "bob", connectionId: "c"}});
  await browser.pass(0);
  assert.equal(live.view.online.get("bob").state, "away");
  assert.deepEqual([...live.view.typing.values()], [{taskId: "t", user: {id: "bob", name: "Bob"}}]);
  assert.deepEqual(live.view.rooms.get("doc").map(({userId}) => userId), ["ada", "bob"]);

  await browser.pass(6000);
  assert.equal(live.view.typing.size, 0, "forgotten after six seconds");
  say({type: "presence:diff", payload: {workspaceId, n: 3, changed: [], gone: ["bob"]}});
  say({type: "room:left", payload: {workspaceId, room: "doc", userId: "bob", connectionId: "c"}});
  await browser.pass(0);
  assert.deepEqual([...live.view.online.keys()], ["ada"]);
  assert.equal(live.view.rooms.get("doc").length, 1);
});

test("rooms are entered again and being away is said again after the connection was lost", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  rooms(live).enter("doc");
  rooms(live).enter("left");
  live.presence("away");
  rooms(live).leave("left");
  await browser.pass(0);
  server.ends(1006);
  await browser.pass(1000);

  const said = server.sockets[0].heard.map(({type, payload}) => [type, payload.room ?? payload.state]);
  assert.ok(said.some(([type, room]) => type === "room:join" && room === "doc"));
  assert.ok(said.some(([type, state]) => type === "presence:update" && state === "away"));
  assert.ok(!said.some(([, room]) => room === "left"));
});

test("typing is said at most every three seconds for a task", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  for (let i = 0; i < 60; i++) {
    rooms(live).typing("t");
    await browser.pass(100);
  }
  assert.equal(server.sockets[0].heard.filter(({type}) => type === "task:typing").length, 2);
});

test("a signal reaches whoever listens, and is sent to the others", async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens();
  const live = client.workspace(workspace.id);
  await browser.pass(0);
  const heard = [];
  client.on("signal", ({payload}) => heard.push(payload.data));
  server.sockets[0].say({type: "signal", payload: {workspaceId: workspace.id, name: "cursor", data: [1, 2]}});
  assert.equal(rooms(live).signal("cursor", {x: 1}), true);
  await browser.pass(0);

  assert.deepEqual(heard, [[1, 2]]);
  assert.deepEqual(server.sockets[0].heard.at(-1).payload.data, {x: 1});
});

test("a conversation that is opened shows what was said, what is said, and what is older", async () => {
  const {server, browser, workspace, opens, does} = stage();
  server.adds(workspace, "bob");
  const at = `workspaces/${workspace.id}`;
  for (let i = 0; i < 70; i++) {
    await does("POST", at + "/messages", {text: "M" + i});
  }
  await does("POST", at + "/tasks", {title: "T"});
  const [task] = workspace.tasks.keys();
  await does("POST", `${at}/tasks/${task}/comments`, {text: "first"});
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  const opening = [chat(live).thread(), chat(live).thread({taskId: task})];
  await does("POST", at + "/messages", {text: "meanwhile"});
  await browser.pass(0);
  await Promise.all(opening);
  await does("POST", at + "/messages", {text: "now"});
  await does("POST", `${at}/tasks/${task}/comments`, {text: "second"});
  chat(live).comment(task, "third");
  const texts = (name) => [...live.view.threads.get(name).items.values()].map(({text}) => text);
  await browser.pass(100);

  assert.deepEqual(texts("task " + task), ["first", "second", "third"]);
  assert.deepEqual(texts("room ").slice(-3), ["M69", "meanwhile", "now"]);
  assert.equal(texts("room ")[0], "M21");
  const older = chat(live).thread();
  await browser.pass(0);
  await older;
  assert.equal(texts("room ")[0], "M0");
  assert.equal(texts("room ").length, 72);
  assert.equal(live.view.threads.get("room ").next, null);
  assert.equal(live.view.messages.size, 50);
});

test("notifications and how far they are read are live on every device", async () => {
  const {server, browser, opens} = stage();
  server.notifies("ada", "Before");
  const inbox = inboxOf(opens());
  await browser.pass(0);
  assert.equal(inbox.view.unread, 1);
  server.notifies("ada", "Now");
  await browser.pass(0);
  assert.equal(inbox.view.unread, 2);
  assert.deepEqual([...inbox.view.notifications.values()].map(({title}) => title), ["Now", "Before"]);

  const {saved} = inbox.read(2);
  assert.equal(inbox.view.unread, 0, "at once");
  await browser.pass(0);
  await saved;
  server.ends(1006);
  server.notifies("ada", "Missed");
  await browser.pass(1000);
  assert.equal(inbox.view.unread, 1);
  assert.equal(inbox.view.upTo, 2);
});

test("what a person wants to hear of, and their filters, are live on every device", async () => {
  const {browser, opens} = stage();
  const [inbox, other] = [inboxOf(opens({share: undefined})), inboxOf(opens({share: undefined}))];
  await browser.pass(0);
  assert.equal(other.view.settings.added, true);
  inbox.want({added: false});
  const {id} = inbox.saveFilter({name: "Mine", conditions: {assignee: "me"}});
  assert.equal(inbox.view.settings.added, false, "at once");
  assert.equal(inbox.view.filters.get(id).name, "Mine");
  await browser.pass(100);
  assert.deepEqual(other.view.settings, {assigned: true, added: false});
  assert.deepEqual(other.view.filters.get(id), {id, name: "Mine", workspaceId: null, conditions: {assignee: "me"}, version: 1});
  other.deleteFilter(id);
  await browser.pass(100);
  assert.equal(inbox.view.filters.size, 0);
  assert.equal(inbox.snapshot.pendingCount + other.snapshot.pendingCount, 0);
});
