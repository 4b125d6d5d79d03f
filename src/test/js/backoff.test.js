import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {isPassing, pause, whatNext} from "../../main/webapp/client/backoff.js";

test("the client obeys every close code as the server means it", () => {
  const source = readFileSync(new URL("../../main/java/dev/tutti/live/protocol/CloseCode.java", import.meta.url), "utf8");
  const words = {COME_BACK: "back", COME_BACK_LATER: "back", REFRESH_TOKEN: "refresh", STOP: "stop"};
  const codes = [...source.matchAll(/[A-Z_]+\((\d{4}), Next\.([A-Z_]+)(?:, Duration\.ofSeconds\((\d+)\))?\)/g)];

  assert.ok(codes.length > 12);
  for (const [, code, next, seconds] of codes) {
    assert.equal(whatNext(Number(code)), words[next], code);
    assert.equal(pause(0, {code: Number(code)}, () => 0), Number(seconds ?? 0) * 1000, code);
  }
});

test("the client repeats what was refused by exactly those codes of which the server says so", () => {
  const source = readFileSync(new URL("../../main/java/dev/tutti/base/problem/ErrorCode.java", import.meta.url), "utf8");
  const codes = [...source.matchAll(/[A-Z_]+\((\d{3}), Retry\.([A-Z_]+),/g)];

  assert.ok(codes.length > 15);
  for (const [code, status, retry] of codes) {
    assert.equal(isPassing({status: Number(status)}), ["LATER", "NEW_TOKEN"].includes(retry), code);
  }
  assert.ok(isPassing({status: 409, retryAfterMs: 1000}), "the first of the same key is still running");
  assert.ok(isPassing({status: 0}), "no answer came");
});

test("a code that nobody knows yet comes back below 4500, and stops from there on", () => {
  assert.equal(whatNext(4499), "back");
  assert.equal(whatNext(4500), "stop");
  assert.equal(whatNext(4526), "stop");
  assert.equal(whatNext(4999), "stop");
  assert.equal(whatNext(1000), "back");
  assert.equal(whatNext(5000), "back");
});

test("a pause is any part of a time that grows from 1 to 30 seconds", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map((failures) => pause(failures, {code: 1006}, () => 1)),
    [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  assert.equal(pause(5, {code: 1006}, () => 0), 0);
});

test("after a server that goes the first pause is up to 2 seconds, or up to what it said", () => {
  assert.equal(pause(0, {code: 1001}, () => 1), 2000);
  assert.equal(pause(0, {code: 1012}, () => 0.5), 1000);
  assert.equal(pause(0, {code: 1012, reconnectAfterMs: 9000}, () => 0.5), 4500);
  assert.equal(pause(0, {code: 1006, reconnectAfterMs: 9000}, () => 1), 9000, "however the connection ended then");
  assert.equal(pause(3, {code: 1012, reconnectAfterMs: 9000}, () => 1), 8000);
});

test("nobody comes back before the time that the server named, and 30 seconds where they are too many, 10 where they said too much", () => {
  assert.equal(pause(0, {code: 1013, retryAfterMs: 5000}, () => 0), 5000);
  assert.ok(pause(0, {code: 4029, retryAfterMs: 5000}, () => 1) > 5000);
  assert.equal(pause(0, {code: 4003}, () => 0), 30_000);
  assert.equal(pause(0, {code: 4029}, () => 0), 10_000);
});
