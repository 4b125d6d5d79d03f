import * as measures from "./measures.js";
import * as verdicts from "./verdicts.js";

/**
 * @typedef {object} Check
 * @property {string} id
 * @property {string} name
 * @property {string} did
 */
/** @typedef {Check & import("./verdicts.js").Verdict} Finding */

/** @type {Check[]} */
const CHECKS = [
  {id: "http", name: "Reaching the server", did: "Asked three times how the server is"},
  {id: "clock", name: "Clocks", did: "Compared this device's clock with Tutti's"},
  {id: "origin", name: "Address and origin", did: "Asked Tutti under which address, and from which page, a request came to it"},
  {id: "forwarded", name: "Where visitors come from", did: "Asked Tutti whether a proxy says for whom it asks"},
  {id: "cookies", name: "Cookies", did: "Left one in the browser for a moment, and looked whether it came along"},
  {id: "socket", name: "WebSocket", did: "Opened one"},
  {id: "subprotocol", name: "Subprotocol", did: "Offered tutti.v1 with it"},
  {id: "roundtrip", name: "There and back", did: "Sent five pings over it"},
  {id: "large", name: "Large frames", did: "Sent one that is nearly as large as may be"},
  {id: "stream", name: "Server-Sent Events", did: "Had five events sent, 300 ms from each to the next"},
  {id: "poll", name: "Long polling", did: `Asked for events, and for an answer after ${measures.POLL} s`},
  {id: "compression", name: "Compression", did: "Loaded a large answer"},
];

/** @type {Check[]} */
const QUIET = [
  {id: "quiet-socket", name: "A quiet WebSocket", did: "Opened one, and said nothing"},
  {id: "quiet-stream", name: "A quiet stream", did: "Opened one of Server-Sent Events, and waited"},
  {id: "quiet-poll", name: "A long poll", did: "Asked for events, and for an answer after as long as may be"},
];

const find = (checks, found) => checks.filter(({id}) => id in found).map((check) => ({...check, ...found[check.id]}));

/**
 * Looks at one thing after the other.
 *
 * @param {import("./visit.js").Visit} visit
 * @param {(findings: Finding[]) => void} tell with all that is known so far
 * @returns {Promise<number>} for how many milliseconds a connection would have to be quiet
 */
export async function examine(visit, tell) {
  const {base, token} = visit;
  const found = {};
  const add = (more) => {
    Object.assign(found, more);
    visit.signal.aborted || tell(find(CHECKS, found));
  };
  add({http: verdicts.reached(await measures.reach(visit), base)});
  const arrival = await measures.arrive(visit);
  add({
    clock: verdicts.clocks(arrival), origin: verdicts.origin(arrival, base),
    forwarded: verdicts.forwarded(arrival), cookies: verdicts.cookies(arrival),
  });
  const onSocket = await measures.socket(visit);
  add({
    socket: verdicts.socket(onSocket, arrival.json, base), subprotocol: verdicts.subprotocol(onSocket),
    roundtrip: verdicts.roundTrip(onSocket, token, base), large: verdicts.large(onSocket, token),
  });
  add({stream: verdicts.stream(await measures.stream(visit), arrival.json, base)});
  add({poll: token ? verdicts.poll(await measures.poll(visit), measures.POLL, base) : verdicts.untested(verdicts.SIGN_IN)});
  add({compression: verdicts.compression(await measures.page(visit))});
  return measures.quietFor(onSocket);
}

/** Waits. @param {import("./visit.js").Visit} visit @param {number} millis @returns {Promise<Finding[]>} */
export async function wait(visit, millis) {
  const {onSocket, onStream, onPoll} = await measures.quiet(visit, millis);
  const path = new URL(visit.base).pathname;
  return find(QUIET, {
    "quiet-socket": verdicts.quiet(onSocket, path + "ws"),
    "quiet-stream": verdicts.quiet(onStream, path + "api/events"),
    "quiet-poll": verdicts.poll(onPoll, onPoll.seconds, visit.base),
  });
}
