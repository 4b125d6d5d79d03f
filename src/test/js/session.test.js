import assert from "node:assert/strict";
import {test} from "node:test";
import {Session} from "../../main/webapp/client/session.js";

/** A browser with a server that knows one person, whose refresh tokens are good once. */
function stage({locks} = {}) {
  const kept = new Map();
  const requests = [];
  let count = 0, good = "r0", down = false;
  const pair = () => ({user: {id: "ada", name: "Ada", email: "ada@x"}, accessToken: "a" + ++count, refreshToken: (good = "r" + count), expiresIn: 900});
  const answer = (status, body) => ({ok: status < 300, status, headers: new Headers(), json: async () => body});
  const here = {
    navigator: {locks},
    localStorage: {getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key)},
    async fetch(url, {body, headers}) {
      assert.equal(headers.Authorization, undefined);
      const what = url.split("/api/auth/")[1], sent = JSON.parse(body);
      requests.push(what);
      if (down) {
        throw new TypeError("no network");
      }
      if (what === "refresh") {
        return sent.refreshToken === good ? answer(200, pair()) : answer(401, {code: "invalid_token"});
      }
      if (what === "login" && sent.password !== "right") {
        return answer(401, {code: "invalid_token", detail: "no"});
      }
      return what === "logout" ? answer(204) : answer(200, pair());
    },
  };
  return {here, requests, kept, opens: () => new Session("http://tutti.test/", here), goes: (away) => (down = away)};
}

/** As browsers have them: one holder at a time. */
function turns() {
  let last = Promise.resolve();
  return {request: (_, task) => (last = last.then(task, task))};
}

test("a sign-in outlives the page, and its token is asked for once by many at the same time", async () => {
  const {opens, requests} = stage({locks: turns()});
  await opens().signIn({email: "ada@x", password: "right"});
  const later = opens();
  assert.equal(later.user.name, "Ada");
  assert.deepEqual(await Promise.all([later.token({}), later.token({}), later.token({})]), ["a2", "a2", "a2"]);
  assert.deepEqual(requests, ["login", "refresh"]);
});

test("a token that was refused is renewed, in every tab with the newest refresh token", async () => {
  const {opens} = stage({locks: turns()});
  const one = opens(), other = opens();
  await one.signIn({email: "ada@x", password: "right"});
  const [first, second] = await Promise.all([one.token({refused: "a1"}), other.token({})]);
  assert.notEqual(first, "a1");
  assert.notEqual(first, second);
  assert.equal(await one.token({}), first);
});

test("no connection is no reason to sign anybody out, a refused refresh token is", async () => {
  const {opens, goes, kept} = stage();
  const session = opens();
  await session.signIn({email: "ada@x", password: "right"});
  goes(true);
  await assert.rejects(session.token({refused: "a1"}), {code: "unavailable", status: 0});
  assert.ok(session.user);
  goes(false);
  kept.set("tutti.session", JSON.stringify({user: session.user, refreshToken: "stolen"}));
  assert.equal(await session.token({refused: "a1"}), undefined);
});

test("signing out forgets everything, also where the server cannot be told", async () => {
  const {opens, goes, kept} = stage();
  const session = opens();
  let told = 0;
  session.changed = () => told++;
  await assert.rejects(session.signIn({email: "ada@x", password: "wrong"}), {status: 401});
  await session.signIn({email: "ada@x", password: "right"});
  goes(true);
  await session.signOut();
  assert.equal(session.user, undefined);
  assert.equal(kept.size, 0);
  assert.equal(await session.token({}), undefined);
  assert.equal(told, 2);
});
