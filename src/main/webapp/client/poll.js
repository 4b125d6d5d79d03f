/** @import {Frame, Position, Sink, Way} from "./types.js" */
/** @import {TuttiError} from "./frames.js" */
/** @import {Http} from "./http.js" */
import {journalOf, naming, plain} from "./frames.js";

/** Seconds that the server may wait for an event. */
const WAIT = 25;

/**
 * One page of a journal.
 *
 * @param {Http} http
 * @param {string} journal
 * @param {Position | undefined} position where there is none, the answer is where the journal ends
 * @param {number} wait seconds
 * @param {AbortController} [stop]
 * @returns {Promise<Position & {items: Frame[]}>}
 */
async function page(http, journal, position, wait, stop) {
  const list = journal === "inbox" ? "notifications" : "workspaces/" + encodeURIComponent(journal);
  const after = position ? "&after=" + encodeURIComponent(text(position)) : "";
  return (await http.call("GET", `${list}/events?limit=200&wait=${wait}${after}`, {wait, stop})).data;
}

/**
 * All pages from a position to where the journal ends.
 *
 * @param {Http} http
 * @param {string} journal
 * @param {Position | undefined} position
 * @param {(frame: Frame) => void} hear
 * @returns {Promise<Position & {reason?: string}>} the position reached, or the reason why there is no way on, as a join's answer
 */
export async function catchUp(http, journal, position, hear) {
  try {
    for (;;) {
      const {items, ...reached} = await page(http, journal, position, 0);
      if (!items.length) {
        return reached;
      }
      items.forEach(hear);
      position = reached;
    }
  } catch (/** @type {any} */ refusal) {
    if (refusal.code === "gone") {
      return refusal;
    }
    throw refusal;
  }
}

/**
 * Plays the server's part in a join: brings the client to where the journal ends.
 *
 * @param {Http} http
 * @param {Sink} sink
 * @param {Frame} frame
 * @returns {Promise<Position | undefined>} from where it is to be followed; nothing where it is not
 */
export async function join(http, sink, {id, payload}) {
  const journal = journalOf(payload);
  try {
    const {epoch, seq, mark, reason} = await catchUp(http, journal, payload.position, sink.frame);
    replied(sink, id, {...naming(journal), epoch, seq, mark, reason, recovered: !!payload.position && !reason});
    return reason ? undefined : {epoch, seq, mark};
  } catch (/** @type {any} */ refusal) {
    refusal.status === 404 ? refused(sink, id, refusal) : sink.closed(endOf(refusal));
  }
}

/**
 * The last way to the server: the same frames, by plain requests. It plays the server's part of what requests cannot. Each
 * poll asks for a token, so that no end of one matters.
 *
 * @type {Way}
 */
export const poll = (_env, http, _token, sink) => {
  /** What is followed, or about to be. @type {Map<string, {stop: AbortController, position?: Position}>} */
  const rounds = new Map();
  let begun = false;

  /** @param {string} journal @param {Position} [position] */
  function begin(journal, position) {
    rounds.get(journal)?.stop.abort();
    const round = {stop: new AbortController(), position};
    rounds.set(journal, round);
    return round;
  }

  /** @param {string} journal @param {Position} [position] */
  async function follow(journal, position) {
    const round = begin(journal, position);
    const payload = naming(journal);
    try {
      for (let wait = 0; ; wait = WAIT) {
        const {items, ...reached} = await page(http, journal, round.position, wait, round.stop);
        if (rounds.get(journal) !== round) {
          return;
        }
        round.position = reached;
        // Pages without events are the only sign of life here.
        sink.frame(begun ? {type: "pong"} : {type: "connected", payload: {}});
        begun = true;
        items.forEach(sink.frame);
      }
    } catch (/** @type {any} */ refusal) {
      if (rounds.get(journal) !== round) {
        return;
      }
      rounds.delete(journal);
      if (refusal.status === 410) {
        sink.frame({type: "reset", payload: {...payload, reason: refusal.reason}});
      } else if (refusal.status === 404) {
        sink.frame({type: "access:revoked", payload});
      } else {
        sink.closed(endOf(refusal));
      }
    }
  }

  /** @param {string} journal */
  function leave(journal) {
    rounds.get(journal)?.stop.abort();
    rounds.delete(journal);
  }

  follow("inbox");
  return {
    async send(frame) {
      const {type, id, payload = {}} = frame;
      if (isJoin(type)) {
        const journal = journalOf(payload);
        const round = begin(journal);
        const position = await join(http, sink, frame);
        position && rounds.get(journal) === round && follow(journal, position);
      } else if (type === "workspace:leave") {
        leave(payload.workspaceId);
        replied(sink, id);
      } else if (type === "ping") {
        rounds.forEach(({position}, journal) => position && follow(journal, position));
      } else {
        command(http, sink, frame);
      }
    },
    close: () => [...rounds.keys()].forEach(leave),
  };
};

/** @param {string} type */
export const isJoin = (type) => type === "workspace:join" || type === "inbox:join";

/** @param {any} refusal of a request @returns the same as the end of a connection */
export const endOf = ({status, retryAfterMs}) => ({
  code: status === 401 ? 4001 : [429, 503].includes(status) ? 1013 : 1006,
  retryAfterMs,
});

/**
 * Says to the server by request what the connection cannot.
 *
 * @param {Http} http
 * @param {Sink} sink
 * @param {Frame} frame
 * @param {Record<string, string>} [headers]
 */
export const command = (http, sink, frame, headers) =>
  http.call("POST", "commands", {body: frame, headers}).then(
    ({data}) => frame.id && sink.frame(data),
    (refusal) => refused(sink, frame.id, refusal));

/** @param {Position} position @returns {string} as addresses have it */
export const text = ({epoch, seq, mark}) => `${epoch}:${seq}${mark ? ":" + mark : ""}`;

/** Answers in the server's place. @param {Sink} sink @param {string} [id] @param {object} [data] */
export const replied = (sink, id, data = {}) => id && sink.frame({type: "reply", id, success: true, data});

/** @param {Sink} sink @param {string | undefined} id @param {TuttiError} error */
export const refused = (sink, id, error) =>
  sink.frame(id ? {type: "reply", id, error: plain(error)} : {type: "error", payload: plain(error)});
