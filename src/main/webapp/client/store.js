/** @import {Client} from "./client.js" */
/** @import {Subscription} from "./subscription.js" */
/** @import {Frame, Outcome, Position, Rules, Snapshot, State, Write} from "./types.js" */
import {pause} from "./backoff.js";
import {TuttiError} from "./frames.js";
import {rules} from "./parts.js";
import {Writes} from "./writes.js";

/** Milliseconds between two tellings: about a frame of the screen, however much happens. */
const FRAME = 16;

/**
 * What the server has confirmed, and on top of it what this browser has written and nobody has confirmed yet. Both are
 * made by the same rules, so that taking back is to leave out.
 *
 * @template {object} V
 */
export class Store {
  /** @protected */
  client;
  /** @protected @type {State | undefined} */
  state;
  /** There as soon as there is a state. @protected */
  rules = /** @type {Rules} */ (/** @type {unknown} */ (undefined));
  #journal;
  /** There as soon as there was a state. @type {Subscription | undefined} */
  #subscription;
  #writes = new Writes();
  /** @type {Set<{seq: number, tell: (error?: TuttiError) => void}>} */
  #waiting = new Set();
  #listeners = new Set();
  /** @type {Snapshot<V> | undefined} */
  #snapshot;
  /** @type {V | undefined} */
  #view;
  /** @type {TuttiError | undefined} */
  #error;
  /** @type {unknown} */
  #timer;
  /** @type {unknown} */
  #retry;
  #failures = 0;
  #loading = false;
  #over = false;

  /** @param {Client} client @param {string} journal a workspace's id, or `inbox` */
  constructor(client, journal) {
    this.client = client;
    this.#journal = journal;
    client.queue.all().then((writes) => writes.forEach((write) => this.adopt(write)));
    // Not before the constructor of whoever extends this is done.
    Promise.resolve().then(() => this.#load());
  }

  /** What to show, the writes included; undefined until it has been loaded. Never changes: a change makes a new one. */
  get view() {
    if (!this.#view && this.state) {
      const state = {...this.state, fresh: new Set()};
      this.#writes.events.forEach((event) => this.rules.fold(state, event));
      this.state.fresh.clear();
      this.#view = /** @type {any} */ ({...state, pending: new Set(this.#writes.pending.map(({entity}) => entity))});
    }
    return this.#view;
  }

  /** @returns {Snapshot<V>} the view, and how things stand; the same one until something changes */
  get snapshot() {
    const online = this.client.status.state === "open";
    return (this.#snapshot ??= {
      data: this.view,
      status: this.#over ? "gone" : !this.state ? "loading" : online && this.#subscription?.live ? "live" : "stale",
      pendingCount: this.#writes.pending.length,
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

  /**
   * @param {string} position as a write's `Journal-Position`
   * @returns {Promise<void>} kept when the view has reached it
   * @throws {TuttiError} `unavailable` after 30 s, or what ended it
   */
  waitFor(position) {
    const seq = Number(position.split(":")[1]);
    return new Promise((resolve, reject) => {
      const timer = this.client.env.setTimeout(() => waiting.tell(new TuttiError("unavailable")), 30_000);
      /** @param {TuttiError} [error] */
      const tell = (error) => {
        this.client.env.clearTimeout(timer);
        this.#waiting.delete(waiting);
        error ? reject(error) : resolve();
      };
      const waiting = {seq, tell};
      this.#waiting.add(waiting);
      this.#tellWaiting();
    });
  }

  /** @param {Frame} frame of this journal, or about it */
  hear(frame) {
    if (frame.type === "reset") {
      this.#subscription?.reset(frame.payload.reason);
    } else if (frame.type === "access:revoked") {
      this.#end(new TuttiError("not_found"));
    } else if (frame.seq || frame.type === "skip") {
      this.#subscription?.hear(frame);
    } else if (this.state && this.rules.fold(this.state, frame)) {
      this.changed();
    }
  }

  /** @param {number} seq of a heartbeat */
  head(seq) {
    this.#subscription?.head(seq);
  }

  /** The connection is there, or gone. @param {boolean} open */
  connected(open) {
    this.#subscription?.cut();
    if (open) {
      this.#resume();
    }
    this.changed(true);
  }

  /**
   * Shows a change at once, and sends it when that is possible.
   *
   * @protected
   * @param {string} method
   * @param {string} path under `api/`
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
    /** @type {Write} */
    const write = {
      method, path, entity, body, match, event: type ? {type, payload} : undefined,
      mutationId: this.client.env.uuid(), journal: this.#journal,
    };
    write.match = this.#writes.match(write);
    const {mutationId} = write;
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

  /** @param {Write} write @param {Outcome} outcome what its reply said */
  settle({mutationId}, outcome) {
    this.#writes.settle(mutationId, outcome, this.#subscription?.position?.seq ?? 0);
    this.changed(true);
  }

  /** Follows it no more, and shows nothing of it. */
  close() {
    this.#end(new TuttiError("closed"));
  }

  /** @protected @param {Promise<Rules>} _rules @returns {Promise<{state: State, position: Position}>} */
  load(_rules) {
    throw new Error("abstract");
  }

  /** @protected */
  joined() {}

  /** @protected @param {Frame} _frame */
  heard(_frame) {}

  /** @protected @param {boolean} [now] */
  changed(now = false) {
    this.#view = this.#snapshot = undefined;
    if (now) {
      this.client.env.clearTimeout(this.#timer);
      this.#timer = undefined;
      [...this.#listeners].forEach((listener) => listener());
    } else {
      this.#timer ??= this.client.env.setTimeout(() => this.changed(true), FRAME);
    }
  }

  /** Changes a part of what is shown that no event tells of. @protected @param {string} part @param {(it: Map<any, any>) => void} how */
  amend(part, how) {
    if (this.state) {
      how(this.rules.own(this.state, part));
      this.changed(true);
    }
  }

  async #load() {
    if (this.#loading || this.#over) {
      return;
    }
    this.#loading = true;
    this.client.env.clearTimeout(this.#retry);
    try {
      // Both are on their way at once.
      const loading = rules();
      const [{state, position}, loaded] = await Promise.all([this.load(loading), loading]);
      this.#loading = false;
      if (!this.#over) {
        this.state = state;
        this.rules = loaded;
        this.#subscription ??= this.#follow(loaded);
        this.#subscription.position = position;
        this.#writes.reach(position.seq);
        this.changed(true);
        this.#tellWaiting();
        this.client.status.state === "open" && this.#subscription.join();
      }
    } catch (/** @type {any} */ refusal) {
      this.#loading = false;
      this.#failed(refusal);
    }
  }

  /** @param {Rules} rules */
  #follow({Subscription}) {
    return new Subscription({
      join: (position) => this.client.follow(this.#journal, position, (frame) => this.hear(frame)),
      entry: (frame) => this.#enter(frame),
      joined: () => {
        this.#failures = 0;
        this.#error = undefined;
        this.changed(true);
        this.joined();
      },
      // A second time in a row it is not the position's fault.
      reset: () => (this.#failures++ ? this.#tryAgain() : this.#load()),
      failed: (refusal) => this.#failed(refusal),
    });
  }

  /** Goes on from the position; without one, from a new snapshot. */
  #resume() {
    this.#subscription?.position ? this.#subscription.join(true) : this.#load();
  }

  /** @param {TuttiError} refusal */
  #failed(refusal) {
    const {client} = this;
    if (this.#over || ["signed-out", "stopped", "closed"].includes(client.status.state)) {
      return;
    }
    if (["not_found", "forbidden", "bad_request", "bad_value"].includes(refusal.code)) {
      this.#end(refusal);
    } else {
      this.#error = refusal;
      this.changed(true);
      this.#tryAgain(refusal);
    }
  }

  /** @param {{retryAfterMs?: number}} [refusal] */
  #tryAgain(refusal) {
    const {env} = this.client;
    env.clearTimeout(this.#retry);
    this.#retry = env.setTimeout(
      () => this.#resume(),
      pause(this.#failures++, {retryAfterMs: refusal?.retryAfterMs}, env.random));
  }

  /** @param {Frame} frame */
  #enter(frame) {
    this.rules.fold(/** @type {State} */ (this.state), frame);
    this.#writes.reach(frame.seq ?? 0, frame.mutationId);
    this.heard(frame);
    this.changed();
    this.#tellWaiting();
    this.client.emit(frame);
  }

  #tellWaiting() {
    const seq = this.#subscription?.position?.seq ?? -1;
    this.#waiting.forEach((it) => it.seq <= seq && it.tell());
  }

  /** @param {TuttiError} error */
  #end(error) {
    this.#over = true;
    this.#error = error;
    this.state = this.#subscription = undefined;
    this.client.env.clearTimeout(this.#retry);
    this.#waiting.forEach((it) => it.tell(error));
    this.#writes.end(error);
    this.changed(true);
  }
}
