/** @import {Environment} from "./types.js" */

/** Milliseconds for which typing is shown, and for which saying it again is left out. */
const SHOWN = 6000, AGAIN = 3000;

/** Who is typing, and when that has been said and is to be forgotten. */
export class Typing {
  #env;
  #forget;
  /** @type {Map<string, unknown>} */
  #timers = new Map();
  #said = {taskId: "", at: 0};

  /** @param {Environment} env @param {(key: string) => void} forget */
  constructor(env, forget) {
    this.#env = env;
    this.#forget = forget;
  }

  /** @param {string} taskId @returns {boolean} whether it is time to say so (again) */
  says(taskId) {
    const at = this.#env.now();
    const due = taskId !== this.#said.taskId || at - this.#said.at >= AGAIN;
    if (due) {
      this.#said = {taskId, at};
    }
    return due;
  }

  /** @param {{taskId: string, user: {id: string}}} payload */
  heard({taskId, user}) {
    const key = `${taskId} ${user.id}`;
    this.#env.clearTimeout(this.#timers.get(key));
    this.#timers.set(key, this.#env.setTimeout(() => {
      this.#timers.delete(key);
      this.#forget(key);
    }, SHOWN));
  }
}
