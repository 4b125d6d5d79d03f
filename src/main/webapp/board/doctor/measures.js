import {Line, PATIENCE, within} from "./line.js";
import {ask, leaveCookie, signedIn, takeCookie} from "./visit.js";

/** @import {Visit} from "./visit.js" */

const PINGS = 5;
/** How often it is asked what came of a handshake. */
const ASKED = 4;
/** Bytes by which the largest frame is more than what it carries. */
const ENVELOPE = 1000;
/** Seconds for which a poll that is only looked at waits, and may wait at most. */
export const POLL = 2;
const POLL_MOST = 25;
/** In milliseconds; where the server does not say how often it pings. */
const PING = 30_000;
/** A connection is quiet for so many of the server's pings. */
const PINGS_LONG = 2.5;

/** @param {Visit} visit */
export async function reach(visit) {
  const answers = [];
  for (let i = 0; i < 3; i++) {
    answers.push(await ask(visit, "api/health/ready"));
  }
  return {...answers[0], ms: answers.map(({ms}) => ms).sort((a, b) => a - b)[1]};
}

/** @param {Visit} visit */
export async function arrive(visit) {
  const cookieTaken = leaveCookie();
  const answer = await ask(visit, "api/checkup?" + new URLSearchParams({page: location.origin}), {method: "POST"});
  takeCookie();
  return {...answer, cookieTaken};
}

/** @param {Visit} visit */
export async function socket(visit) {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const line = new Line(visit, ["tutti.v1", ...(visit.token ? ["bearer." + visit.token] : [])], id);
  const ms = await within(line.opened, PATIENCE);
  if (ms === undefined) {
    line.close();
    return {outcome: await outcome(visit, id), isOpenBare: await opensBare(visit), look: await ask(visit, "ws")};
  }
  const greeting = await within(line.greeting, PATIENCE);
  const greeted = {ms, protocol: line.protocol, greeting: greeting?.type, terms: greeting?.payload};
  if (greeting?.type !== "connected") {
    return {...greeted, closed: await within(line.closed, PATIENCE)};
  }
  const trips = await roundTrips(line);
  const size = greeted.terms.limits.frameBytes - ENVELOPE;
  const large = trips ? await line.ping({filling: "x".repeat(size)}) : undefined;
  line.close();
  return {...greeted, trips, large: {size, ms: large}};
}

/** @returns {Promise<string>} what came of a handshake; browsers do not tell. Only the node that it came to knows, so it is asked more than once */
async function outcome(visit, id) {
  for (let i = 0; i < ASKED; i++) {
    const {json} = await ask(visit, "api/checkup?" + new URLSearchParams({handshake: id}), {method: "POST"});
    if (json?.handshake !== "unseen") {
      return json?.handshake ?? "unseen";
    }
  }
  return "unseen";
}

/** Where something takes the names of subprotocols out of the answer, browsers take it for none: without names it is one. */
async function opensBare(visit) {
  const line = new Line(visit, []);
  const ms = await within(line.opened, PATIENCE);
  line.close();
  return ms !== undefined;
}

/** @returns {Promise<{median: number, most: number} | undefined>} */
async function roundTrips(line) {
  const all = [];
  for (let i = 0; i < PINGS; i++) {
    const ms = await line.ping();
    if (ms === undefined) {
      return undefined;
    }
    all.push(ms);
  }
  all.sort((a, b) => a - b);
  return {median: all[PINGS >> 1], most: all[PINGS - 1]};
}

/** @param {Visit} visit @returns {Promise<{status: number, encoding?: string | null, firstMs?: number, events: {at: number, ts: number, of: number}[]}>} */
export async function stream(visit) {
  const events = [];
  const begun = performance.now();
  const {status, encoding} = await read(visit, "api/events?checkup", {}, (text) => {
    for (const [, data] of text.matchAll(/^data: (.*)$/gm)) {
      events.push({at: performance.now(), ...JSON.parse(data)});
    }
  });
  return {status, encoding, firstMs: events.length ? events[0].at - begun : undefined, events};
}

/**
 * Reads an answer while it comes.
 *
 * @param {Visit} visit @param {string} path @param {RequestInit} init @param {(text: string) => void} hear whole events
 */
async function read(visit, path, init, hear) {
  let status = 0;
  try {
    const response = await fetch(visit.base + path, {cache: "no-store", signal: visit.signal, ...init});
    status = response.status;
    if (response.ok && response.body) {
      let rest = "";
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const whole = (rest + part.value).split("\n\n");
        rest = whole.pop() ?? "";
        whole.forEach((event) => hear(event));
      }
    }
    return {status, encoding: response.headers.get("content-encoding")};
  } catch {
    return {status};
  }
}

/** @param {Visit} visit @param {number} [seconds] */
export const poll = (visit, seconds = POLL) => ask(visit, "api/notifications/events?wait=" + seconds, signedIn(visit));

/** @param {Visit} visit */
export const page = (visit) => ask(visit, "api/contracts/openapi.json");

/** @param {{terms?: {heartbeatMs?: number}, [other: string]: any}} [seen] of the socket @returns {number} milliseconds */
export const quietFor = (seen) => (seen?.terms?.heartbeatMs ?? PING) * PINGS_LONG;

/** One of each kind is opened, and nothing is said on it. @param {Visit} visit @param {number} millis */
export async function quiet(visit, millis) {
  const seconds = Math.min(POLL_MOST, Math.floor(millis / 1000));
  const [onSocket, onStream, onPoll] = await Promise.all([quietSocket(visit, millis), quietStream(visit, millis), poll(visit, seconds)]);
  return {onSocket, onStream, onPoll: {...onPoll, seconds}};
}

async function quietSocket(visit, millis) {
  const line = new Line(visit, ["tutti.v1", "bearer." + visit.token]);
  const greeting = await within(line.greeting, PATIENCE);
  if (greeting?.type !== "connected") {
    line.close();
    return {began: false, millis};
  }
  const begun = performance.now();
  const code = await within(line.closed, millis);
  line.close();
  return {began: true, millis, code, ms: performance.now() - begun};
}

async function quietStream(visit, millis) {
  const over = new AbortController();
  const begun = performance.now();
  let began = false, isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    over.abort();
  }, millis);
  const signal = AbortSignal.any([visit.signal, over.signal]);
  const {status} = await read({...visit, signal}, "api/events", signedIn(visit), () => {
    began = true;
  });
  clearTimeout(timer);
  return {status, began, millis, code: began && !isOver ? 0 : undefined, ms: performance.now() - begun};
}
