/** @import {Environment, Frame, Request} from "./types.js" */
import {TuttiError} from "./frames.js";

const TIME_OUT = 30_000;

/** What was asked over the connection and has no answer yet, in one tab. */
export class Requests {
  #env;
  #send;
  #asked = 0;
  /** @type {Map<string, Request>} */
  #open = new Map();

  /** @param {Environment} env @param {(frame: Frame) => boolean} send tells whether there was a connection */
  constructor(env, send) {
    this.#env = env;
    this.#send = send;
  }

  /**
   * Sent as soon as there is a connection.
   *
   * @param {string | undefined} tab so that no two tabs ask under the same id
   * @param {Frame} frame
   * @returns {Promise<any>} the reply's data
   */
  ask(tab, frame) {
    const id = `${tab}.${++this.#asked}`;
    return new Promise((resolve, reject) => {
      const timer = this.#env.setTimeout(() => this.#giveUp(id, request), TIME_OUT);
      /** @type {Request} */
      const request = {frame: {...frame, id}, resolve, reject, timer, sent: false};
      this.#open.set(id, request);
      this.flush();
    });
  }

  /** Sends what has not been sent. */
  flush() {
    this.#open.forEach((request) => (request.sent ||= this.#send(request.frame)));
  }

  /** @param {Frame} reply */
  answer({id = "", success, error, data}) {
    const request = this.#open.get(id);
    if (request) {
      this.#open.delete(id);
      this.#env.clearTimeout(request.timer);
      success ? request.resolve(data) : request.reject(new TuttiError(error.code, error.message, error));
    }
  }

  /** The connection is gone: what was sent may have been done, and what has a key is sent again. @param {boolean} over */
  lost(over) {
    this.#open.forEach((request, id) => {
      if (over || (request.sent && !request.frame.mutationId)) {
        this.#giveUp(id, request);
      }
      request.sent = false;
    });
  }

  /** @param {string} id @param {Request} request */
  #giveUp(id, {sent}) {
    this.answer({type: "reply", id, error: new TuttiError(sent ? "outcome_unknown" : "unavailable")});
  }
}
