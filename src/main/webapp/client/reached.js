/** @import {Store} from "./store.js" */
import {positionOf, TuttiError} from "./frames.js";

/** Milliseconds. */
const MOST = 30_000;

/**
 * @param {Store<any>} store a workspace, or the inbox
 * @param {string} position as a write's `Journal-Position`
 * @returns {Promise<void>} kept when the view has reached it
 * @throws {TuttiError} `unavailable` after 30 s, or what ended it
 */
export const reached = (store, position) => new Promise((resolve, reject) => {
  const {env} = store.client;
  const {seq} = positionOf(position);
  /** @param {TuttiError} [late] */
  const look = (late) => {
    const {data, error, status} = store.snapshot;
    const isThere = data && store.seq >= seq;
    if (isThere || late || status === "gone") {
      env.clearTimeout(timer);
      off();
      isThere ? resolve() : reject(late ?? error);
    }
  };
  const timer = env.setTimeout(() => look(new TuttiError("unavailable")), MOST);
  const off = store.subscribe(() => look());
  look();
});
