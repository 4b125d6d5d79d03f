/** @import {Environment} from "./types.js" */

/** @returns {Environment} what this browser has; what it lacks is done without */
export function browser() {
  /** @type {any} */
  const here = globalThis;
  /** @param {() => any} get of what some browsers forbid to look at */
  const allowed = (get) => {
    try {
      return get();
    } catch {
      return undefined;
    }
  };
  return {
    now: Date.now,
    random: Math.random,
    // Not crypto.randomUUID, which plain http pages do not have.
    uuid: () =>
      "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
        (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16)),
    setTimeout: (task, ms) => here.setTimeout(task, ms),
    clearTimeout: (timer) => here.clearTimeout(timer),
    fetch: (url, init) => here.fetch(url, init),
    WebSocket: here.WebSocket,
    BroadcastChannel: here.BroadcastChannel,
    locks: allowed(() => here.navigator.locks),
    indexedDB: allowed(() => here.indexedDB),
    hidden: () => here.document?.visibilityState === "hidden",
    listen: (type, task) => {
      // On the way down: not every event that the document hears comes up again.
      here.addEventListener?.(type, task, true);
      return () => here.removeEventListener?.(type, task, true);
    },
  };
}
