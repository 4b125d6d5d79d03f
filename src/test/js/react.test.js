import assert from "node:assert/strict";
import {afterEach, test} from "node:test";
import {format} from "node:util";
import {Browser, Server, stage} from "./stage/index.js";
import {packages} from "./stage/packages.js";

const skip = packages() ? false : "TUTTI_NODE_MODULES does not say where React is";
const {createElement, StrictMode} = skip ? {} : await import("react");
const {TuttiContext, useTutti, useWebSocket, useWorkspace} = skip ? {} : await import("../../main/webapp/client/react.js");
const {act, create} = skip ? {} : (await import("react-test-renderer")).default;
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
/** What React says is wrong with those who use it. @type {string[]} */
const complaints = [];
console.error = console.warn = (...said) => complaints.push(format(...said));
/** The renderer says at every start that it is not for new code. */
const KNOWN = /^react-test-renderer is deprecated/;

afterEach(() => assert.deepEqual(complaints.splice(0).filter((it) => !KNOWN.test(it)), []));

/** Renders a component that returns what a hook gives, twice over, as development does. */
async function shows(browser, hook, client) {
  const shown = {times: 0, now: undefined};
  const Component = () => {
    shown.times++;
    shown.now = hook();
    return null;
  };
  let root;
  const tree = createElement(StrictMode, null, client
    ? createElement(TuttiContext.Provider, {value: client}, createElement(Component)) : createElement(Component));
  await act(async () => (root = create(tree)));
  shown.passes = (ms) => act(() => browser.pass(ms));
  shown.again = () => act(async () => root.update(tree));
  shown.ends = () => act(async () => root.unmount());
  await shown.passes(0);
  return shown;
}

test("a component shows a workspace, and how things stand", {skip}, async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens();
  const shown = await shows(browser, () => useWorkspace(workspace.id), client);
  assert.equal(shown.now.status, "live");
  assert.equal(shown.now.online, true);
  assert.equal(shown.now.data.workspace.name, "Engine");
  await act(async () => client.workspace(workspace.id).createTask({title: "Milk"}));
  assert.equal(shown.now.pendingCount, 1);
  assert.equal(shown.now.data.tasks.size, 1);
  await shown.passes(100);
  assert.equal(shown.now.pendingCount, 0);
  await act(async () => server.ends(1006));
  await shown.passes(0);
  assert.equal(shown.now.status, "stale");
  assert.equal(shown.now.online, false);
  await shown.passes(1000);
  assert.equal(shown.now.status, "live");
  assert.equal(server.sockets[0].heard.filter(({type}) => type === "workspace:join").length, 1);
});

test("a component is rendered only when what it selects has changed", {skip}, async () => {
  const {browser, server, workspace, opens} = stage();
  const shown = await shows(browser, () => useWorkspace(workspace.id, (view) => view?.members), opens());
  const before = shown.times;
  server.append(workspace, "workspace:updated", {version: 2, changes: {name: "X"}});
  await shown.passes(100);
  assert.equal(shown.times, before);
  server.adds(workspace, "bob");
  await shown.passes(100);
  assert.ok(shown.times > before);
  assert.equal(shown.now.data.size, 2);
});

test("a selector that makes something new each time does not render without end", {skip}, async () => {
  const {browser, workspace, opens} = stage();
  const shown = await shows(browser, () => useWorkspace(workspace.id, (view) => [...(view?.members.values() ?? [])]), opens());
  assert.equal(shown.now.data.length, 1);
  assert.ok(shown.times < 20, `${shown.times}`);
});

test("a workspace that nothing shows any more is left after a while, and one that is shown again is not", {skip}, async () => {
  const {server, browser, workspace, opens} = stage();
  const client = opens();
  const first = await shows(browser, () => useWorkspace(workspace.id), client);
  await first.ends();
  await browser.pass(1000);
  const second = await shows(browser, () => useWorkspace(workspace.id), client);
  await browser.pass(10_000);
  assert.equal(second.now.status, "live");
  assert.equal(server.requests.filter((it) => it.endsWith("/snapshot")).length, 1);
  await second.ends();
  await browser.pass(6000);
  assert.equal(client.peek(workspace.id), undefined);
  assert.equal(server.sockets[0].heard.at(-1).type, "workspace:leave");
});

test("a hook without a client above it says so", {skip}, async () => {
  await assert.rejects(shows(new Browser(new Server()), () => useTutti()), /TuttiContext/);
});

test("useWebSocket hears an address, frames that are no JSON included, and comes back", {skip}, async () => {
  const sockets = [];
  const browser = new Browser({socket: (socket) => sockets.push(socket)});
  const environment = browser.tab();
  const heard = [];
  const shown = await shows(browser, () =>
    useWebSocket("ws://somewhere.test/", {environment, handlers: {hello: (frame) => heard.push(frame.payload)}}));
  const here = () => sockets.at(-1);
  const opened = () => act(async () => here().onopen());
  await opened();
  assert.equal(shown.now.isConnected, true);
  here().say({type: "hello", payload: 1});
  here().say("not JSON");
  here().say({type: "constructor", payload: 2});
  await shown.passes(0);
  assert.deepEqual(shown.now.messages.map((it) => it.type ?? it), ["hello", "not JSON", "constructor"]);
  assert.equal(shown.now.lastMessage.payload, 2);
  assert.deepEqual(heard, [1]);
  const {send} = shown.now;
  assert.equal(send({type: "x"}), true);
  assert.deepEqual(here().sent, [{type: "x"}]);

  here().end(1006);
  await shown.passes(0);
  assert.equal(shown.now.isConnected, false);
  assert.equal(send("y"), false);
  await shown.passes(1000);
  await opened();
  here().say({type: "hello", payload: 3});
  await shown.passes(0);
  assert.deepEqual(heard, [1, 3], "once, after a reconnect too");
  assert.equal(shown.now.send, send);
  await shown.ends();
  assert.ok(sockets.every(({open}) => !open));
});

test("useWebSocket gives up after as many tries as it may make, and where the server says stop", {skip}, async () => {
  for (const [code, tries] of [[1006, 4], [4500, 1]]) {
    let sockets = 0;
    const browser = new Browser({socket: (socket) => void (sockets++, socket.end(code))});
    const environment = browser.tab();
    const shown = await shows(browser, () => useWebSocket("ws://somewhere.test/", {environment, maxReconnectAttempts: 3}));
    await shown.passes(120_000);
    // One more, of the rendering that development throws away.
    assert.equal(sockets, tries + 1);
    await shown.ends();
  }
});

test("useWebSocket hears a client, and remembers the newest 200 frames", {skip}, async () => {
  const {server, browser, opens} = stage();
  const client = opens();
  const shown = await shows(browser, () => useWebSocket(client));
  assert.equal(shown.now.isConnected, true);
  for (let i = 0; i < 250; i++) {
    server.sockets[0].say({type: "announcement", payload: i});
  }
  await shown.passes(0);
  assert.equal(shown.now.messages.length, 200);
  assert.equal(shown.now.lastMessage.payload, 249);
  assert.equal(shown.now.send({type: "ping"}), true);
  await shown.passes(0);
  assert.equal(server.sockets[0].heard.at(-1).type, "ping");
});
