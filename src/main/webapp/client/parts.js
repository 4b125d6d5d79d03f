import {TuttiError} from "./frames.js";

/**
 * A part of the library that a page does not need before it is connected. Where it could not be loaded, whoever needs it
 * asks for it again, as for all that the server could not be asked for.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>} fails with `unavailable`
 */
function part(load) {
  /** @type {Promise<T> | undefined} */
  let loading;
  return () => (loading ??= load().catch(() => {
    loading = undefined;
    throw new TuttiError("unavailable");
  }));
}

/** What is needed when there is something to show. */
export const rules = part(() => import("./journal.js"));
/** The ways to the server where no WebSocket gets through. */
export const sse = part(() => import("./sse.js"));
export const poll = part(() => import("./poll.js"));
