/** @import {Next} from "./types.js" */

/**
 * What a client does after a close: the server's table (PROTOCOL.md, section 6), and what it says of numbers that later
 * servers may use. When to come back, {@link pause} knows.
 *
 * @param {number} code
 * @returns {Next}
 */
export const whatNext = (code) =>
  code === 4001 || code === 4002 ? "refresh" : code === 1008 || (code >= 4500 && code < 5000) ? "stop" : "back";

/**
 * Whether the same may be sent again: the server's table (PROTOCOL.md, section 7), and what others between it and us may
 * answer.
 *
 * @param {{status?: number, retryAfterMs?: number}} refusal of status 0 where no answer came
 * @returns {boolean}
 */
export const isPassing = ({status, retryAfterMs}) =>
  !status || [401, 408, 429, 502, 503, 504].includes(status) || (status === 409 && !!retryAfterMs);

const MOST = 30_000;

/**
 * How long a client stays away at least that is told no time, by the code: the server's table again.
 *
 * @type {Record<number, number>}
 */
const ABSENCE = {4003: 30_000, 4029: 10_000};

/**
 * How long nothing may bring a client back.
 *
 * @param {{code?: number, retryAfterMs?: number}} end what the server said
 * @returns {number} milliseconds
 */
export const absence = ({code, retryAfterMs}) => retryAfterMs ?? ABSENCE[code ?? 0] ?? 0;

/**
 * How long to stay away: full jitter, so that those who were cut off together do not come back together.
 *
 * @param {number} failures how many tries have failed in a row before this end
 * @param {{code?: number, retryAfterMs?: number, reconnectAfterMs?: number}} end what the server said
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
