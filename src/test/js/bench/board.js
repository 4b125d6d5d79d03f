/**
 * How fast the board is, for people and in a real Chromium. Not a test: it says numbers, and they depend on the machine.
 *
 *     node src/test/js/bench/board.js http://localhost:8080/      with 5,000 tasks: which frames are late, first at the pace of clients that write
 *                                                                 as fast as they can, then at given rates of events that are made in the page,
 *                                                                 so that a server and its writers do not take the browser's processor
 *                                                                 (start it with TUTTI_WRITE_BURST=1000000: one person writes here for many)
 *     node src/test/js/bench/board.js --fresh                     from the run command to a card that moves in two windows
 *
 * `TUTTI_BENCH_TASKS`, `TUTTI_BENCH_SECONDS` and `TUTTI_BENCH_MAVEN` (more for the run command) change what is measured.
 */
import {spawn} from "node:child_process";
import {randomUUID} from "node:crypto";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as pause} from "node:timers/promises";
import {RULES, unfold} from "../../../main/webapp/client/board.js";
import {fold} from "../../../main/webapp/client/fold.js";
import {Chromium} from "./chromium.js";

const TASKS = Number(process.env.TUTTI_BENCH_TASKS ?? 5000), SECONDS = Number(process.env.TUTTI_BENCH_SECONDS ?? 10);
const COLUMNS = ["todo", "doing", "done"], WRITERS = 8, PASSWORD = "correct horse battery staple";
/** Events per second that the board is given, one rate after the other. */
const RATES = [50, 100, 200, 500, 1000, 2000, 5000];
const program = process.env.CHROMIUM ?? "chromium";

/** Tells how long frames take; `frames.splice(0)` are those since the last look. */
const WATCH = `
  window.frames = [];
  let before = performance.now();
  requestAnimationFrame(function next(now) { frames.push(now - before); before = now; requestAnimationFrame(next); });`;

/** Keeps the page's WebSocket within reach, and the last entry that it has heard. */
const TAP = `
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      window.tapped = this;
      this.addEventListener("message", ({data}) => {
        const frame = typeof data === "string" && JSON.parse(data);
        window.entry = frame.seq && frame.workspaceId ? frame : window.entry;
      });
    }
  };`;

/** Somebody with an account at a server. @param {string} url @param {string} name */
async function register(url, name) {
  const email = `${name.toLowerCase()}-${randomUUID()}@example.org`;
  const call = async (method, path, body) => {
    const response = await fetch(url + "api/" + path, {
      method, body: body && JSON.stringify(body),
      headers: {"Content-Type": "application/json", ...(person.token && {Authorization: "Bearer " + person.token})},
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  };
  const person = {email, token: "", call};
  person.token = (await call("POST", "auth/register", {email, name, password: PASSWORD})).accessToken;
  return person;
}

/** @param {any} window @param {string} url @param {{email: string}} person @param {string} workspace */
async function signIn(window, url, {email}, workspace) {
  await window.goes(url + "#/w/" + workspace);
  await window.shows("document.querySelector('input[type=email]')");
  for (const [field, text] of [["email", email], ["password", PASSWORD]]) {
    await window(`document.querySelector('input[type=${field}]').focus()`);
    await window.types(text);
  }
  const begun = performance.now();
  await window("document.querySelector('form button').click()");
  await window.shows("document.querySelector('.board .column')");
  return performance.now() - begun;
}

/** Does something for every item, a few at the same time. @param {any[]} items @param {(item: any) => Promise<any>} task */
async function each(items, task) {
  const left = [...items];
  await Promise.all(Array.from({length: WRITERS}, async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) {
      await task(item);
    }
  }));
}

/** @param {number[]} sorted @param {number} part */
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);

/** @param {number[]} frames intervals in milliseconds @returns {string} */
function told(frames) {
  const sorted = [...frames].sort((one, other) => one - other);
  const late = frames.filter((it) => it > 25).length;
  return `${frames.length} frames, ${late} late (over 25 ms), median ${at(sorted, 0.5)} ms, 95 % ${at(sorted, 0.95)} ms, longest ${at(sorted, 1)} ms`;
}

/** What the rules alone can do, without a server and a screen. */
function folding() {
  const tasks = Array.from({length: TASKS}, (_, n) => ({id: "t" + n, status: COLUMNS[n % 3], title: "Task " + n, version: 0}));
  const state = unfold({workspace: {}, members: [], tasks, comments: [], messages: []}, "me", []);
  const begun = performance.now();
  let count = 0;
  for (; performance.now() - begun < 2000; count++) {
    const id = "t" + ((count * 7919) % TASKS);
    const [type, payload] = count % 2
      ? ["task:updated", {id, version: count, changes: {title: "Changed " + count}}]
      : ["task:moved", {id, version: count, status: COLUMNS[count % 3], after: null}];
    fold(state, RULES, {type, payload, seq: count});
    // Every view that is shown ends a frame, after which what changes is copied first.
    if (count % 16 === 0) {
      state.fresh.clear();
    }
  }
  console.log(`Folding alone: ${Math.round(count / 2)} events/s with ${TASKS} tasks, half of them moves`);
}

/** @param {string} url of a server that runs */
async function pace(url) {
  folding();
  const ada = await register(url, "Ada"), bob = await register(url, "Bob");
  const workspace = (await ada.call("POST", "workspaces", {name: "Pace"})).id;
  await ada.call("POST", `workspaces/${workspace}/members`, {email: bob.email, role: "member"});
  const path = `workspaces/${workspace}/tasks`, ids = [];
  let begun = performance.now();
  await each([...Array(TASKS).keys()], async (n) =>
    ids.push((await ada.call("POST", path, {title: "Task " + n, status: COLUMNS[n % 3], labels: ["l" + (n % 7)]})).id));
  console.log(`Written: ${TASKS} tasks, ${Math.round(TASKS / (performance.now() - begun) * 1000)}/s`);

  const browser = new Chromium(program);
  try {
    const window = await browser.opens();
    console.log(`Shown: ${Math.round(await signIn(window, url, bob, workspace))} ms after signing in`);
    await window(WATCH);
    await pause(3000);
    console.log("At rest: " + told(await window("frames.splice(0)")));

    const {tops, seen, others} = await changeable(window, ids);
    begun = performance.now();
    let count = 0;
    const writing = Array.from({length: WRITERS}, async () => {
      while (performance.now() - begun < SECONDS * 1000) {
        const n = ++count, [status, before] = tops[n % tops.length];
        await (n % 2 ? ada.call("PATCH", `${path}/${seen[(n * 7) % seen.length]}`, {title: "Changed " + n})
          : ada.call("POST", `${path}/${others[(n * 7919) % others.length]}/move`, {status, before}));
      }
    });
    await Promise.all(writing);
    const wrote = performance.now() - begun;
    await ada.call("POST", path, {title: "The last", status: "last"});
    await window.shows("[...document.querySelectorAll('.card-title')].some(({textContent}) => textContent === 'The last')");
    const heard = performance.now() - begun;
    console.log(`Under way: ${Math.round(count / wrote * 1000)} events/s written, the last of ${count} shown ${Math.round(heard - wrote)} ms after it`);
    console.log("Meanwhile: " + told(await window("frames.splice(0)")));
    await window.closes();
    await rates(browser, url, bob, workspace, ids, (id) => ada.call("PATCH", `${path}/${id}`, {title: "The first"}));
  } finally {
    await browser.close();
  }
}

/** What there is to change, so that all of it has to be shown: cards that are seen, and the tops of columns, on which others are laid. */
async function changeable(window, ids) {
  const tops = await window("[...document.querySelectorAll('[data-column]')].map((it) => [it.dataset.column, it.querySelector('[data-card]').dataset.card])");
  const seen = await window("[...document.querySelectorAll('[data-card]')].map(({dataset}) => dataset.card)");
  return {tops, seen, others: ids.filter((id) => !tops.some(([, top]) => top === id))};
}

/** The same changes as entries that nobody wrote: they come in by the page's own socket, one message each. */
async function rates(browser, url, person, workspace, ids, touch) {
  const window = await browser.opens(TAP);
  await signIn(window, url, person, workspace);
  const {tops, seen, others} = await changeable(window, ids);
  await touch(seen[0]);
  await window.shows("window.entry && [...document.querySelectorAll('.card-title')].some(({textContent}) => textContent === 'The first')");
  await window(WATCH);
  await window(`window.plays = (rate, seconds) => new Promise((over) => {
    const tops = ${JSON.stringify(tops)}, seen = ${JSON.stringify(seen)}, others = ${JSON.stringify(others)};
    const change = (n) => n % 2
      ? {type: "task:updated", payload: {id: seen[(n * 7) % seen.length], version: entry.seq + n, changes: {title: "Played " + n}}}
      : {type: "task:moved", payload: {id: others[(n * 7919) % others.length], version: entry.seq + n, status: tops[n % tops.length][0], after: null}};
    const texts = Array.from({length: rate * seconds}, (_, n) => JSON.stringify({...entry, seq: entry.seq + n + 1, ...change(n)}));
    const begun = performance.now();
    let told = 0;
    frames.splice(0);
    (function tell() {
      for (const due = Math.min(texts.length, (performance.now() - begun) / 1000 * rate); told < due; told++) {
        tapped.dispatchEvent(new MessageEvent("message", {data: texts[told]}));
      }
      told < texts.length ? setTimeout(tell, 4) : over(frames.splice(0));
    })();
  })`);
  for (const rate of RATES) {
    await pause(1000);
    console.log(`${rate} events/s made in the page: ${told(await window(`plays(${rate}, ${SECONDS})`))}`);
  }
  await window.closes();
}

/** From nothing but a clone. */
async function fresh() {
  const url = "http://localhost:8080/";
  const begun = performance.now();
  const said = (what) => console.log(`${((performance.now() - begun) / 1000).toFixed(1)} s: ${what}`);
  const more = (process.env.TUTTI_BENCH_MAVEN ?? "").split(" ").filter(Boolean);
  const data = mkdtempSync(join(tmpdir(), "tutti-data"));
  const maven = spawn("mvn", ["-B", "-ntp", "package", "wildfly:run", ...more],
    {stdio: "ignore", detached: true, env: {...process.env, TUTTI_DATA_DIR: data}});
  const ended = new Promise((resolve) => maven.once("exit", resolve));
  const browser = new Chromium(program);
  try {
    while (!(await fetch(url + "api/health/ready").then(({ok}) => ok, () => false))) {
      await pause(100);
    }
    said("the server answers");
    const ada = await register(url, "Ada"), workspace = (await ada.call("POST", "workspaces", {name: "Fresh"})).id;
    const windows = [await browser.opens(), await browser.opens()];
    for (const window of windows) {
      await signIn(window, url, ada, workspace);
    }
    said("two windows show the board");
    const {id} = await ada.call("POST", `workspaces/${workspace}/tasks`, {title: "First"});
    await Promise.all(windows.map((window) => window.shows("document.querySelector('[data-column=todo] .card')")));
    await windows[0]("document.querySelector('.card a').focus()");
    await windows[0]("[' ', 'ArrowRight', ' '].reduce((before, key) => before.then(() => { document.querySelector('.card a')"
      + ".dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})); return new Promise((next) => setTimeout(next, 50)); }), Promise.resolve())");
    await Promise.all(windows.map((window) => window.shows(`document.querySelector('[data-column=doing] [data-card="${id}"]')`)));
    said("a card has moved in both");
  } finally {
    process.kill(-maven.pid, "SIGTERM");
    await Promise.all([ended, browser.close()]);
    rmSync(data, {recursive: true, force: true});
  }
}

const [what] = process.argv.slice(2);
await (what === "--fresh" ? fresh() : pace(what ?? "http://localhost:8080/"));
