/** @import {Outcome, Write} from "./types.js" */
import {TuttiError} from "./frames.js";
import {isAfter} from "./queue.js";

/** One journal's writes that the view shows although its events do not tell of them yet. */
export class Writes {
  /** @type {Write[]} */
  #all = [];
  /** @type {Map<string, {resolve: (outcome: Outcome) => void, reject: (refusal: TuttiError) => void}>} */
  #promises = new Map();

  /** @returns those that nobody has confirmed */
  get pending() {
    return this.#all.filter(({seq}) => !seq);
  }

  /** @returns what they are hoped to become, in their order */
  get events() {
    return this.#all.flatMap(({event}) => event ?? []);
  }

  /** @param {Write} write @returns {boolean} whether it is a new one */
  add(write) {
    const isNew = !this.#all.some(({mutationId}) => mutationId === write.mutationId);
    if (isNew) {
      this.#all.push({...write});
    }
    return isNew;
  }

  /** @param {Write} write @returns {string | undefined} the version that it is about; not known while that is being made */
  match(write) {
    const before = this.#all.filter((it) => isAfter(write, it)).at(-1);
    return before && write.match !== "*" ? before.etag : write.match;
  }

  /** @param {string} mutationId @returns {Promise<Outcome>} */
  outcome(mutationId) {
    /** @type {Promise<Outcome>} */
    const outcome = new Promise((resolve, reject) => this.#promises.set(mutationId, {resolve, reject}));
    // Whoever does not look has not forgotten anything.
    outcome.catch(() => {});
    return outcome;
  }

  /**
   * Its reply is there. What has been saved stays until its event shows it.
   *
   * @param {string} mutationId
   * @param {Outcome} outcome
   * @param {number} reached the number of the last event that is shown
   */
  settle(mutationId, outcome, reached) {
    const write = this.#all.find((it) => it.mutationId === mutationId);
    const {seq = 0, error, etag} = outcome;
    if (write && !error && seq > reached) {
      write.seq = seq;
      write.etag = etag ?? undefined;
    } else {
      this.#all = this.#all.filter((it) => it !== write);
    }
    this.#tell(mutationId, outcome);
  }

  /** Everything up to an event is shown now. @param {number} seq @param {string} [mutationId] whose event it is */
  reach(seq, mutationId) {
    if (this.#all.length) {
      this.#all = this.#all.filter((it) => it.mutationId !== mutationId && !(it.seq && it.seq <= seq));
    }
    if (mutationId) {
      this.#tell(mutationId, {seq});
    }
  }

  /** @param {TuttiError} error why nothing more will be known of them */
  end(error) {
    this.#all = [];
    [...this.#promises.keys()].forEach((mutationId) => this.#tell(mutationId, {error}));
  }

  /** @param {string} mutationId @param {Outcome} outcome */
  #tell(mutationId, outcome) {
    const promise = this.#promises.get(mutationId);
    this.#promises.delete(mutationId);
    outcome.error ? promise?.reject(outcome.error) : promise?.resolve(outcome);
  }
}
