/** @import {Environment, Outcome, Write} from "./types.js" */
/** @import {Http} from "./http.js" */
import {isPassing, pause} from "./backoff.js";
import {plain} from "./frames.js";

/**
 * @param {Write} later
 * @param {Write} earlier
 * @returns {boolean} whether the later one changes what the earlier one has made, or has changed
 */
export const isAfter = ({journal, entity, method, body = {}}, earlier) => {
  /** @type {any} */
  const before = earlier.body ?? {};
  return journal === earlier.journal && entity === earlier.entity &&
    (before.id === entity || (method === earlier.method && Object.keys(body).some((field) => Object.hasOwn(before, field))));
};

/**
 * Milliseconds for which something else may answer a write in the server's place. A server that starts is there by then; what
 * lies before it and takes offence at the write is not, and holds up all that waits behind.
 */
const PATIENCE = 120_000;

/**
 * What was written and is not yet known to be saved. It is kept in the browser's database, so that it outlives the tab,
 * and sent by the one tab that leads: each workspace's in the order in which it was written, each until there is an
 * answer. The same key makes it safe to send it again. What for two minutes nobody but something before the server has
 * answered, is refused with `blocked`.
 *
 * @param {Environment} env
 * @param {Http} http
 * @param {Promise<string>} name of the database
 * @param {object} on
 * @param {(write: Write, outcome: Outcome) => void} on.settled it is known what came of a write
 * @param {() => void} on.unkept there is no database, or it takes no more
 */
export function queue(env, http, name, on) {
  /** Where there is no database: this tab's own, which it sends itself. @type {Map<string, Write>} */
  const memory = new Map();
  /** The journals that are being sent. */
  const lanes = new Set();
  /** @type {(() => void)[]} */
  const asleep = [];
  let sends = false;
  const database = name.then((name) => new Promise((resolve, reject) => {
    const opening = env.indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("writes", {keyPath: "n", autoIncrement: true});
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = reject;
  }));
  // Whoever asks for it is told; that nobody has asked yet is no fault.
  database.catch(() => {});

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => any} task
   * @param {() => T} without what is done where there is no database
   * @returns {Promise<any>} the task's result, once it is on the disk
   */
  const store = (mode, task, without) => database.then((database) => new Promise((resolve, reject) => {
    const transaction = database.transaction("writes", mode);
    const request = task(transaction.objectStore("writes"));
    // Not left to this tab, unless it waits for what it reads: were it frozen in between, no other could write.
    request?.onsuccess || transaction.commit?.();
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = reject;
  })).catch(() => {
    on.unkept();
    return without();
  });

  /** @param {(store: IDBObjectStore) => any} task @param {() => any} [without] */
  const change = (task, without = () => {}) => store("readwrite", task, without);

  /** @returns {Promise<any[]>} all that is kept there, which need not be writes only */
  const rows = () => store("readonly", (store) => store.getAll(), () => []);

  /** @returns {Promise<Write[]>} in their order */
  const all = async () => [...await rows(), ...memory.values()].filter(({journal}) => journal);

  /** @param {string} journal */
  async function run(journal) {
    if (lanes.has(journal)) {
      return;
    }
    lanes.add(journal);
    for (let failures = 0, until = Infinity; ; ) {
      const mine = sends ? await all() : [...memory.values()];
      const write = mine.find((it) => it.journal === journal);
      if (!write) {
        break;
      }
      const outcome = await deliver(write);
      const {error} = outcome;
      const now = env.Date.now();
      until = error?.foreign ? Math.min(until, now + PATIENCE) : Infinity;
      const isBlocked = now >= until;
      if (error && isPassing(error) && !isBlocked) {
        await sleep(pause(failures++, error, env.Math.random));
      } else {
        failures = 0;
        until = Infinity;
        if (isBlocked) {
          error.code = "blocked";
        }
        // Told first: whoever sends it again after a crash in between gets the same answer.
        on.settled(write, outcome);
        await remove(write, outcome);
      }
    }
    lanes.delete(journal);
  }

  /** @param {Write} write @returns {Promise<Outcome>} */
  const deliver = ({method, path, body, match = "*", mutationId}) =>
    http.call(method, path, {
      body,
      headers: {"Idempotency-Key": mutationId, ...(/PATCH|DELETE/.test(method) && {"If-Match": match})},
    }).catch((error) => ({error: plain(error)}));

  /** @param {Write} write @param {Outcome} outcome */
  async function remove(write, {etag}) {
    memory.delete(write.mutationId);
    /** What was written on top of it, before its version was known, is about that version. @param {Write[]} stored */
    const next = (stored) => {
      const kept = [...stored, ...memory.values()];
      return kept
        .filter((it, i) => it.match === undefined && isAfter(it, write) && !kept.slice(0, i).some((between) => isAfter(it, between)))
        .map((it) => Object.assign(it, {match: etag}));
    };
    // In one transaction: what another tab deletes meanwhile, or signing out, must not come back.
    await change((store) => {
      write.n && store.delete(write.n);
      const stored = etag && store.getAll();
      if (stored) {
        stored.onsuccess = () => {
          next(stored.result).forEach((it) => it.n && store.put(it));
          store.transaction.commit?.();
        };
      }
      return stored;
    }, () => etag && next([]));
  }

  /** @param {number} ms @returns {Promise<void>} over when something may have changed, too */
  const sleep = (ms) => new Promise((resolve) => {
    env.setTimeout(resolve, ms);
    asleep.push(resolve);
  });

  return {
    rows,
    all,
    change,

    /** @param {Write} write @returns {Promise<void>} when it is kept */
    async add(write) {
      await change((store) => store.add(write), () => memory.set(write.mutationId, write));
      run(write.journal);
    },

    /** @param {boolean} now whether this tab is the one that sends, and the server may be there */
    async send(now) {
      sends = now;
      asleep.splice(0).forEach((wake) => wake());
      (await all()).forEach(({journal}) => run(journal));
    },

    /** Forgets all. */
    async clear() {
      memory.clear();
      await change((store) => store.clear());
    },
  };
}
