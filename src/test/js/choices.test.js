import assert from "node:assert/strict";
import {test} from "node:test";
import {choices} from "../../main/webapp/client/choices.js";
import {stage} from "./stage/index.js";

/** A task that Bob has changed, which Ada has not heard of, and a page of hers that waits for her choices. */
async function begins(isChoice) {
  const play = stage();
  const {server, browser, workspace, opens, does} = play;
  server.adds(workspace, "bob");
  const visits = () => {
    const environment = browser.tab();
    const client = opens({environment});
    const mine = choices(client, isChoice);
    return {
      client, mine, tab: environment.tab, live: client.workspace(workspace.id), titles: () => mine.get().map(({write}) => write.body.title),
    };
  };
  const page = visits();
  await browser.pass(0);
  const {id} = page.live.createTask({title: "A"});
  await browser.pass(100);
  const at = `workspaces/${workspace.id}/tasks/${id}`;
  /** Writes what Bob is faster with. */
  const collides = async (title, live = page.live) => {
    server.sockets.forEach((it) => (it.mute = true));
    await does("PATCH", at, {title: "Bob's " + title});
    live.updateTask(id, {title});
    await browser.pass(100);
    server.sockets.forEach((it) => (it.mute = false));
    server.beats();
    server.beats();
    await browser.pass(100);
  };
  return {...play, page, visits, collides, id};
}

test("a conflict waits for a choice, on every later page", async () => {
  const {browser, page, visits, collides} = await begins();
  await collides("Ada's");
  assert.deepEqual(page.titles(), ["Ada's"]);
  page.tab.kill();
  const later = visits();
  let told = 0;
  later.mine.subscribe(() => told++);
  await browser.pass(100);
  assert.deepEqual(later.titles(), ["Ada's"]);
  assert.equal(told, 1);
  const [{write, error}] = later.mine.get();
  assert.deepEqual([error.code, error.errors.map(({field}) => field), error.etag], ["stale_version", ["title"], '"2"']);
  assert.equal(later.client.pendingCount, 0, "it is not sent again");

  later.live.updateTask(write.entity, write.body, error.etag);
  later.mine.forget(write.mutationId);
  await browser.pass(100);
  assert.deepEqual(later.titles(), []);
  assert.equal(later.live.view.tasks.get(write.entity).title, "Ada's");
  const last = visits();
  await browser.pass(100);
  assert.deepEqual(last.titles(), []);
});

test("it waits in all tabs, once, until it is made in one", async () => {
  const {browser, page, visits, collides} = await begins();
  const other = visits();
  await browser.pass(100);
  await collides("Ada's", other.live);
  const late = visits();
  await browser.pass(100);
  assert.deepEqual([page, other, late].map((it) => it.titles()), [["Ada's"], ["Ada's"], ["Ada's"]]);
  late.mine.forget(late.mine.get()[0].write.mutationId);
  await browser.pass(100);
  assert.deepEqual([page, other, late].map((it) => it.titles()), [[], [], []]);
});

test("nothing waits of what the page does not let choose, or what is refused for another reason", async () => {
  const {browser, page, collides, id} = await begins(({write}) => write.body.title !== "Anything");
  page.live.deleteTask(id);
  await browser.pass(100);
  await collides("Anything");
  assert.deepEqual(page.mine.get(), []);
});

test("signing out forgets the choices, too", async () => {
  const {browser, page, visits, collides} = await begins();
  await collides("Ada's");
  await page.client.signOut();
  const later = visits();
  await browser.pass(100);
  assert.deepEqual(later.titles(), []);
});

test("of very many choices the newest wait", async () => {
  const {browser, page, visits} = await begins();
  for (let n = 0; n < 60; n++) {
    page.client.emit({type: "refused", payload: {write: {mutationId: "m" + n, body: {title: "T" + n}}, error: {code: "stale_version"}}});
  }
  const newest = Array.from({length: 50}, (_, n) => "T" + (n + 10));
  assert.deepEqual(page.titles(), newest);
  await browser.pass(100);
  const later = visits();
  await browser.pass(100);
  assert.deepEqual(later.titles(), newest);
});
