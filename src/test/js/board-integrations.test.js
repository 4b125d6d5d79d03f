import assert from "node:assert/strict";
import {test} from "node:test";
import {board} from "./stage/board.js";

const {typesIn} = await board("integrations/newwebhook.js");
const {line} = await board("integrations/publish.js");
const {positionIn} = await board("integrations/replay.js");
const {standing} = await board("integrations/webhook.js");

test("types of events are taken as people write lists", () => {
  assert.deepEqual(typesIn(" task:*, chat:message\ntask:* "), ["task:*", "chat:message"]);
  assert.deepEqual(typesIn("  "), []);
});

test("a number means the same journal's entry, and a position itself", () => {
  assert.equal(positionIn("7", "51c0aa20:42:01a1"), "51c0aa20:7");
  assert.equal(positionIn("51c0aa20:7:01a0", "51c0aa20:42:01a1"), "51c0aa20:7:01a0");
});

test("of a webhook is said how it does, and what the receiver did", () => {
  const good = {pausedAt: null, failures: 0, fault: null, nextTryAt: null, deliveredAt: null};
  const now = new Date().toISOString();
  assert.deepEqual(standing(good), {look: "good", text: "It waits for the first thing to tell."});
  assert.deepEqual(standing({...good, deliveredAt: now}), {look: "good", text: "All is well; the last message was taken just now."});
  assert.match(standing({...good, failures: 1, fault: "it answered 500", nextTryAt: now}).text,
    /^It failed 1 time, the last time because it answered 500\. Next try at .+\.$/);
  assert.deepEqual(standing({...good, pausedAt: now}),
    {look: "paused", text: "Paused just now, by hand: nothing is posted until it goes on, and then all of it."});
  assert.deepEqual(standing({...good, failures: 16, fault: "it answered 500", pausedAt: now}),
    {look: "paused", text: "Paused just now: it failed 16 times, the last time because it answered 500."});
});

test("the line for a shell has no key in it, and names the workspace", () => {
  assert.match(line("https://tutti.example/", "w"), /"\$TUTTI_KEY" \| .*curl .*'https:\/\/tutti\.example\/api\/workspaces\/w\/events'$/s);
});
