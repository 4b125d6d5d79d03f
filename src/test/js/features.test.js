import assert from "node:assert/strict";
import {test} from "node:test";
import {chat, inboxOf, rooms, stage} from "./stage/index.js";

const titles = (live) => [...live.view.tasks.values()].map(({title}) => title);
const texts = (live) => [...live.view.messages.values()].map(({text}) => text);

/** Ada's workspace, in which Bob does things. */
function begins() {
  const play = stage();
  play.server.adds(play.workspace, "bob");
  const at = `workspaces/${play.workspace.id}`;
  return {
    ...play,
    makes: (title) => play.does("POST", at + "/tasks", {title}),
    says: (text) => play.does("POST", at + "/messages", {text}),
  };
}

test("a page that names no feature hears of everything, skips what it does not know, and misses nothing", async () => {
  const {server, browser, workspace, opens, makes, says} = begins();
  const client = opens({features: []});
  const live = client.workspace(workspace.id);
  await browser.pass(0);
  const heard = [];
  client.on("*", ({type, seq}) => seq && heard.push(type));
  await makes("One");
  await says("Hello");
  await makes("Two");
  await browser.pass(100);
  assert.deepEqual(titles(live), ["One", "Two"]);
  assert.deepEqual(heard, ["task:created", "chat:message", "task:created"]);
  assert.equal(server.sockets[0].heard.filter(({type}) => type === "workspace:join").length, 1, "no hole");
  assert.deepEqual(Object.keys(live.view).filter((part) => ["messages", "threads", "comments", "rooms", "typing"].includes(part)), []);

  server.ends(1006);
  await says("Missed");
  await makes("Three");
  await browser.pass(5000);
  assert.deepEqual(titles(live), ["One", "Two", "Three"]);
  assert.equal(live.snapshot.status, "live");
});

test("a feature that was not named says so", async () => {
  const {browser, workspace, opens} = begins();
  const live = opens({features: [chat]}).workspace(workspace.id);
  await browser.pass(0);
  assert.throws(() => rooms(live).enter("doc"), /features/);
  chat(live).say("Hello");
  assert.deepEqual(texts(live), ["Hello"]);
});

test("tabs that know different features share one connection, whichever of them leads", async () => {
  for (const leads of [0, 1]) {
    const {server, browser, workspace, opens, says} = begins();
    const clients = [];
    for (const features of leads ? [[chat, rooms], []] : [[], [chat, rooms]]) {
      clients.push(opens({features}));
      clients.at(-1).workspace(workspace.id);
      await browser.pass(100);
    }
    const [plain, full] = leads ? clients.reverse() : clients;
    const live = full.workspace(workspace.id);
    const heard = [];
    full.on("relay", ({payload}) => heard.push([...payload.data]));
    await says("Hello");
    const entered = rooms(live).enter("doc");
    plain.workspace(workspace.id).createTask({title: "Plain"});
    chat(live).say("Full");
    assert.equal(rooms(live).relay("doc", Uint8Array.of(1, 2)), true);
    await browser.pass(100);
    await entered;
    assert.deepEqual(texts(live), ["Hello", "Full"]);
    assert.deepEqual(titles(live), ["Plain"]);
    assert.equal(live.view.rooms.get("doc").length, 1);
    assert.equal(server.sockets.length, 1);

    // The server's form of it: the sender's id before the data.
    const [{bytes}] = server.sockets[0].heard.filter(({type}) => type === "bytes");
    server.sockets[0].say(Uint8Array.from([...bytes.slice(0, -2), ...new Uint8Array(16), 1, 2]).buffer);
    await browser.pass(100);
    assert.deepEqual(heard, [[1, 2]]);
    assert.equal(plain.workspace(workspace.id).snapshot.status, "live");
  }
});

test("what a page has written is sent by one that does not know the feature, too", async () => {
  const {server, browser, workspace, opens} = begins();
  server.blocked = new Set(["socket", "sse", "poll", "rest"]);
  const environment = browser.tab();
  const live = opens({environment}).workspace(workspace.id);
  await browser.pass(100);
  const {id} = live.createTask({title: "Mine"});
  chat(live).comment(id, "First");
  await browser.pass(100);
  environment.tab.kill();

  server.blocked.clear();
  const plain = opens({features: []}).workspace(workspace.id);
  await browser.pass(30_000);
  assert.deepEqual(titles(plain), ["Mine"]);
  assert.equal(plain.snapshot.pendingCount, 0);
  assert.deepEqual([...workspace.comments.values()].map(({text}) => text), ["First"]);
});

test("what is written before there is a snapshot is sent once and in order, and shows when that comes", async () => {
  const {server, browser, workspace, opens, makes} = begins();
  await makes("Bob's");
  server.instead = (path) => (path.endsWith("/snapshot") ? Response.json({code: "unavailable"}, {status: 503}) : undefined);
  const live = opens().workspace(workspace.id);
  await browser.pass(100);
  await assert.rejects(chat(live).thread(), {code: "unavailable"});
  server.blocked.add("rest");
  const {id} = live.createTask({title: "A"});
  live.updateTask(id, {title: "B"});
  live.moveTask(id, {status: "doing"});
  chat(live).say("hello");
  await browser.pass(1000);
  assert.equal(live.snapshot.pendingCount, 4);
  assert.equal(live.snapshot.status, "loading");
  assert.equal(live.view, undefined);

  server.blocked.clear();
  await browser.pass(60_000);
  assert.equal(live.snapshot.pendingCount, 0);
  assert.equal(live.view, undefined);
  assert.equal(live.snapshot.error.code, "unavailable");
  assert.deepEqual([...workspace.tasks.values()].map(({title, status}) => [title, status]), [["Bob's", "todo"], ["B", "doing"]]);

  server.instead = undefined;
  await browser.pass(60_000);
  assert.equal(live.snapshot.status, "live");
  assert.deepEqual(titles(live).sort(), ["B", "Bob's"]);
  assert.deepEqual(texts(live), ["hello"]);
  assert.equal(live.view.pending.size, 0);
  assert.equal(live.snapshot.error, undefined);
  await chat(live).thread();
  assert.ok(live.view.threads.has("room "));
});

test("a tab beside the leading one that cannot be brought up asks again, and misses nothing", async () => {
  const {server, browser, workspace, opens, makes} = begins();
  opens().workspace(workspace.id);
  await browser.pass(100);
  server.instead = (path) => (path.endsWith("/events") ? Response.json({}, {status: 503}) : undefined);
  const live = opens().workspace(workspace.id);
  await browser.pass(100);
  assert.equal(live.snapshot.error.code, "internal");
  assert.equal(live.snapshot.status, "stale");
  const heard = [];
  live.client.on("task:created", ({payload}) => heard.push(payload.title));
  await makes("One");
  await browser.pass(100);
  await makes("Two");
  server.instead = undefined;
  await browser.pass(60_000);
  assert.equal(live.snapshot.status, "live");
  await makes("Three");
  await browser.pass(100);
  assert.deepEqual(titles(live), ["One", "Two", "Three"]);
  assert.deepEqual(heard, ["One", "Two", "Three"]);
  assert.equal(server.sockets.length, 1);
});

test("an inbox is one's own feature: whoever asks for it has it", async () => {
  const {server, browser, opens} = begins();
  server.notifies("ada", "Before");
  const client = opens({features: []});
  await browser.pass(100);
  const inbox = inboxOf(client);
  assert.equal(inboxOf(client), inbox);
  await browser.pass(100);
  assert.equal(inbox.view.unread, 1);
});
