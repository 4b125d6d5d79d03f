import assert from "node:assert/strict";
import {test} from "node:test";
import {isPassing, pause, whatNext} from "../../main/webapp/client/backoff.js";
import {ABSENCE, AGAIN, NEXT} from "../../main/webapp/client/codes.js";

test("the client obeys the server's codes", () => {
  assert.deepEqual([1001, 1008, 1012, 4001, 4002, 4003, 4008, 4503].map(whatNext), ["back", "stop", "back", "refresh", "refresh", "back", "back", "stop"]);
  Object.entries(NEXT).forEach(([code, next]) => assert.equal(whatNext(Number(code)), next, code));
  Object.entries(ABSENCE).forEach(([code, least]) => assert.equal(pause(0, {code: Number(code)}, () => 0), least, code));
});

test("the client repeats what was refused where the server says so, and what others have answered in its place", () => {
  AGAIN.forEach((status) => assert.ok(isPassing({status}), String(status)));
  assert.ok(isPassing({status: 502}), "a proxy found no server");
  assert.ok(isPassing({status: 409, retryAfterMs: 1000}), "the first of the same key is still running");
  assert.ok(isPassing({status: 0}), "no answer came");
  [400, 403, 404, 409, 412, 413, 500].forEach((status) => assert.ok(!isPassing({status}), String(status)));
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
