/** @import {Client} from "./client.js" */
/** @import {Refused} from "./types.js" */
import {plain, TuttiError} from "./frames.js";

/** Choices that wait; whoever lets more of them wait loses the oldest. */
const MOST = 50;

/** @param {Refused} refused @returns {boolean} */
const isConflict = ({error}) => error.code === "stale_version";

/** @param {string} mutationId @returns {string} under which it is kept, beside writes, which have numbers */
const key = (mutationId) => "refused " + mutationId;

/**
 * What was refused because somebody else was faster, and waits for the person to choose. It is kept with what waits to be
 * sent: it outlives the page, shows in all tabs until it is forgotten in one, and signing out forgets it.
 *
 * @param {Client<any>} client
 * @param {(refused: Refused) => boolean} [isChoice] whether there is a choice; in all conflicts by default
 */
export function choices(client, isChoice = isConflict) {
  /** @type {Refused[]} */
  let waiting = [];
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const {queue} = client;

  /** @param {Refused[]} now */
  function set(now) {
    waiting = now;
    listeners.forEach((listener) => listener());
  }

  /** @param {string} id */
  const without = (id) => waiting.filter(({write}) => write.mutationId !== id);

  /** @param {string} id */
  function forget(id) {
    queue.change((store) => store.delete(key(id)));
    client.tell({type: "chosen", payload: {id}});
  }

  client.on("chosen", ({payload}) => set(without(payload.id)));
  client.on("refused", ({payload: {write, error}}) => {
    if (isChoice({write, error})) {
      const id = write.mutationId;
      // By its own key: every tab hears of it and keeps it, and it is kept once.
      queue.change((store) => store.put({n: key(id), refused: {write, error: plain(error)}}));
      set([...without(id), {write, error}]);
      waiting.length > MOST && forget(waiting[0].write.mutationId);
    }
  });
  queue.rows().then((rows) => {
    const kept = rows.flatMap(({refused}) => refused ?? []).map(({write, error}) => ({write, error: new TuttiError(error.code, error)}));
    set([...kept.filter(({write}) => !waiting.some((it) => it.write.mutationId === write.mutationId)), ...waiting]);
  });
  return {
    /** @returns {Refused[]} the oldest first; the same array until something changes */
    get: () => waiting,

    /** @param {() => void} listener told after every change @returns {() => void} ends it */
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },

    /** It needs no choice any more. @param {string} mutationId of the write */
    forget,
  };
}
