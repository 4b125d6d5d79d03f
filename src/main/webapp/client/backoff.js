/** @import {Next} from "./types.js" */

/**
 * What a client does after a close, by its number: the server's table (PROTOCOL.md, section 6), with the numbers that
 * are made on the way.
 *
 * @type {Readonly<Record<number, Next>>}
 */
export const CLOSE_CODES = {
  1000: "back", 1001: "later", 1002: "back", 1006: "back", 1007: "back", 1008: "stop", 1009: "back", 1011: "back",
  1012: "later", 1013: "later", 4001: "refresh", 4002: "refresh", 4003: "later", 4008: "back", 4029: "later",
  4500: "stop", 4503: "stop",
};

/** @param {number} code @returns {Next} also for numbers that later servers may use */
export const whatNext = (code) => CLOSE_CODES[code] ?? (code >= 4500 && code < 5000 ? "stop" : "back");

const MOST = 30_000;

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
  return (end.retryAfterMs ?? (end.code === 4003 ? MOST : 0)) + random() * spread;
}
