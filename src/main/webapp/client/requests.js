/** @import {Environment, Frame, Request} from "./types.js" */
import {TuttiError} from "./frames.js";

const TIME_OUT = 30_000;

/**
 * What was asked over the connection and has no answer yet, in one tab.
 *
 * @param {Environment} env
 * @param {(frame: Frame) => boolean} send tells whether there was a connection
 */
export function requests(env, send) {
  let asked = 0;
  /** @type {Map<string, Request>} */
  const open = new Map();

  /** @param {string} id @param {Request} request */
  function giveUp(id, {sent}) {
    answer({type: "reply", id, error: {code: sent ? "outcome_unknown" : "unavailable"}});
  }

  /** Sends what has not been sent. */
  function flush() {
    open.forEach((request) => (request.sent ||= send(request.frame)));
  }

  /** @param {Frame} reply */
  function answer({id = "", success, error, data}) {
    const request = open.get(id);
    if (request) {
      open.delete(id);
      env.clearTimeout(request.timer);
      success ? request.resolve(data) : request.reject(new TuttiError(error.code, error));
    }
  }

  return {
    flush,
    answer,

    /**
     * Sent as soon as there is a connection.
     *
     * @param {string | undefined} tab so that no two tabs ask under the same id
     * @param {Frame} frame
     * @returns {Promise<any>} the reply's data
     */
    ask: (tab, frame) => new Promise((resolve, reject) => {
      const id = `${tab}.${++asked}`;
      const timer = env.setTimeout(() => giveUp(id, request), TIME_OUT);
      /** @type {Request} */
      const request = {frame: {...frame, id}, resolve, reject, timer, sent: false};
      open.set(id, request);
      flush();
    }),

    /** The connection is gone: what was sent may have been done, and what has a key is sent again. @param {boolean} over */
    lost: (over) => open.forEach((request, id) => {
      if (over || (request.sent && !request.frame.mutationId)) {
        giveUp(id, request);
      }
      request.sent = false;
    }),
  };
}
