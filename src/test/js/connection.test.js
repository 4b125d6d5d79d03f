import assert from "node:assert/strict";
import {test} from "node:test";
import {connection} from "../../main/webapp/client/connection.js";
import {http} from "../../main/webapp/client/http.js";
import {stage, token} from "./stage/index.js";

test("a client says who it is in the subprotocol, and never names its connection", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);

  const [{socket}] = server.sockets;
  assert.equal(socket.url, "ws://tutti.test/app/ws");
  assert.deepEqual(socket.protocols, ["tutti.v1.lines", "tutti.v1", "bearer." + token("ada")]);
  assert.equal(client.status.state, "open");
  assert.equal(client.status.transport, "socket");
  assert.equal(client.me, "ada");
});

test("several envelopes in one message are heard one after the other, until one of them is a reason to hear no more", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);
  const heard = [];
  for (const type of ["one", "two", "last", "late"]) {
    client.on(type, () => heard.push(type));
  }
  client.on("last", () => client.close());
  const line = (type) => JSON.stringify({type, payload: {text: "a\nb"}});
  server.sockets[0].socket.onmessage({data: [line("one"), line("two"), "{", line("last"), line("late")].join("\n")});

  assert.deepEqual(heard, ["one", "two", "last"]);
});

test("a request is paired with its reply, and fails as the server says", async () => {
  const {browser, workspace, opens} = stage();
  const client = opens();
  const joined = client.request("workspace:join", {workspaceId: workspace.id});
  await browser.pass(0);

  assert.equal((await joined).epoch, "e1");
  const refused = assert.rejects(client.request("task:explode"), {name: "TuttiError", code: "unknown_type"});
  await browser.pass(0);
  await refused;
});

test("a request without an answer fails after 30 seconds, and tells whether it was sent", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);
  const silent = assert.rejects(client.request("slow"), {code: "outcome_unknown"});
  await browser.pass(30_000);
  await silent;

  server.blocked = new Set(["socket", "sse", "poll", "rest"]);
  server.ends(1006);
  await browser.pass(0);
  const unsent = assert.rejects(client.request("ping"), {code: "unavailable"});
  await browser.pass(30_000);
  await unsent;
});

test("a request that was on its way when the connection was lost fails, one with a key is sent again", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);
  const lost = assert.rejects(client.request("slow"), {code: "outcome_unknown"});
  const kept = client.request("slow", {}, {mutationId: "m"}).catch(() => {});
  server.ends(1006);
  await browser.pass(1000);

  await lost;
  assert.deepEqual(server.sockets[0].heard.filter(({type}) => type === "slow").map(({mutationId}) => mutationId), ["m"]);
  client.close();
  await kept;
});

test("a handler is told once however often it is given, until it is taken away", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);
  const heard = [];
  const handler = (frame) => heard.push(frame.type);
  client.on("announcement", handler);
  const off = client.on("announcement", handler);
  client.on("*", handler);

  server.sockets[0].say({type: "announcement", payload: {}});
  await browser.pass(0);
  off();
  server.sockets[0].say({type: "announcement", payload: {}});
  await browser.pass(0);
  assert.deepEqual(heard, ["announcement", "announcement", "announcement"]);
});

test("frames that are no JSON, or none of ours, harm nothing", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);

  for (const frame of ["", "no JSON", "7", "null", "[]", '{"type":7}', '{"payload":{}}', '{"type":"constructor","payload":null}',
    '{"type":"__proto__","payload":{"__proto__":{"polluted":1}}}', '{"type":"toString","payload":{"workspaceId":"__proto__"}}']) {
    server.sockets[0].say(frame);
  }
  await browser.pass(0);
  assert.equal(client.status.state, "open");
  assert.equal({}.polluted, undefined);
});

test("whoever is cut off comes back after a random pause that grows, and begins anew after 30 seconds of peace", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);
  const pauses = [];
  client.on("state", ({payload}) => payload.state === "waiting" && pauses.push(payload.retryAt - browser.time));
  const cut = async () => {
    server.ends(1006);
    await browser.pass(0);
    await browser.pass(pauses.at(-1));
    assert.equal(client.status.state, "open");
  };
  await cut();
  await cut();
  await cut();
  await browser.pass(30_000);
  await cut();

  assert.deepEqual(pauses, [500, 1000, 2000, 500]);
});

test("a server that restarts is given the part of the time that it asked for", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);
  browser.random = 0.25;
  server.ends(1012, 8000);
  await browser.pass(0);

  assert.equal(client.status.code, 1012);
  assert.equal(client.status.retryAt, browser.time + 2000);
});

test("a client that is told to stay away does, whatever wakes it", async () => {
  const {server, browser, opens} = stage();
  const environment = browser.tab();
  const client = opens({environment});
  await browser.pass(0);
  server.sockets[0].say({type: "error", payload: {code: "rate_limited", message: "x", retryAfterMs: 20_000}});
  server.ends(4029);
  await browser.pass(0);
  environment.tab.happen("online");
  await browser.pass(19_000);
  assert.equal(client.status.state, "waiting");

  await browser.pass(2000);
  assert.equal(client.status.state, "open");
});

test("whoever connects too often comes back when the server says, by the same way and not before, whatever wakes it", async () => {
  const {server, browser, opens} = stage();
  const environment = browser.tab();
  server.tooOften = 7000;
  const client = opens({environment});
  await browser.pass(0);
  assert.equal(client.status.state, "waiting");
  assert.equal(client.status.code, 4003);
  assert.equal(client.status.retryAt, browser.time + 7500, "and a part of a second");

  server.tooOften = undefined;
  await browser.pass(6999);
  environment.tab.happen("online");
  await browser.pass(0);
  assert.equal(client.status.state, "waiting");
  await browser.pass(501);
  assert.equal(client.status.state, "open");
  assert.equal(client.status.transport, "socket");
  assert.deepEqual(server.requests, []);
});

test("where that is a stream, it is the same", async () => {
  const {server, browser, opens} = stage();
  server.blocked = new Set(["socket"]);
  const refusal = () => Response.json({code: "rate_limited", detail: "no"}, {status: 429, headers: {"Retry-After": "7"}});
  server.instead = (path) => (path === "events" ? refusal() : undefined);
  const client = opens();
  await browser.pass(0);
  assert.equal(client.status.state, "waiting");
  assert.equal(client.status.retryAt, browser.time + 7500);

  server.instead = undefined;
  await browser.pass(7500);
  assert.equal(client.status.state, "open");
  assert.equal(client.status.transport, "sse");
  assert.deepEqual(server.requests, ["GET events", "GET events"]);
});

test("the network's return, the page's return and a look at the page end the pause", async () => {
  for (const event of ["online", "pageshow", "visibilitychange"]) {
    const {server, browser, opens} = stage();
    const environment = browser.tab();
    const client = opens({environment});
    await browser.pass(0);
    browser.random = 1;
    server.ends(1006);
    await browser.pass(0);
    assert.equal(client.status.state, "waiting");

    environment.tab.isHidden = true;
    environment.tab.happen("visibilitychange");
    await browser.pass(0);
    assert.equal(client.status.state, "waiting", "to be hidden is no reason");
    environment.tab.isHidden = false;
    environment.tab.happen(event);
    await browser.pass(0);
    assert.equal(client.status.state, "open", event);
  }
});

test("a connection that died in its sleep is found within 10 seconds of waking", async () => {
  const {server, browser, opens} = stage();
  const environment = browser.tab();
  const client = opens({environment});
  await browser.pass(0);
  const [dead] = server.sockets;
  dead.mute = true;
  environment.tab.happen("visibilitychange");
  await browser.pass(9999);
  assert.equal(dead.socket.open, true);

  await browser.pass(1);
  assert.equal(dead.socket.open, false);
  await browser.pass(1000);
  assert.equal(client.status.state, "open");
});

test("however often somebody wakes meanwhile, it is found within 10 seconds of the first time", async () => {
  const {server, browser, opens} = stage();
  const environment = browser.tab();
  opens({environment});
  await browser.pass(0);
  const [dead] = server.sockets;
  dead.mute = true;
  environment.tab.happen("pageshow");
  await browser.pass(6000);
  environment.tab.happen("online");
  await browser.pass(3999);
  assert.equal(dead.socket.open, true);

  await browser.pass(1);
  assert.equal(dead.socket.open, false);
});

test("what a dead connection still had on its way answers nobody, and what comes in time is waited for", async () => {
  const {server, browser, opens} = stage();
  const environment = browser.tab();
  opens({environment});
  await browser.pass(0);
  const [{socket}] = server.sockets;
  server.sockets[0].mute = true;
  environment.tab.happen("online");
  await browser.pass(4000);
  socket.say({type: "notice", payload: {}});
  await browser.pass(9999);
  assert.equal(socket.open, true);

  await browser.pass(1);
  assert.equal(socket.open, false);
});

test("a connection that has answered whoever woke may be as silent as any other", async () => {
  const {server, browser, opens} = stage();
  const environment = browser.tab();
  opens({environment});
  await browser.pass(25_000);
  const [well] = server.sockets;
  environment.tab.happen("online");
  await browser.pass(30_000);
  assert.equal(well.socket.open, true);
});

test("a connection on which nothing is heard any more is asked, and found dead, without anybody waking", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);
  const [dead] = server.sockets;
  dead.mute = true;
  await browser.pass(70_000);

  assert.equal(dead.socket.open, false);
  assert.equal(client.status.state, "open");
});

test("where that is found by doing late what was due, nothing of the dead connection's is done any more", async () => {
  const {server, browser} = stage();
  const environment = browser.tab();
  const states = [];
  const own = connection(environment, http(environment, "http://tutti.test/app/", () => token("ada")), () => {},
    ({state}) => states.push(state));
  own.climb();
  await browser.pass(0);
  server.sockets[0].mute = true;
  environment.tab.isThrottled = true;
  for (let i = 0; i < 2; i++) {
    await browser.pass(30_000);
    own.catchUp();
  }
  assert.deepEqual(states, ["connecting", "open", "waiting"]);
  assert.equal(browser.timers, 1, "to come back");
});

test("codes that say stop, and those only, are the end", async () => {
  for (const [code, state] of [[1008, "stopped"], [4500, "stopped"], [4503, "signed-out"], [4777, "stopped"]]) {
    const {server, browser, opens} = stage();
    const client = opens();
    await browser.pass(0);
    server.ends(code);
    await browser.pass(120_000);
    assert.equal(client.status.state, state);
    assert.equal(client.status.code, code);
  }
  for (const code of [1000, 1001, 1002, 1006, 1009, 1011, 4008, 4029, 4003, 4321]) {
    const {server, browser, opens} = stage();
    const client = opens();
    await browser.pass(0);
    server.ends(code);
    await browser.pass(40_000);
    assert.equal(client.status.state, "open", `${code}`);
  }
});

test("a token is renewed before it ends, on the same connection", async () => {
  const {server, browser, opens} = stage();
  const asked = [];
  opens({getToken: ({refused}) => asked.push(refused) && token("ada", refused ? 2 : 1)});
  await browser.pass(0);
  server.sockets[0].say({type: "auth:expiring", payload: {at: 1}});
  await browser.pass(0);

  assert.equal(asked.at(-1), token("ada", 1));
  assert.equal(server.sockets.length, 1);
  assert.equal(server.sockets[0].token, token("ada", 2));
});

test("a token that is refused is renewed before coming back; to be refused again is to be signed out", async () => {
  for (const code of [4001, 4002]) {
    const {server, browser, opens} = stage();
    const asked = [];
    const client = opens({getToken: ({refused}) => asked.push(refused) && token("ada", refused ? 2 : 1)});
    await browser.pass(0);
    server.refusedTokens.add(token("ada", 1));
    server.ends(code);
    await browser.pass(1000);
    assert.equal(client.status.state, "open");
    assert.deepEqual(asked.filter(Boolean), [token("ada", 1)]);

    server.refusedTokens.add(token("ada", 2));
    server.ends(code);
    await browser.pass(60_000);
    assert.equal(client.status.state, "signed-out");
  }
});

test("a token that ended while nobody could be reached costs no second long wait", async () => {
  const {server, browser, opens} = stage();
  browser.random = 0.999;
  const client = opens({getToken: ({refused}) => token("ada", refused ? 2 : 1)});
  await browser.pass(0);
  server.blocked = new Set(["socket", "sse", "poll"]);
  server.ends(1006);
  await browser.pass(100_000);
  assert.equal(client.status.state, "waiting");

  server.blocked = new Set();
  server.refusedTokens.add(token("ada", 1));
  await browser.pass(31_500);
  assert.equal(client.status.state, "open");
});

test("a token that ended in the laptop's sleep is renewed before it is tried", async () => {
  const {server, browser, opens} = stage();
  const ends = browser.time / 1000 + 60;
  const environment = browser.tab();
  const client = opens({environment, getToken: ({refused}) => token("ada", refused ? 2 : 1, refused ? ends + 3600 : ends)});
  await browser.pass(56_000);
  server.refusedTokens.add(token("ada", 1, ends));
  server.ends(1006);
  await browser.pass(1000);
  assert.equal(client.status.state, "open");
  assert.deepEqual(environment.tab.sockets.map(({protocols}) => protocols.at(-1)),
    ["bearer." + token("ada", 1, ends), "bearer." + token("ada", 2, ends + 3600)]);
});

test("a page whose clock is ahead asks for a new token once, and goes on with what it has", async () => {
  for (const renewed of [token("ada", 2, 1), token("ada", 1, 1), undefined]) {
    const {server, browser, opens} = stage();
    const asked = [];
    const client = opens({getToken: ({refused}) => (refused ? asked.push(refused) && renewed : token("ada", 1, 1))});
    await browser.pass(60_000);
    assert.equal(client.status.state, "open");
    assert.deepEqual(asked, [token("ada", 1, 1)]);
    assert.equal(server.sockets.length, 1);
  }
});

test("a token that says nothing of its end is used as it is", async () => {
  for (const given of ["ada", token("ada"), token("ada", 1, "soon")]) {
    const {browser, opens} = stage();
    const asked = [];
    const client = opens({getToken: ({refused}) => asked.push(refused) && given});
    await browser.pass(1000);
    assert.equal(client.status.state, "open");
    assert.deepEqual(asked.filter(Boolean), []);
  }
});

test("a page that cannot tell its token now is asked again later; one that has none is signed out", async () => {
  const {browser, opens} = stage();
  let failing = true;
  const client = opens({
    getToken: () => {
      if (failing) {
        throw new Error("no network");
      }
      return token("ada");
    },
  });
  await browser.pass(3000);
  assert.equal(client.status.state, "connecting");
  failing = false;
  await browser.pass(20_000);
  assert.equal(client.status.state, "open");

  const stranger = opens({getToken: () => undefined, name: "other"});
  await browser.pass(0);
  assert.equal(stranger.status.state, "signed-out");
});

test("a handler's fault stops nobody else's", async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  await browser.pass(0);
  const heard = [];
  client.on("announcement", () => {
    throw new Error("the page's");
  });
  client.on("announcement", () => heard.push(1));
  server.sockets[0].say({type: "announcement", payload: {}});
  await assert.rejects(browser.pass(0), /the page's/, "nor goes unseen");

  assert.deepEqual(heard, [1]);
});

test("a closed client leaves nothing running", async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens();
  client.workspace(workspace.id);
  await browser.pass(1000);
  const states = [];
  client.on("state", ({payload}) => states.push(payload.state));
  client.close();
  await browser.pass(1000);
  assert.deepEqual(states, ["closed"]);

  assert.equal(client.status.state, "closed");
  assert.equal(server.connections.length, 0);
  assert.equal(browser.timers, 0);
});
