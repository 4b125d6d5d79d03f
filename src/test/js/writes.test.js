import assert from "node:assert/strict";
import {test} from "node:test";
import {queue} from "../../main/webapp/client/queue.js";
import {Browser, chat, stage, token} from "./stage/index.js";

/** Does it after so many turns of what happens without time. */
const inTurns = (turns, task) => (turns ? setImmediate(() => inTurns(turns - 1, task)) : task());

/** A workspace that is live in one tab, and something to hold answers back with. */
async function begins() {
  const play = stage();
  play.server.adds(play.workspace, "bob");
  const client = play.opens();
  const live = client.workspace(play.workspace.id);
  await play.browser.pass(0);
  const titles = () => [...(live.view.columns.get("todo") ?? [])].map((id) => live.view.tasks.get(id).title);
  /** Lets writes be carried out, but not answered, until it is called. */
  const holds = () => {
    let release;
    play.server.hold = new Promise((resolve) => (release = resolve));
    return () => {
      play.server.hold = undefined;
      release();
    };
  };
  return {...play, client, live, titles, holds, at: `workspaces/${play.workspace.id}`};
}

test("a write shows at once, with a mark that it is not saved", async () => {
  const {browser, live, titles} = await begins();
  let told = 0;
  live.subscribe(() => told++);
  const {id, saved} = live.createTask({title: "Milk"});

  assert.deepEqual(titles(), ["Milk"]);
  assert.equal(told, 1);
  assert.ok(live.view.pending.has(id));
  assert.equal(live.snapshot.pendingCount, 1);
  await browser.pass(100);
  assert.equal((await saved).seq, 3);
  assert.equal(live.view.pending.size, 0);
  assert.equal(live.snapshot.pendingCount, 0);
  assert.equal(live.view.tasks.get(id).version, 1);
});

test("its own event confirms a write before the reply, and there is never one too many", async () => {
  const {server, browser, live, titles, holds} = await begins();
  const release = holds();
  const {saved} = live.createTask({title: "Milk"});
  await browser.pass(100);
  assert.equal((await saved).seq, 3);
  assert.deepEqual(titles(), ["Milk"]);
  assert.equal(live.snapshot.pendingCount, 0);
  release();
  await browser.pass(100);
  assert.deepEqual(titles(), ["Milk"]);
  assert.equal(server.requests.filter((it) => it.startsWith("POST")).length, 1);
});

test("the reply confirms a write before its event, and it stays where it is until that comes", async () => {
  const {server, browser, live, titles} = await begins();
  const [connection] = server.sockets;
  const late = [];
  connection.lose = (frame) => frame.seq && late.push(frame);
  const {saved} = live.createTask({title: "Milk"});
  await browser.pass(100);
  await saved;
  assert.equal(live.snapshot.pendingCount, 0);
  assert.deepEqual(titles(), ["Milk"]);
  connection.lose = undefined;
  late.forEach((frame) => connection.say(frame));
  await browser.pass(100);
  assert.deepEqual(titles(), ["Milk"]);
});

test("a write that is refused is taken back, and the others stay", async () => {
  const {browser, client, live, titles} = await begins();
  const refusals = [];
  client.on("refused", ({payload}) => refusals.push([payload.write.method, payload.error.code]));
  live.createTask({title: "First"});
  const {id, saved} = live.createTask({title: ""});
  live.updateTask(id, {title: "Never"});
  live.createTask({title: "Last"});
  const failing = assert.rejects(saved, {code: "bad_request", status: 400, errors: [{field: "title", message: "must be given"}]});
  assert.deepEqual(titles(), ["First", "Never", "Last"]);
  await browser.pass(100);

  await failing;
  assert.deepEqual(titles(), ["First", "Last"]);
  assert.deepEqual(refusals, [["POST", "bad_request"], ["PATCH", "not_found"]]);
});

test("what others do meanwhile shows below one's own write", async () => {
  const {browser, live, titles, holds, does, at, workspace} = await begins();
  live.createTask({title: "A"});
  await browser.pass(100);
  const [id] = workspace.tasks.keys();
  const release = holds();
  live.moveTask(id, {status: "doing"});
  live.updateTask(id, {priority: "high"});
  void does("POST", at + "/tasks", {title: "B"});
  void does("PATCH", `${at}/tasks/${id}`, {title: "A, renamed"});
  await browser.pass(100);
  assert.deepEqual(titles(), ["B"]);
  assert.equal(live.view.tasks.get(id).title, "A, renamed");
  assert.equal(live.view.tasks.get(id).priority, "high");
  assert.equal(live.view.tasks.get(id).status, "doing");
  release();
  await browser.pass(1000);
  assert.equal(live.view.tasks.get(id).priority, "high");
  assert.equal(live.view.tasks.get(id).version, 4);
});

test("two changes of one thing follow each other without being in each other's way", async () => {
  const {browser, live, at, workspace, does} = await begins();
  live.createTask({title: "A"});
  await browser.pass(100);
  const [id] = workspace.tasks.keys();
  const first = live.updateTask(id, {title: "B"});
  const second = live.updateTask(id, {title: "C"});
  await browser.pass(100);
  await first.saved;
  await second.saved;
  assert.equal(workspace.tasks.get(id).title, "C");
  await does("PATCH", `${at}/tasks/${id}`, {title: "D"});
  await browser.pass(100);
  assert.equal(live.view.tasks.get(id).title, "D");
});

test("a change builds on one that is answered and not yet heard of, and on nothing else that was said meanwhile", async () => {
  const {server, browser, live, at, workspace, does} = await begins();
  live.createTask({title: "A"});
  await browser.pass(100);
  const [id] = workspace.tasks.keys();
  const [connection] = server.sockets;
  connection.mute = true;
  live.updateTask(id, {title: "B"});
  chat(live).comment(id, "first");
  await browser.pass(100);
  const {saved} = live.updateTask(id, {title: "C"});
  await browser.pass(100);
  await saved;
  assert.equal(workspace.tasks.get(id).title, "C");

  live.updateTask(id, {priority: "high"});
  await does("PATCH", `${at}/tasks/${id}`, {title: "Bob's"});
  const refused = assert.rejects(live.updateTask(id, {title: "D"}).saved, {code: "stale_version"});
  await browser.pass(100);
  await refused;
});

test("a conflict is told with the fields, and the choice is the person's", async () => {
  const {server, browser, live, at, workspace, does} = await begins();
  live.createTask({title: "A"});
  await browser.pass(100);
  const [id] = workspace.tasks.keys();
  const [connection] = server.sockets;
  connection.mute = true;
  await does("PATCH", `${at}/tasks/${id}`, {title: "Bob's"});
  const {saved} = live.updateTask(id, {title: "Ada's"});
  const conflict = saved.catch((refusal) => refusal);
  await browser.pass(100);
  const {code, errors, etag} = await conflict;
  assert.equal(code, "stale_version");
  assert.deepEqual(errors.map(({field}) => field), ["title"]);

  live.updateTask(id, {title: "Ada's all the same"}, etag);
  await browser.pass(100);
  assert.equal(workspace.tasks.get(id).title, "Ada's all the same");
});

test("what is written on top of a task of one's own is about that task as it was made", async () => {
  const {server, browser, live, at, workspace, does} = await begins();
  server.sockets[0].mute = true;
  const {id} = live.createTask({title: "A"});
  await browser.pass(100);
  // The reply is there, and the event is not.
  await does("PATCH", `${at}/tasks/${id}`, {title: "Bob's"});
  const late = assert.rejects(live.updateTask(id, {title: "B"}).saved, {code: "stale_version"});
  await browser.pass(100);
  await late;

  const {id: other} = live.createTask({title: "C"});
  live.updateTask(other, {title: "D"});
  live.updateTask(other, {title: "E"});
  live.updateTask(other, {priority: "high"});
  await browser.pass(100);
  assert.equal(workspace.tasks.get(other).title, "E");
  assert.equal(workspace.tasks.get(other).priority, "high");
});

test("a task can be laid first, last, before and behind others, and shows there at once", async () => {
  const {browser, live, titles, workspace} = await begins();
  for (const title of ["A", "B", "C"]) {
    live.createTask({title});
  }
  await browser.pass(100);
  const [a, b, c] = workspace.tasks.keys();
  const moves = [
    [c, {status: "todo", before: a}, ["C", "A", "B"]], [c, {status: "todo"}, ["A", "B", "C"]],
    [a, {status: "todo", after: b}, ["B", "A", "C"]], [c, {status: "todo", before: a}, ["B", "C", "A"]],
  ];
  for (const [id, to, expected] of moves) {
    live.moveTask(id, to);
    assert.deepEqual(titles(), expected);
    await browser.pass(100);
    assert.deepEqual(titles(), expected);
  }
});

test("a move that is not carried out yet stays before the task that it was made for, whatever else moves", async () => {
  const {server, browser, live, titles, does, at, workspace} = await begins();
  ["A", "B", "C"].forEach((title) => live.createTask({title}));
  await browser.pass(100);
  const [a, b, c] = workspace.tasks.keys();
  server.blocked.add("rest");
  live.moveTask(c, {status: "todo", before: b});
  assert.deepEqual(titles(), ["A", "C", "B"]);
  await does("POST", `${at}/tasks/${a}/move`, {status: "todo"});
  await browser.pass(100);
  assert.deepEqual(titles(), ["C", "B", "A"]);
  server.blocked.clear();
  await browser.pass(31_000);
  assert.deepEqual(titles(), ["C", "B", "A"]);
  assert.equal(live.snapshot.pendingCount, 0);
});

test("all that can be written shows as it will be", async () => {
  const {server, browser, live, workspace} = await begins();
  const shown = () => {
    const {tasks, columns, comments, messages, members, workspace: own} = live.view;
    return structuredClone({
      name: own.name, columns, comments, titles: [...tasks.values()].map(({title}) => title),
      said: [...messages.values()].map(({text, reactions}) => [text, reactions]), members: [...members].map(([id, {role}]) => [id, role]),
    });
  };
  live.createTask({title: "A"});
  await browser.pass(100);
  const [id] = workspace.tasks.keys();
  const {id: said} = chat(live).say("Hello");
  await browser.pass(100);
  const message = live.view.messages.get(said);
  const steps = [
    () => live.rename("New"), () => live.changeRole("bob", "guest"), () => chat(live).edit(message, "Hi"),
    () => chat(live).react(message, "x"), () => chat(live).react(message, "x", false), () => chat(live).comment(id, "C"), () => chat(live).unsay(message),
    () => live.removeMember("bob"), () => live.deleteTask(id),
  ];
  for (const step of steps) {
    const {saved} = step();
    const hoped = shown();
    await browser.pass(100);
    await saved;
    assert.deepEqual(shown(), hoped, String(step));
  }
  const {saved} = live.restoreTask(id);
  live.addMember({userId: "cleo", role: "member"});
  await browser.pass(100);
  await saved;
  assert.ok(live.view.tasks.has(id));
  assert.ok(live.view.members.has("cleo"));
  assert.ok(server.workspaces.get(workspace.id).members.has("cleo"));
});

test("what is written while offline waits, and is sent in its order when the server is back", async () => {
  const {server, browser, live, titles, workspace} = await begins();
  server.blocked = new Set(["socket", "sse", "poll", "rest"]);
  server.ends(1006);
  await browser.pass(0);
  const {id} = live.createTask({title: "A"});
  live.updateTask(id, {title: "B"});
  live.moveTask(id, {status: "todo"});
  live.updateTask(id, {title: "C"});
  live.createTask({title: "D"});
  await browser.pass(60_000);
  assert.deepEqual(titles(), ["C", "D"]);
  assert.equal(live.snapshot.pendingCount, 5);
  assert.equal(workspace.tasks.size, 0);

  server.blocked.clear();
  await browser.pass(61_000);
  assert.deepEqual(titles(), ["C", "D"]);
  assert.equal(live.snapshot.pendingCount, 0);
  assert.equal(workspace.tasks.get(id).title, "C");
});

test("a write whose answer was lost is sent again with the same key, and done once", async () => {
  const {server, browser, live, workspace} = await begins();
  const keys = [];
  let lost = 2;
  server.instead = (path, {method, headers}) => {
    if (method === "POST" && path.endsWith("/tasks")) {
      keys.push(headers["Idempotency-Key"]);
      if (lost-- > 0) {
        server.instead = undefined;
        const answer = server.fetch(new URL("http://tutti.test/app/api/" + path), {
          method, headers, body: JSON.stringify({title: "Milk", id: "30000000-0000-4000-8000-000000000000"})});
        void answer;
        throw new TypeError("cut");
      }
    }
    return undefined;
  };
  const {saved} = live.createTask({title: "Milk", id: "30000000-0000-4000-8000-000000000000"});
  await browser.pass(5000);
  await saved;
  assert.equal(workspace.tasks.size, 1);
});

test("a server that is busy is given the time that it asks for", async () => {
  const {server, browser, live, workspace} = await begins();
  let times = 0;
  server.instead = (path, {method}) => {
    const answers = [
      Response.json({code: "rate_limited", detail: ""}, {status: 429, headers: {"Retry-After": "7"}}),
      Response.json({code: "conflict", detail: ""}, {status: 409, headers: {"Retry-After": "1"}}),
      Response.json({code: "outcome_unknown", detail: ""}, {status: 503}),
    ];
    return method === "POST" ? answers[times++] : undefined;
  };
  live.createTask({title: "Milk"});
  await browser.pass(6900);
  assert.equal(times, 1);
  await browser.pass(60_000);
  assert.equal(times, 4);
  assert.equal(workspace.tasks.size, 1);
});

test("a server that stands there without Tutti, for it starts or stops, refuses nothing", async () => {
  const {server, browser, live, workspace} = await begins();
  let times = 0;
  server.instead = (path, {method}) => {
    const page = (status) => new Response("<html>", {status, headers: {"Content-Type": "text/html"}});
    return method === "POST" ? [page(403), page(404), page(405), page(500)][times++] : undefined;
  };
  const {saved} = live.createTask({title: "Milk"});
  await browser.pass(60_000);
  await saved;
  assert.equal(times, 5);
  assert.equal(workspace.tasks.size, 1);
});

test("a write that for two minutes nobody but something before the server answers is refused, and what waits behind it is sent", async () => {
  const {server, browser, client, live, titles} = await begins();
  const refusals = [];
  client.on("refused", ({payload}) => refusals.push([payload.write.body.title, payload.error.code, payload.error.message]));
  let tries = 0;
  server.instead = (path, {method, body}) =>
    method === "POST" && body.includes("DROP TABLE") ? (tries++, new Response("<html>", {status: 403})) : undefined;
  const {saved} = live.createTask({title: "DROP TABLE milk"});
  live.createTask({title: "Bread"});
  const blocked = assert.rejects(saved, {code: "blocked"});
  await browser.pass(110_000);
  assert.deepEqual(refusals, []);
  assert.ok(tries > 5 && tries < 20, `${tries} tries`);
  await browser.pass(40_000);
  await blocked;
  assert.deepEqual(refusals, [["DROP TABLE milk", "blocked", "HTTP 403"]]);
  assert.deepEqual(titles(), ["Bread"]);
  assert.equal(live.snapshot.pendingCount, 0);
});

test("the two minutes begin anew when the server itself answers, and a gateway that waits for it is given all the time", async () => {
  const {server, browser, live, workspace} = await begins();
  const answers = [() => new Response("<html>", {status: 404}), () => Response.json({code: "unavailable"}, {status: 503})];
  let tries = 0;
  server.instead = (path, {method}) => (method === "POST" ? answers[tries++ % 2]() : undefined);
  const {saved} = live.createTask({title: "Milk"});
  await browser.pass(300_000);
  server.instead = (path, {method}) => (method === "POST" ? new Response("<html>", {status: 502}) : undefined);
  await browser.pass(300_000);
  assert.equal(live.snapshot.pendingCount, 1);
  server.instead = undefined;
  await browser.pass(31_000);
  await saved;
  assert.equal(workspace.tasks.size, 1);
});

test("a token that ended while nothing was heard is renewed, and the write sent again", async () => {
  const play = stage();
  const {server, browser, workspace, opens} = play;
  const live = opens({getToken: ({refused}) => token("ada", refused || server.refusedTokens.size ? 2 : 1)}).workspace(workspace.id);
  await browser.pass(0);
  server.refusedTokens.add(token("ada", 1));
  const {saved} = live.createTask({title: "Milk"});
  await browser.pass(100);
  await saved;
  assert.equal(workspace.tasks.size, 1);
});

test("what was written survives the tab, and shows and is sent when the page is opened again", async () => {
  const {server, browser, workspace, opens} = stage();
  const environment = browser.tab();
  const live = opens({environment}).workspace(workspace.id);
  await browser.pass(0);
  server.blocked = new Set(["socket", "sse", "poll", "rest"]);
  server.ends(1006);
  await browser.pass(0);
  const {id} = live.createTask({title: "A"});
  live.updateTask(id, {title: "B"});
  await browser.pass(100);
  environment.tab.kill();

  server.blocked = new Set(["socket", "sse", "poll"]);
  server.instead = (path, {method}) => (method === "GET" ? undefined : Response.json({}, {status: 503}));
  const again = opens().workspace(workspace.id);
  await browser.pass(100);
  assert.equal(again.view.tasks.get(id)?.title, "B");
  assert.equal(again.snapshot.pendingCount, 2);
  server.instead = undefined;
  server.blocked.clear();
  await browser.pass(61_000);
  assert.equal(workspace.tasks.get(id).title, "B");
  assert.equal(again.snapshot.pendingCount, 0);
});

test("what signing out has cleared does not come back, whatever was answered meanwhile", async () => {
  for (let moment = 0; moment < 30; moment++) {
    const browser = new Browser();
    const call = (method) => (method === "POST" ? Promise.resolve({seq: 1, etag: '"1"'}) : new Promise(() => {}));
    const kept = (settled) => queue(browser.tab(), {call}, Promise.resolve("d"), {settled, unkept: assert.fail});
    const write = {journal: "w", entity: "t", path: "x"};
    const elsewhere = kept();
    const here = kept(() => inTurns(moment, () => elsewhere.clear()));
    await here.add({...write, method: "POST", body: {id: "t"}, mutationId: "1"});
    await here.add({...write, method: "PATCH", body: {title: "Milk"}, match: undefined, mutationId: "2"});
    here.send(true);
    await browser.pass(0);
    assert.deepEqual(await elsewhere.all(), [], `after ${moment} turns`);
  }
});

test("where the browser keeps nothing, that is told once, and what was written waits in the tab", async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens({lacking: ["indexedDB"]});
  let told = 0;
  client.on("unkept", () => told++);
  const live = client.workspace(workspace.id);
  await browser.pass(0);
  assert.equal(client.keeps, false);
  server.blocked = new Set(["socket", "sse", "poll", "rest"]);
  server.ends(1006);
  await browser.pass(0);
  const {id} = live.createTask({title: "A"});
  live.updateTask(id, {title: "B"});
  await browser.pass(10_000);
  server.blocked.clear();
  await browser.pass(61_000);
  assert.equal(workspace.tasks.get(id).title, "B");
  assert.equal(live.snapshot.pendingCount, 0);
  assert.equal(told, 1);
});

test("where there is no more room for what is written, that is told when it is, and it is sent all the same", async () => {
  const {browser, client, live, workspace} = await begins();
  let told = 0;
  client.on("unkept", () => told++);
  assert.equal(client.keeps, true);
  browser.isFull = true;
  const {saved} = live.createTask({title: "A"});
  await browser.pass(100);
  await saved;
  assert.equal(told, 1);
  assert.equal(client.keeps, false);
  assert.equal(workspace.tasks.size, 1);
});

test("no request ever names the connection", async () => {
  const {server, browser, live} = await begins();
  const named = [];
  server.instead = (path, {headers}) => void (Object.keys(headers).some((it) => /connection/i.test(it)) && named.push(path));
  live.createTask({title: "Milk"});
  await browser.pass(100);
  assert.deepEqual(named, []);
});
