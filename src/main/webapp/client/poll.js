/** @import {Environment, Frame, Link, Position, Sink} from "./types.js" */
/** @import {Http} from "./http.js" */

/** Seconds that the server may wait for an event. */
const WAIT = 25;

/**
 * One page of a journal.
 *
 * @param {Http} http
 * @param {string} journal
 * @param {Position | undefined} position where there is none, the answer is where the journal ends
 * @param {number} wait seconds
 * @param {AbortSignal} [signal]
 * @returns {Promise<Position & {items: Frame[]}>}
 */
async function page(http, journal, position, wait, signal) {
  const list = journal === "inbox" ? "notifications" : "workspaces/" + encodeURIComponent(journal);
  const after = position ? "&after=" + encodeURIComponent(text(position)) : "";
  return (await http.ask(`${list}/events?limit=200&wait=${wait}${after}`, {signal})).json();
}

/**
 * All pages from a position to where the journal ends.
 *
 * @param {Http} http
 * @param {string} journal
 * @param {Position} position
 * @param {(frame: Frame) => void} hear
 * @returns {Promise<{reason?: string}>} why there is no way on from there, as a join's answer
 */
export async function catchUp(http, journal, position, hear) {
  try {
    for (;;) {
      const {items, ...reached} = await page(http, journal, position, 0);
      if (!items.length) {
        return {};
      }
      items.forEach(hear);
      position = reached;
    }
  } catch (/** @type {any} */ refusal) {
    if (refusal.code === "gone") {
      return {reason: refusal.reason};
    }
    throw refusal;
  }
}

/**
 * The last way to the server: the same frames, by plain requests. It plays the server's part of what requests cannot.
 *
 * @param {Environment} env
 * @param {Http} http
 * @param {string} _token each poll asks for one, so that no end of one matters
 * @param {Sink} sink
 * @returns {Link}
 */
export function open(env, http, _token, sink) {
  /** @type {Map<string, {stop: AbortController, position?: Position}>} */
  const rounds = new Map();

  /** @param {string} journal @param {Position} [position] @param {string} [id] of the join that wants it */
  async function follow(journal, position, id) {
    const about = journal === "inbox" ? {inbox: true} : {workspaceId: journal};
    rounds.get(journal)?.stop.abort();
    const round = {stop: new AbortController(), position};
    rounds.set(journal, round);
    const isOver = () => rounds.get(journal) !== round;
    try {
      for (let wait = 0; ; wait = WAIT) {
        const {items, ...reached} = await page(http, journal, round.position, wait, round.stop.signal);
        if (isOver()) {
          return;
        }
        if (id) {
          replied(sink, id, {...about, ...reached, recovered: !!round.position});
          id = undefined;
        }
        round.position = reached;
        // Pages without events are the only sign of life here.
        sink.frame(begun ? {type: "pong"} : hello());
        items.forEach((item) => sink.frame(item));
      }
    } catch (/** @type {any} */ refusal) {
      if (isOver()) {
        return;
      }
      rounds.delete(journal);
      if (refusal.status === 410) {
        const payload = {...about, reason: refusal.reason};
        id ? replied(sink, id, {...payload, recovered: false}) : sink.frame({type: "reset", payload});
      } else if (refusal.status === 404) {
        id ? refused(sink, {id}, refusal) : sink.frame({type: "access:revoked", payload: about});
      } else {
        sink.closed(endOf(refusal));
      }
    }
  }

  let begun = false;
  const hello = () => {
    begun = true;
    return {type: "connected", payload: {connectionId: env.uuid()}};
  };
  follow("inbox");
  return {
    send(frame) {
      const {type, id, payload} = frame;
      if (type === "workspace:join" || type === "inbox:join") {
        follow(payload.workspaceId ?? "inbox", payload.position, id);
      } else if (type === "workspace:leave") {
        rounds.get(payload.workspaceId)?.stop.abort();
        rounds.delete(payload.workspaceId);
        replied(sink, id);
      } else if (type === "ping") {
        rounds.forEach(({position}, journal) => follow(journal, position));
      } else {
        command(http, sink, frame);
      }
    },
    close() {
      rounds.forEach(({stop}) => stop.abort());
      rounds.clear();
    },
  };
}

/** @param {any} refusal of a request @returns the same as the end of a connection */
export const endOf = ({status, retryAfterMs}) => ({
  code: status === 401 ? 4001 : status === 429 || status === 503 ? 1013 : 1006,
  retryAfterMs,
});

/** Says to the server by request what the connection cannot. @param {Http} http @param {Sink} sink @param {Frame} frame */
export const command = (http, sink, frame) =>
  http.call("POST", "commands", {body: frame}).then(
    ({data}) => frame.id && sink.frame(data),
    (refusal) => refused(sink, frame, refusal));

/** @param {Position} position @returns {string} as addresses have it */
export const text = ({epoch, seq, mark}) => `${epoch}:${seq}${mark ? ":" + mark : ""}`;

/** Answers in the server's place. @param {Sink} sink @param {string} [id] @param {object} [data] */
export const replied = (sink, id, data = {}) => id && sink.frame({type: "reply", id, success: true, data});

/** @param {Sink} sink @param {{id?: string}} frame @param {{code: string, message: string}} error */
export const refused = (sink, {id}, error) =>
  sink.frame(id ? {type: "reply", id, success: false, error} : {type: "error", payload: error});
