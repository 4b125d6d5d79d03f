import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {runInNewContext} from "node:vm";

const PAGE = readFileSync(new URL("../../docs/examples/eventsource/page.js", import.meta.url), "utf8");

/** The page of `EventSource`, with the answers that it gets when it asks for a ticket. */
async function opens(...answers) {
  const page = {asked: 0, sources: [], pauses: [], state: {textContent: "connecting"}};
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  let wake;
  runInNewContext(PAGE, {
    URLSearchParams, Math: Object.create(Math, {random: {value: () => 1}}),
    location: {hash: "#workspace=w&token=t"},
    document: {querySelector: () => page.state},
    fetch: async () => answers[Math.min(page.asked++, answers.length - 1)].clone(),
    EventSource: class extends EventTarget {
      constructor() {
        super();
        page.sources.push(this);
      }
      close() {}
    },
    setTimeout: (task, ms) => {
      page.pauses.push(ms);
      wake = task;
    },
  });
  await settle();
  return Object.assign(page, {
    async wakes() {
      wake();
      await settle();
    },
    async hears(type, data) {
      page.sources.at(-1).dispatchEvent(Object.assign(new Event(type), {data: JSON.stringify(data), lastEventId: "i:1"}));
      await settle();
    },
  });
}

const GIVEN = Response.json({ticket: "x"});
const refusal = (status) => Response.json({status}, {status});

test("the page of EventSource asks for no ticket any more when the sign-in has ended, and says so", async () => {
  const page = await opens(GIVEN, refusal(401));
  await page.hears("connected", {payload: {journals: []}});
  assert.equal(page.state.textContent, "connected");
  page.sources[0].onerror();
  await page.wakes();
  assert.equal(page.asked, 2);
  assert.equal(page.state.textContent, "signed out: sign in again");
  assert.equal(page.pauses.length, 1);
});

test("it comes back from all else after a pause that grows, and begins anew when it got through", async () => {
  const page = await opens(refusal(503), refusal(500), refusal(429), GIVEN);
  for (let i = 0; i < 3; i++) {
    await page.wakes();
  }
  page.sources[0].onerror();
  await page.wakes();
  assert.deepEqual(page.pauses, [2000, 4000, 8000, 16_000]);
  for (let i = 0; i < 3; i++) {
    page.sources.at(-1).onerror();
    await page.wakes();
  }
  assert.equal(page.pauses.at(-1), 60_000);
  await page.hears("connected", {payload: {journals: []}});
  page.sources.at(-1).onerror();
  assert.equal(page.pauses.at(-1), 2000);
});

test("it stays away where the server says stop, and says so", async () => {
  const page = await opens(GIVEN);
  await page.hears("connected", {payload: {journals: []}});
  await page.hears("close", {code: 4503});
  assert.equal(page.sources[0].onerror, null);
  assert.equal(page.state.textContent, "ended by the server");
});
