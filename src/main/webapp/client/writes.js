/** @import {Outcome, Write} from "./types.js" */
import {TuttiError} from "./frames.js";
import {isAfter} from "./queue.js";

/** One journal's writes that the view shows although its events do not tell of them yet. */
export function writes() {
  /** @type {Write[]} */
  let all = [];
  /** @type {Map<string, {resolve: (outcome: Outcome) => void, reject: (refusal: TuttiError) => void}>} */
  const promises = new Map();

  /** @param {string} mutationId @param {Outcome} outcome */
  function tell(mutationId, outcome) {
    const promise = promises.get(mutationId);
    promises.delete(mutationId);
    outcome.error ? promise?.reject(outcome.error) : promise?.resolve(outcome);
  }

  return {
    /** @returns those that nobody has confirmed */
    pending: () => all.filter(({seq}) => !seq),

    /** @returns what they are hoped to become, in their order */
    events: () => all.flatMap(({event}) => event ?? []),

    /** @param {Write} write @returns {unknown} whether it is a new one */
    add: (write) => !all.some(({mutationId}) => mutationId === write.mutationId) && all.push({...write}),

    /** @param {Write} write @returns {string | undefined} the version that it is about; not known while that is being made */
    match(write) {
      const before = all.filter((it) => isAfter(write, it)).at(-1);
      return before && write.match !== "*" ? before.etag : write.match;
    },

    /** @param {string} mutationId @returns {Promise<Outcome>} */
    outcome(mutationId) {
      /** @type {Promise<Outcome>} */
      const outcome = new Promise((resolve, reject) => promises.set(mutationId, {resolve, reject}));
      // Whoever does not look has not forgotten anything.
      outcome.catch(() => {});
      return outcome;
    },

    /**
     * Its reply is there. What has been saved stays until its event shows it.
     *
     * @param {string} mutationId
     * @param {Outcome} outcome
     * @param {number} reached the number of the last event that is shown
     */
    settle(mutationId, outcome, reached) {
      const {seq = 0, error, etag} = outcome;
      const stays = !error && seq > reached;
      all = all.filter((it) => it.mutationId !== mutationId || (stays && Object.assign(it, {seq, etag: etag ?? undefined})));
      tell(mutationId, outcome);
    },

    /** Everything up to an event is shown now. @param {number} seq @param {string} [mutationId] whose event it is */
    reach(seq, mutationId) {
      all = all.filter((it) => it.mutationId !== mutationId && !(it.seq && it.seq <= seq));
      if (mutationId) {
        tell(mutationId, {seq});
      }
    },

    /** @param {TuttiError} error why nothing more will be known of them */
    end(error) {
      all = [];
      promises.forEach((_, mutationId) => tell(mutationId, {error}));
    },
  };
}
