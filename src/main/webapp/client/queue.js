/** @import {Environment, Outcome, Write} from "./types.js" */
/** @import {Http} from "./http.js" */
import {isPassing, pause} from "./backoff.js";

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
 * What was written and is not yet known to be saved. It is kept in the browser's database, so that it outlives the tab,
 * and sent by the one tab that leads: each workspace's in the order in which it was written, each until there is an
 * answer. The same key makes it safe to send it again.
 */
export class Queue {
  #env;
  #http;
  #told;
  #database;
  /** Where there is no database: this tab's own, which it sends itself. @type {Map<string, Write>} */
  #memory = new Map();
  #lanes = new Set();
  #sends = false;
  /** @type {Set<() => void>} */
  #asleep = new Set();

  /**
   * @param {Environment} env
   * @param {Http} http
   * @param {Promise<string>} name of the database
   * @param {(write: Write, outcome: Outcome) => void} told what came of a write
   */
  constructor(env, http, name, told) {
    this.#env = env;
    this.#http = http;
    this.#told = told;
    this.#database = name.then((name) => new Promise((resolve, reject) => {
      const opening = env.indexedDB.open(name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("writes", {keyPath: "n", autoIncrement: true});
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = reject;
    }));
    this.#database.catch(() => {});
  }

  /** @returns {Promise<Write[]>} in their order */
  async all() {
    const kept = await this.#do("readonly", (store) => store.getAll()).catch(() => []);
    return [...kept, ...this.#memory.values()];
  }

  /** @param {Write} write @returns {Promise<void>} when it is kept */
  async add(write) {
    await this.#do("readwrite", (store) => store.add(write)).catch(() => this.#memory.set(write.mutationId, write));
    this.#run(write.journal);
  }

  /** @param {boolean} sends whether this tab is the one that sends, and the server may be there */
  async send(sends) {
    this.#sends = sends;
    this.#asleep.forEach((wake) => wake());
    new Set((await this.all()).map(({journal}) => journal)).forEach((journal) => this.#run(journal));
  }

  /** Forgets all. */
  async clear() {
    this.#memory.clear();
    await this.#do("readwrite", (store) => store.clear()).catch(() => {});
  }

  /** @param {string} journal */
  async #run(journal) {
    if (this.#lanes.has(journal)) {
      return;
    }
    this.#lanes.add(journal);
    for (let failures = 0; ; ) {
      const mine = this.#sends ? await this.all() : [...this.#memory.values()];
      const write = mine.find((it) => it.journal === journal);
      if (!write) {
        break;
      }
      const {again, ...outcome} = await this.#deliver(write);
      if (again) {
        await this.#sleep(pause(failures++, again, this.#env.random));
      } else {
        failures = 0;
        // Told first: whoever sends it again after a crash in between gets the same answer.
        this.#told(write, outcome);
        await this.#remove(write, outcome);
      }
    }
    this.#lanes.delete(journal);
  }

  /** @param {Write} write @returns {Promise<Outcome & {again?: {retryAfterMs?: number}}>} */
  async #deliver({method, path, body, match, mutationId}) {
    try {
      const {seq, etag, data} = await this.#http.call(method, path, {
        body,
        headers: {"Idempotency-Key": mutationId, ...(method === "PATCH" || method === "DELETE" ? {"If-Match": match ?? "*"} : {})},
      });
      return {seq, etag, data};
    } catch (/** @type {any} */ error) {
      return isPassing(error) ? {again: {retryAfterMs: error.retryAfterMs}} : {error};
    }
  }

  /** @param {Write} write @param {Outcome} outcome */
  async #remove(write, {etag}) {
    this.#memory.delete(write.mutationId);
    await this.#do("readwrite", (store) => write.n && store.delete(write.n)).catch(() => {});
    if (etag) {
      // What was written on top of it, before its version was known, is about that version.
      const all = await this.all();
      const next = all.filter((it, i) =>
        it.match === undefined && isAfter(it, write) && !all.slice(0, i).some((between) => isAfter(it, between)));
      for (const it of next) {
        it.match = etag;
        await this.#do("readwrite", (store) => it.n && store.put(it)).catch(() => {});
      }
    }
  }

  /** @param {number} ms @returns {Promise<void>} over when something may have changed, too */
  #sleep(ms) {
    return new Promise((resolve) => {
      const wake = () => {
        this.#env.clearTimeout(timer);
        this.#asleep.delete(wake);
        resolve();
      };
      const timer = this.#env.setTimeout(wake, ms);
      this.#asleep.add(wake);
    });
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => any} task
   * @returns {Promise<any>} its result, once it is on the disk
   */
  async #do(mode, task) {
    const database = await this.#database;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction("writes", mode);
      const request = task(transaction.objectStore("writes"));
      // Not left to this tab: were it frozen in between, no other could write.
      transaction.commit?.();
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = reject;
    });
  }
}
