import assert from "node:assert/strict";
import {test} from "node:test";
import {inboxOf, rooms, stage} from "./stage/index.js";

test("where no WebSocket gets through within 4 seconds, the same goes by fetched events, and then by polls", async () => {
  for (const [blocked, transport] of [[["socket"], "sse"], [["socket", "sse"], "poll"]]) {
    for (const silently of [true, false]) {
      const {server, browser, workspace, opens, does} = stage();
      server.adds(workspace, "bob");
      server.blocked = new Set(silently ? [...blocked, "silently"] : blocked);
      const client = opens();
      const live = client.workspace(workspace.id);
      await browser.pass(silently ? 3900 : 0);
      assert.equal(client.status.state, silently ? "connecting" : "open");
      await browser.pass(200);
      assert.equal(client.status.transport, transport);
      await does("POST", `workspaces/${workspace.id}/tasks`, {title: "Milk"});
      const {saved} = live.createTask({title: "Bread"});
      await browser.pass(100);
      await saved;
      assert.deepEqual([...live.view.tasks.values()].map(({title}) => title), ["Milk", "Bread"]);
      assert.equal(live.snapshot.status, "live");
      client.close();
      await browser.pass(100);
      assert.equal(browser.timers, 0);
    }
  }
});

test("a client that fell back returns to the WebSocket when that is free again, and misses nothing", async () => {
  for (const blocked of [["socket"], ["socket", "sse"]]) {
    const {server, browser, workspace, opens, does} = stage();
    server.adds(workspace, "bob");
    server.blocked = new Set(blocked);
    const client = opens();
    const live = client.workspace(workspace.id);
    await browser.pass(60_000);
    const heard = [];
    client.on("task:created", ({seq}) => heard.push(seq));
    server.blocked.clear();
    for (let i = 0; i < 300; i++) {
      await does("POST", `workspaces/${workspace.id}/tasks`, {title: "T" + i});
      await browser.pass(1000);
    }
    assert.equal(client.status.transport, "socket");
    assert.deepEqual(heard, Array.from({length: 300}, (_, i) => i + 3));
    assert.equal(live.view.tasks.size, 300);
    assert.deepEqual(server.connections.map(({kind}) => kind), ["socket"]);
  }
});

test("a WebSocket that is refused for a time is not tried again before that", async () => {
  const {server, browser, opens} = stage();
  server.blocked = new Set(["socket"]);
  const environment = browser.tab();
  const client = opens({environment});
  await browser.pass(0);
  server.blocked.clear();
  server.tooOften = 120_000;
  const tried = () => environment.tab.sockets.length;
  await browser.pass(15_000);
  assert.equal(tried(), 2, "as every connection, and to see whether it is free again");
  await browser.pass(120_000);
  assert.equal(tried(), 2);

  server.tooOften = undefined;
  await browser.pass(30_000);
  assert.equal(tried(), 3);
  assert.equal(client.status.transport, "socket");
});

test("who is there is shown while something tells of it, which polls do not", async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens();
  const beside = opens();
  const lives = [client, beside].map((it) => it.workspace(workspace.id));
  const here = () => lives.map(({view}) => [...view.online.keys()]);
  await browser.pass(100);
  assert.deepEqual(here(), [["ada"], ["ada"]]);
  server.blocked = new Set(["socket", "sse"]);
  server.ends(1006);
  await browser.pass(1000);
  assert.equal(client.status.transport, "poll");
  assert.deepEqual(here(), [[], []]);

  server.blocked.clear();
  await browser.pass(600_000);
  assert.equal(client.status.transport, "socket");
  assert.deepEqual(here(), [["ada"], ["ada"]]);
});

test("who is in a room is shown while a WebSocket tells of it", async () => {
  const {server, browser, workspace, opens} = stage();
  const live = opens().workspace(workspace.id);
  await browser.pass(0);
  rooms(live).enter("doc");
  await browser.pass(0);
  assert.equal(live.view.rooms.get("doc").length, 1);
  server.blocked = new Set(["socket"]);
  server.ends(1006);
  await browser.pass(1000);
  assert.equal(live.view.rooms.has("doc"), false);

  server.blocked.clear();
  await browser.pass(600_000);
  assert.equal(live.view.rooms.has("doc"), true);
});

test("a stream or poll that is cut goes on where it was", async () => {
  for (const blocked of [["socket"], ["socket", "sse"]]) {
    const {server, browser, workspace, opens, does} = stage();
    server.adds(workspace, "bob");
    server.blocked = new Set(blocked);
    const client = opens();
    const live = client.workspace(workspace.id);
    const inbox = inboxOf(client);
    await browser.pass(1000);
    server.blocked = new Set(["socket", "sse", "poll"]);
    server.ends(1006);
    await does("POST", `workspaces/${workspace.id}/tasks`, {title: "Milk"});
    server.notifies("ada", "Missed");
    await browser.pass(1000);
    server.blocked = new Set(blocked);
    await browser.pass(31_000);
    assert.equal(client.status.state, "open");
    assert.equal(live.view.tasks.size, 1);
    assert.equal(inbox.view.unread, 1);
    assert.equal(server.requests.filter((it) => it.endsWith("/snapshot")).length, 1);
  }
});

test("a poll that is never answered is given up, though others are", async () => {
  const {server, browser, workspace, opens, does} = stage();
  server.adds(workspace, "bob");
  server.blocked = new Set(["socket", "sse"]);
  const live = opens().workspace(workspace.id);
  await browser.pass(1000);
  server.instead = (path, {signal}) => path.endsWith(workspace.id + "/events") &&
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(new TypeError("aborted"))));
  await does("POST", `workspaces/${workspace.id}/tasks`, {title: "Heard by the last that is answered"});
  await does("POST", `workspaces/${workspace.id}/tasks`, {title: "Milk"});
  for (let i = 0; i < 50; i++) {
    server.notifies("ada", "Still here");
    await browser.pass(1000);
  }
  assert.equal(live.view.tasks.size, 1);
  server.instead = undefined;
  for (let i = 0; i < 10; i++) {
    server.notifies("ada", "Still here");
    await browser.pass(1000);
  }
  assert.equal(live.view.tasks.size, 2);
});

test("a workspace that is not there spoils no other's stream", async () => {
  for (const blocked of [["socket"], ["socket", "sse"]]) {
    const {server, browser, workspace, opens, does} = stage();
    server.adds(workspace, "bob");
    const other = server.creates("ada", "Other");
    server.blocked = new Set(blocked);
    const client = opens();
    await browser.pass(100);
    const lost = assert.rejects(client.request("workspace:join", {workspaceId: "20000000-0000-4000-8000-000000000000"}),
      {code: "not_found"});
    const live = [client.workspace(workspace.id), client.workspace(other.id)];
    await browser.pass(1000);
    await lost;
    await does("PATCH", `workspaces/${workspace.id}`, {name: "Renamed"});
    await does("PATCH", `workspaces/${other.id}`, {name: "Renamed"}, "ada");
    await browser.pass(1000);
    assert.deepEqual(live.map(({view}) => view.workspace.name), ["Renamed", "Renamed"]);
    assert.equal(client.status.transport, blocked.length === 1 ? "sse" : "poll");
  }
});

test("where there is no way on, it is told over every transport", async () => {
  for (const blocked of [["socket"], ["socket", "sse"]]) {
    const {server, browser, workspace, opens, does} = stage();
    server.adds(workspace, "bob");
    server.blocked = new Set(blocked);
    const live = opens().workspace(workspace.id);
    await browser.pass(100);
    server.blocked = new Set(["socket", "sse", "poll"]);
    server.ends(1006);
    await browser.pass(0);
    await does("PATCH", `workspaces/${workspace.id}`, {name: "Anew"});
    server.forgets(workspace, "e2");
    server.blocked = new Set(blocked);
    await browser.pass(61_000);
    assert.equal(live.view.workspace.name, "Anew", blocked.join());
    assert.equal(live.snapshot.status, "live");
  }
});

test("commands go by request where there is no socket", async () => {
  for (const blocked of [["socket"], ["socket", "sse"]]) {
    const {server, browser, workspace, opens} = stage();
    server.blocked = new Set(blocked);
    const client = opens();
    client.workspace(workspace.id);
    await browser.pass(100);
    const done = client.request("signal", {workspaceId: workspace.id, name: "cursor", data: 1});
    const refused = assert.rejects(client.request("task:explode"), {code: "unknown_type"});
    await browser.pass(100);
    assert.deepEqual(await done, {});
    await refused;
    assert.equal(server.requests.filter((it) => it === "POST commands").length, 2);
  }
});

test("over a stream one is away on that connection alone, as is said of every later one, and nothing else names it", async () => {
  const {server, browser, workspace, opens} = stage();
  server.blocked.add("socket");
  const said = [];
  server.instead = (path, {headers, body}) => void (path === "commands" && said.push([JSON.parse(body).type, headers["X-Connection-Id"]]));
  const client = opens();
  const live = client.workspace(workspace.id);
  await browser.pass(100);
  const stream = () => server.connections.at(-1).id;
  live.presence("away");
  rooms(live).typing("t");
  await browser.pass(100);
  assert.deepEqual(said.splice(0), [["presence:update", stream()], ["task:typing", undefined]]);

  client.workspace(server.creates("ada", "Other").id);
  await browser.pass(100);
  assert.deepEqual(said.splice(0), [["presence:update", stream()]]);
  live.close();
  client.workspace(server.creates("ada", "Third").id);
  await browser.pass(100);
  assert.deepEqual(said, []);
});

test("a stream that ends with a code is obeyed, and a request that is refused as well", async () => {
  const {server, browser, opens} = stage();
  server.blocked = new Set(["socket"]);
  const client = opens();
  await browser.pass(100);
  server.ends(4503);
  await browser.pass(100);
  assert.equal(client.status.state, "signed-out");
});

test("a server that is full is not asked again before it said", async () => {
  const {server, browser, opens} = stage();
  server.blocked = new Set(["socket"]);
  server.instead = (path) => path.endsWith("events")
    ? Response.json({code: "unavailable"}, {status: 503, headers: {"Retry-After": "5"}}) : undefined;
  const client = opens();
  await browser.pass(4900);
  assert.equal(client.status.state, "waiting");
  assert.equal(server.requests.length, 1);
  server.instead = undefined;
  await browser.pass(2000);
  assert.equal(client.status.state, "open");
});

test("a stream that died in its sleep is found", async () => {
  const {server, browser, workspace, opens, does} = stage();
  server.adds(workspace, "bob");
  server.blocked = new Set(["socket"]);
  const environment = browser.tab();
  const live = opens({environment}).workspace(workspace.id);
  await browser.pass(100);
  server.connections.forEach((it) => (it.mute = true));
  await does("PATCH", `workspaces/${workspace.id}`, {name: "Missed"});
  environment.tab.happen("online");
  await browser.pass(100);
  assert.equal(live.view.workspace.name, "Missed");
});

test("what such a stream still had on its way is no answer of the next one", async () => {
  const {server, browser, opens} = stage();
  server.blocked = new Set(["socket"]);
  const environment = browser.tab();
  const client = opens({environment});
  await browser.pass(100);
  server.instead = (path) => (path === "events" ? new Promise(() => {}) : undefined);
  const [stream] = server.connections;
  environment.tab.happen("online");
  stream.say({type: "connected", payload: {journals: []}});
  await browser.pass(9999);
  assert.equal(client.status.state, "open");

  server.instead = undefined;
  await browser.pass(1);
  assert.equal(client.status.state, "waiting");
});
