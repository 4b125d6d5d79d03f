/** @import {Environment, Frame, LineEvents} from "./types.js" */
/** @import {Http} from "./http.js" */
import {connection} from "./connection.js";
import {uuid} from "./environment.js";

/** @param {Environment} env @returns {string} a tab's name among all */
export const tabName = (env) => uuid(env).slice(0, 8);

/**
 * @param {Environment} env
 * @param {AbortSignal} end
 * @param {() => void} wake called when the network or the person is back
 * @returns {(type: string, task: (event: any) => void) => void} listens to more of the page's events
 */
export function waking(env, end, wake) {
  /** @param {string} type @param {(event: any) => void} task */
  // On the way down: not every event that the document hears comes up again.
  const listen = (type, task) => env.addEventListener?.(type, task, {capture: true, signal: end});
  listen("online", wake);
  listen("pageshow", wake);
  listen("visibilitychange", () => env.document?.visibilityState === "hidden" || wake());
  return listen;
}

/**
 * A line to the server that a tab has for itself.
 *
 * @param {Environment} env
 * @param {Http} http
 * @param {string} _lock that tabs would have in common
 * @param {LineEvents} on
 */
export function alone(env, http, _lock, on) {
  const end = new AbortController();
  let state = "";
  const own = connection(env, http, on.frame, (status) => {
    state = status.state;
    on.status(status, true);
  });
  waking(env, end.signal, own.wake);
  own.climb();
  return {
    name: tabName(env),

    /** @param {import("./types.js").Message} _message to the other tabs: there are none */
    post(_message) {},

    leads: () => true,

    /** @param {Frame} frame @returns {boolean} whether there was a connection to send it on */
    send(frame) {
      const isOpen = state === "open";
      isOpen && own.send(frame);
      return isOpen;
    },

    close() {
      end.abort();
      own.close();
    },
  };
}
