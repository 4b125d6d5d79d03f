import assert from "node:assert/strict";
import {test} from "node:test";
import {board} from "./stage/board.js";

const verdicts = await board("doctor/verdicts.js");
const {report, summary} = await board("doctor/report.js");

const base = "https://board.example/tutti/";
const GOOD = {now: 1_000_000, origin: "allowed", originKept: true, hostKept: true, schemeKept: true, forwarded: "missing", cookie: true};
/** An answer of Tutti's, after 20 ms, on a device whose clock is right. */
const arrived = (json = {}, more = {}) =>
  ({status: 200, ours: true, ms: 20, at: 1_000_010, json: {...GOOD, ...json}, headers: {}, cookieTaken: true, ...more});
const is = (found, verdict, ...who) => {
  assert.equal(found.verdict, verdict, found.saw);
  assert.deepEqual((found.changes ?? []).map((it) => it.who), who, found.saw);
  return found;
};
const lines = ({changes}) => changes.map((it) => it.lines ?? "").join("\n");

test("no answer is told from one that is not Tutti's, and that from a node that is not ready", () => {
  const answer = (status, ours, json) => verdicts.reached({status, ours, ms: 5, json, headers: {}}, base);
  is(answer(200, true), "well");
  is(answer(0, false), "broken", "you", "tutti");
  is(answer(502, false), "broken", "tutti", "proxy");
  assert.match(is(answer(404, false), "broken", "proxy").changes[0].what, /\/tutti\/api\//);
  assert.match(is(answer(503, true, {checks: {database: "down", connections: "up"}}), "doubtful", "tutti").changes[0].what, /down: database/);
  is(verdicts.reached({status: 200, ours: true, ms: 4000, headers: {}}, base), "doubtful", "you", "tutti");
});

test("a clock is wrong only by more than the answer took, and a proxy's by its own header", () => {
  is(verdicts.clocks(arrived()), "well");
  is(verdicts.clocks(arrived({}, {at: 1_000_010 + 29_000})), "well");
  assert.match(is(verdicts.clocks(arrived({}, {at: 1_000_010 - 3_600_000})), "doubtful", "you").saw, /3600\.0 s behind/);
  is(verdicts.clocks(arrived({}, {at: 1_000_000 + 35_000, ms: 60_000})), "well");
  is(verdicts.clocks(arrived({}, {headers: {date: new Date(1_001_000).toUTCString()}})), "well");
  is(verdicts.clocks(arrived({}, {headers: {date: new Date(1_100_000).toUTCString()}})), "doubtful", "proxy");
});

test("whose headers changed is told from what they were", () => {
  const origin = (json) => verdicts.origin(arrived(json), base);
  is(origin({}), "well");
  // TUTTI_PUBLIC_URL makes up for either.
  is(origin({hostKept: false, schemeKept: false}), "well");
  assert.match(lines(is(origin({origin: "refused", hostKept: false}), "broken", "proxy", "tutti")), /\$http_host;\n.*TUTTI_PUBLIC_URL=https:\/\/board\.example\/tutti\//);
  is(origin({origin: "refused", schemeKept: false}), "broken", "tutti");
  is(origin({origin: "refused", originKept: false}), "broken", "proxy");
  is(origin({origin: "missing", originKept: false}), "doubtful", "proxy");
  is(verdicts.forwarded(arrived({forwarded: "believed"})), "well");
  assert.match(lines(is(verdicts.forwarded(arrived({forwarded: "unbelieved"})), "doubtful", "tutti")), /TUTTI_TRUSTED_PROXIES=/);
});

test("a cookie that the browser does not keep is another matter than one that does not arrive", () => {
  is(verdicts.cookies(arrived()), "well");
  is(verdicts.cookies(arrived({cookie: false})), "doubtful", "proxy");
  is(verdicts.cookies(arrived({cookie: false}, {cookieTaken: false})), "doubtful", "you");
});

test("what Tutti was not asked, or did not answer, is not judged", () => {
  for (const answer of [{status: 405, ours: false, headers: {}}, {status: 429, ours: true, json: {code: "rate_limited"}, headers: {}}]) {
    for (const judge of [verdicts.clocks, verdicts.origin, verdicts.forwarded, verdicts.cookies]) {
      is(judge(answer, base), "untested");
    }
  }
});

test("a socket that does not open is judged by what came to Tutti of it, or what is answered in its place", () => {
  const look = {status: 426, ours: true};
  const socket = (seen, arrival = GOOD) => verdicts.socket({look, ...seen}, arrival, base);
  is(socket({ms: 5, greeting: "connected"}), "well");
  assert.match(is(socket({ms: 5, greeting: "error", closed: 4001}), "well").saw, /4001/);
  is(socket({ms: 5, closed: 1006}), "broken", "proxy");
  assert.match(lines(is(socket({outcome: "upgrade"}), "broken", "proxy")), /location = \/tutti\/ws /);
  is(socket({outcome: "origin"}), "broken", "proxy", "tutti");
  is(socket({outcome: "origin"}, {...GOOD, origin: "refused", schemeKept: false}), "broken", "tutti");
  is(socket({outcome: "origin"}, {...GOOD, origin: "refused", originKept: false}), "broken", "proxy");
  is(socket({outcome: "origin"}, undefined), "broken", "proxy", "tutti");
  is(socket({outcome: "key"}), "broken", "proxy");
  is(socket({outcome: "full"}), "doubtful", "tutti");
  is(socket({outcome: "accepted"}), "broken", "proxy");
  is(socket({outcome: "unseen"}), "broken", "you", "proxy");
  is(socket({outcome: "unseen", look: {status: 403, ours: false}}), "broken", "proxy");
  is(socket({outcome: "unseen", look: {status: 0, ours: false}}), "broken", "you", "tutti");
});

test("a subprotocol that gets lost is found where it alone keeps a socket from opening", () => {
  const seen = {outcome: "accepted", isOpenBare: true, look: {status: 426, ours: true}};
  is(verdicts.socket(seen, GOOD, base), "well");
  is(verdicts.subprotocol(seen), "broken", "proxy");
  is(verdicts.subprotocol({ms: 5, protocol: "tutti.v1"}), "well");
  is(verdicts.subprotocol({}), "untested");
});

test("what goes over a socket is judged where one is let in, and otherwise it is said why not", () => {
  const seen = {ms: 5, greeting: "connected", trips: {median: 3, most: 9}, large: {size: 64_536, ms: 12}};
  is(verdicts.roundTrip(seen, "token", base), "well");
  is(verdicts.roundTrip({...seen, trips: undefined}, "token", base), "broken", "proxy");
  is(verdicts.large(seen, "token"), "well");
  is(verdicts.large({...seen, large: {size: 64_536}}, "token"), "broken", "proxy", "tutti");
  assert.match(is(verdicts.roundTrip({ms: 5, greeting: "error", closed: 4001}, undefined, base), "untested").saw, /Sign in/);
  assert.match(is(verdicts.large({ms: 5, greeting: "error", closed: 4003}, "token"), "untested").saw, /too many/);
});

test("events that come together were held, and those that come late alike were not", () => {
  const stream = (times, more = {}) => verdicts.stream({
    status: 200, firstMs: 10, events: times.map((at, i) => ({at, ts: 50_000 + 300 * i, of: 5})), ...more,
  }, GOOD, base);
  is(stream([10, 310, 610, 910, 1210]), "well");
  is(stream([900, 1200, 1500, 1800, 2100]), "well");
  assert.match(lines(is(stream([1210, 1210, 1210, 1211, 1211]), "broken", "proxy")), /proxy_buffering off;/);
  // Held in twos.
  is(stream([1000, 1000, 1000, 1000, 1210]), "broken", "proxy");
  is(stream([10, 310]), "broken", "proxy");
  is(stream([], {status: 404}), "broken", "proxy");
  is(stream([], {status: 429}), "untested");
});

test("polls and quiet connections are judged by who ended them, and when", () => {
  const answer = (status, ours) => verdicts.poll({status, ours, ms: 1000, headers: {}}, 25, base);
  is(answer(200, true), "well");
  is(answer(504, false), "broken", "proxy");
  is(answer(429, true), "untested");
  const quiet = (seen) => verdicts.quiet({began: true, millis: 75_000, ...seen}, "/tutti/ws");
  is(quiet({ms: 75_000}), "well");
  assert.match(lines(is(quiet({code: 1006, ms: 20_400}), "broken", "proxy", "tutti")), /location = \/tutti\/ws [^]*TUTTI_PING_SECONDS=10$/);
  is(quiet({code: 4001, ms: 20_400}), "untested");
  is(quiet({began: false}), "untested");
});

test("a report says all of it in words, and whether changes come by another way", () => {
  const about = {base, agent: "Browser/1", at: new Date(0), isSignedIn: false};
  const good = [{id: "http", name: "Reaching", did: "Asked", verdict: "well", saw: "200"}];
  assert.equal(summary(good), "All that was tested is well.");
  const bad = {id: "socket", name: "WebSocket", did: "Opened one", verdict: "broken", saw: "Not opened",
    changes: [{who: "proxy", what: "Pass it on.", lines: "one\ntwo"}]};
  assert.equal(summary([bad]), "One thing is not as it should be.");
  const stream = {id: "stream", name: "Streams", did: "Had", verdict: "well", saw: "Five"};
  assert.match(summary([...good, bad, stream]), /by Server-Sent Events\.$/);
  const poll = {id: "poll", name: "Polls", did: "Asked", verdict: "untested", saw: "Sign in first."};
  assert.equal(report([...good, bad, poll], about), `Tutti's doctor at https://board.example/tutti/, 1970-01-01T00:00:00.000Z
Browser/1, not signed in
One thing is not as it should be.

WELL: Reaching
  Asked. 200.
BROKEN: WebSocket
  Opened one. Not opened.
  Whoever runs the proxy: Pass it on.
      one
      two
NOT TESTED: Polls
  Sign in first.
`);
});
