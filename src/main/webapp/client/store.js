/** @import {Client} from "./client.js" */
/** @import {Frame, Outcome, Position, Rules, Snapshot, State, Write} from "./types.js" */
import {pause} from "./backoff.js";
import {fold} from "./fold.js";
import {TuttiError} from "./frames.js";
import {subscription} from "./subscription.js";
import {writes} from "./writes.js";

/**
 * Milliseconds between two tellings, however much happens: about a frame of the screen, where nobody knows when the next one
 * begins; and for how long one is waited for, which in a page that nobody sees never comes.
 */
const FRAME = 16, UNSEEN = 100;
/** Refusals that would be the same if it were asked again. */
const FINAL = ["not_found", "forbidden", "bad_request", "bad_value"];

/**
 * What the server has confirmed, and on top of it what this browser has written and nobody has confirmed yet. Both are
 * made by the same rules, so that taking back is to leave out.
 *
 * @template {object} V
 */
export class Store {
  /** @protected @type {State | undefined} */
  state;
  #journal;
  #rules;
  #writes = writes();
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {Snapshot<V> | undefined} */
  #snapshot;
  /** @type {V | undefined} */
  #view;
  /** @type {TuttiError | undefined} */
  #error;
  /** What tells the listeners next, where that is due. @type {(() => void) | undefined} */
  #due;
  /** @type {unknown} */
  #retry;
  #failures = 0;
  #loading = false;
  #over = false;
  #subscription = subscription({
    join: (position) => this.client.follow(this.#journal, position, (frame) => this.hear(frame)),
    entry: (frame) => this.#enter(frame),
    joined: () => {
      this.#failures = 0;
      this.#error = undefined;
      this.changed(true);
      this.heard({type: "joined"});
    },
    reset: () => this.#reset(),
    failed: (refusal) => this.#failed(refusal),
  });

  /**
   * @param {Client<any>} client
   * @param {string} journal a workspace's id, or `inbox`
   * @param {string} path of what is written, under `api/`
   * @param {Rules} rules
   */
  constructor(client, journal, path, rules) {
    this.client = client;
    this.path = path;
    this.#journal = journal;
    this.#rules = rules;
    client.queue.all().then((writes) => writes.forEach((write) => this.adopt(write)));
    // Not before the constructor of whoever extends this is done.
    Promise.resolve().then(() => this.#load());
  }

  /** What to show, the writes included; undefined until it has been loaded. Never changes: a change makes a new one. */
  get view() {
    if (!this.#view && this.state) {
      const pending = new Set(this.#writes.pending().map(({entity}) => entity));
      const state = {...this.state, pending, fresh: new Set()};
      this.#writes.events().forEach((event) => fold(state, this.#rules, event));
      this.state.fresh.clear();
      this.#view = /** @type {any} */ (state);
    }
    return this.#view;
  }

  /** The number of the last event that is shown. */
  get seq() {
    return this.#subscription.position?.seq ?? 0;
  }

  /** @returns {Snapshot<V>} the view, and how things stand; the same one until something changes */
  get snapshot() {
    const online = this.client.status.state === "open";
    return (this.#snapshot ??= {
      data: this.view,
      status: this.#over ? "gone" : !this.state ? "loading" : online && this.#subscription.live ? "live" : "stale",
      pendingCount: this.#writes.pending().length,
      online,
      error: this.#error,
    });
  }

  /** @param {() => void} listener told after every change @returns {() => void} ends it */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** @param {Frame} frame of this journal, or about it */
  hear(frame) {
    const {type, seq} = frame;
    if (type === "reset") {
      this.#reset();
    } else if (type === "access:revoked") {
      this.#end(new TuttiError("not_found"));
    } else if (seq || type === "skip") {
      this.#subscription.hear(frame);
    } else {
      this.state && fold(this.state, this.#rules, frame) && this.changed();
      this.heard(frame);
    }
  }

  /** @param {number} seq of a heartbeat */
  head(seq) {
    this.#subscription.head(seq);
  }

  /** The connection is there, or gone. @param {boolean} open */
  connected(open) {
    this.#subscription.live = false;
    open && this.#resume();
    this.changed(true);
  }

  /**
   * Shows a change at once, and sends it when that is possible.
   *
   * @param {string} method
   * @param {string} path after this store's own
   * @param {string} entity the id of what it changes
   * @param {object} [body]
   * @param {string} [type] of the event that it is hoped to become
   * @param {object} [payload]
   * @param {string} [match] the `If-Match` of a PATCH or DELETE
   * @throws {TuttiError} when the journal is closed or gone
   * @returns {{id: string, mutationId: string, saved: Promise<Outcome>}} `saved` fails with a {@link TuttiError} when the
   *     write was refused and taken back. Whoever does not look hears it as `refused`.
   */
  write(method, path, entity, body, type, payload, match = "*") {
    if (this.#over) {
      throw this.#error;
    }
    const mutationId = this.client.uuid();
    /** @type {Write} */
    const write = {
      method, path: this.path + path, entity, body, match, event: type ? {type, payload} : undefined,
      mutationId, journal: this.#journal,
    };
    write.match = this.#writes.match(write);
    const saved = this.#writes.outcome(mutationId);
    this.adopt(write);
    this.client.keep(write);
    return {id: entity, mutationId, saved};
  }

  /** @param {Write} write of this or another tab, or of an earlier page */
  adopt(write) {
    const isOurs = write.journal === this.#journal && !this.#over && !this.client.settled.has(write.mutationId);
    if (isOurs && this.#writes.add(write)) {
      this.changed(true);
    }
  }

  /** @param {string} mutationId of a write @param {Outcome} outcome what its reply said */
  settle(mutationId, outcome) {
    this.#writes.settle(mutationId, outcome, this.seq);
    this.changed(true);
  }

  /** Follows it no more, and shows nothing of it. */
  close() {
    this.client.leave(this.#journal);
    this.#end(new TuttiError("closed"));
  }

  /** @protected @returns {Promise<{state: State, position: Position}>} */
  load() {
    throw new Error("abstract");
  }

  /** What has been heard, and is shown; `joined` when what follows is on its way. @protected @param {Frame} _frame */
  heard(_frame) {}

  /** @protected @param {boolean} [now] */
  changed(now) {
    const {env} = this.client;
    this.#view = this.#snapshot = undefined;
    if (now) {
      this.#due = undefined;
      [...this.#listeners].forEach((listener) => listener());
    } else if (!this.#due) {
      const due = (this.#due = () => {
        this.#due === due && this.changed(true);
      });
      env.requestAnimationFrame?.(due);
      env.setTimeout(due, env.requestAnimationFrame ? UNSEEN : FRAME);
    }
  }

  async #load() {
    if (this.#loading || this.#over) {
      return;
    }
    this.#loading = true;
    this.client.env.clearTimeout(this.#retry);
    /** @type {{refusal?: TuttiError, state?: State, position?: Position}} */
    const {refusal, state, position} = await this.load().catch((refusal) => ({refusal}));
    this.#loading = false;
    if (refusal) {
      this.#failed(refusal);
    } else if (!this.#over) {
      this.state = state;
      this.#subscription.position = position;
      this.#writes.reach(this.seq);
      this.changed(true);
      this.client.status.state === "open" && this.#subscription.join();
    }
  }

  /** Goes on from the position; without one, from a new snapshot. */
  #resume() {
    this.#subscription.position ? this.#subscription.join(true) : this.#load();
  }

  /** There is no way on from the position. A second time in a row that is not the position's fault. */
  #reset() {
    this.#subscription.stop();
    this.#failures++ ? this.#tryAgain() : this.#load();
  }

  /** @param {TuttiError} refusal */
  #failed(refusal) {
    if (this.#over || this.client.over) {
      return;
    }
    if (FINAL.includes(refusal.code)) {
      this.#end(refusal);
    } else {
      this.#error = refusal;
      this.changed(true);
      this.#tryAgain(refusal);
    }
  }

  /** @param {{retryAfterMs?: number}} [refusal] */
  #tryAgain(refusal = {}) {
    const {env} = this.client;
    env.clearTimeout(this.#retry);
    this.#retry = env.setTimeout(() => this.#resume(), pause(this.#failures++, refusal, env.Math.random));
  }

  /** @param {Frame} frame */
  #enter(frame) {
    fold(/** @type {State} */ (this.state), this.#rules, frame);
    this.#writes.reach(frame.seq ?? 0, frame.mutationId);
    this.heard(frame);
    this.changed();
    this.client.emit(frame);
  }

  /** @param {TuttiError} error */
  #end(error) {
    this.#over = true;
    this.#error = error;
    this.state = undefined;
    this.#subscription.stop();
    this.client.env.clearTimeout(this.#retry);
    this.#writes.end(error);
    this.changed(true);
  }
}
