import {ABSENCE, AGAIN, NEXT} from "./codes.js";
/** @import {Next} from "./types.js" */

/**
 * What a client does after a close: as the server means its codes (PROTOCOL.md, section 6), and what it says of numbers that
 * later servers may use. When to come back, {@link pause} knows.
 *
 * @param {number} code
 * @returns {Next}
 */
export const whatNext = (code) => NEXT[code] ?? (code >= 4500 && code < 5000 ? "stop" : "back");

/** What others between the server and us may answer. */
const OTHERS = [408, 502, 504];

/**
 * Whether the same may be sent again, as the server means its codes (PROTOCOL.md, section 7).
 *
 * @param {{status?: number, retryAfterMs?: number}} refusal of status 0 where no answer came
 * @returns {boolean}
 */
export const isPassing = ({status, retryAfterMs}) =>
  !status || AGAIN.includes(status) || OTHERS.includes(status) || (status === 409 && !!retryAfterMs);

const MOST = 30_000;

/**
 * How long nothing may bring a client back.
 *
 * @param {{code?: any, retryAfterMs?: number}} end what the server said of a connection, or of a request
 * @returns {number} milliseconds
 */
export const absence = ({code, retryAfterMs}) => retryAfterMs ?? ABSENCE[code] ?? 0;

/**
 * How long to stay away: full jitter, so that those who were cut off together do not come back together.
 *
 * @param {number} failures how many tries have failed in a row before this end
 * @param {{code?: any, retryAfterMs?: number, reconnectAfterMs?: number}} end what the server said
 * @param {() => number} random from 0 to 1
 * @returns {number} milliseconds
 */
export function pause(failures, end, random) {
  const spread = Math.min(MOST, 1000 * 2 ** failures);
  if (failures === 0 && (end.reconnectAfterMs || end.code === 1001 || end.code === 1012)) {
    return random() * (end.reconnectAfterMs ?? 2000);
  }
  return absence(end) + random() * spread;
}
