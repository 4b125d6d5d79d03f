/** @import {Feature, Frame, Line, Message, Options, Outcome, Position, Rules, Status, Write} from "./types.js" */
/** @import {Store} from "./store.js" */
import {alone} from "./alone.js";
import {pause} from "./backoff.js";
import {RULES} from "./board.js";
import {uuid} from "./environment.js";
import {journalOf, naming, TuttiError} from "./frames.js";
import {claims, http} from "./http.js";
import {catchUp} from "./poll.js";
import {queue} from "./queue.js";
import {requests} from "./requests.js";
import {Workspace} from "./workspace.js";

/** Writes whose ends are remembered, for tabs that read of them a moment too late. */
const REMEMBERED = 1000;

/**
 * One person's connection to Tutti.
 *
 * @template {object} [V={}] what features add to the views of workspaces
 */
export class Client {
  /** How things stand; `on("state", …)` tells of changes. @type {Status} */
  status = {state: "connecting"};
  /** Whether that is for good. */
  over = false;
  /** The id of the person. */
  me = "";
  /** Writes that are kept in this browser and not saved yet, of all journals and tabs; `on("pending", …)` tells of changes. */
  pendingCount = 0;
  /** Whether what is written outlives this tab; `on("unkept", …)` tells once where it does not. */
  keeps = true;
  /** Writes whose replies are known. @type {Set<string>} */
  settled = new Set();
  /** @type {Line | undefined} */
  #line;
  /** @type {Map<string, Set<(frame: any) => void>>} */
  #handlers = new Map();
  /** @type {Map<string, Store<any>>} */
  #stores = new Map();
  #requests;

  /** @param {Options & {features?: Feature<any, any>[]}} options */
  constructor({url, getToken, features = [], share = alone, name = "tutti", environment = globalThis}) {
    this.env = environment;
    this.features = features;
    /** By which events change workspaces. @type {Rules} */
    this.rules = Object.assign({}, RULES, ...features.map(({rules}) => rules));
    this.#requests = requests(environment, (frame) => !!this.#line?.send(frame));
    this.http = http(environment, new URL(url, globalThis.location?.href).href.replace(/\/*$/, "/"), getToken);
    const lock = this.#identify(name);
    this.queue = queue(environment, this.http, lock, {
      settled: (write, outcome) => {
        this.#line?.post({settled: {write, outcome}});
        this.#settle(write, outcome);
      },
      unkept: () => {
        this.keeps && this.emit({type: "unkept", payload: {}});
        this.keeps = false;
      },
    });
    lock.catch(() => "").then((lock) => {
      if (!this.over) {
        this.#line = share(environment, this.http, lock, {
          status: (status, leads) => this.#line && this.#stand(status, leads),
          frame: (frame) => this.#hear(frame),
          message: (message) => this.#hearTab(message),
          back: () => this.#greet(),
        });
      }
    });
  }

  /**
   * @param {string} type of a frame, or `*`; or `state`, `pending`, `unkept`, or `refused`, which tells of writes that were taken back
   * @param {(frame: Frame) => void} handler hears a journal's entries once and in order, when they are in the view
   * @returns {() => void} ends it
   */
  on(type, handler) {
    const handlers = this.#handlers.get(type) ?? new Set();
    this.#handlers.set(type, handlers.add(handler));
    return () => {
      handlers.delete(handler);
    };
  }

  /**
   * @param {string} type
   * @param {object} [payload]
   * @param {{mutationId?: string}} [more] with which it may safely be sent again
   * @returns {Promise<any>} the reply's data
   * @throws {TuttiError} the refusal; after 30 s, `unavailable` where it was not sent, else `outcome_unknown`
   */
  request(type, payload = {}, {mutationId} = {}) {
    return this.#requests.ask(this.#line?.name, {type, payload, mutationId});
  }

  /**
   * @param {string} type
   * @param {object} [payload]
   * @param {Uint8Array} [bytes] as it is sent, if not as text
   * @returns {boolean} whether there was a connection to send it on
   */
  send(type, payload = {}, bytes) {
    return !!this.#line?.send({type, payload, bytes});
  }

  /**
   * @param {string} method
   * @param {string} path under `api/`
   * @param {{body?: unknown, headers?: Record<string, string>}} [sent]
   * @returns {Promise<import("./types.js").Answer>}
   * @throws {TuttiError}
   */
  call(method, path, sent) {
    return this.http.call(method, path, sent);
  }

  /** @param {string} id @returns {Workspace<V>} live until it is closed; the same for everybody who asks */
  workspace(id) {
    return this.store(id, () => new Workspace(this, id));
  }

  /** @param {string} id @returns {Workspace<V> | undefined} the same, if it is live already */
  peek(id) {
    return /** @type {any} */ (this.#stores.get(id));
  }

  /**
   * @template {Store<any>} S
   * @param {string} journal
   * @param {() => S} make
   * @returns {S} what shows it; the same for everybody who asks
   */
  store(journal, make) {
    const store = /** @type {S | undefined} */ (this.#stores.get(journal)) ?? make();
    this.#stores.set(journal, store);
    return store;
  }

  /** @returns {string} a new id */
  uuid() {
    return uuid(this.env);
  }

  /** Ends this tab's part. What was written and not yet sent is kept. */
  close() {
    this.#end({state: "closed"});
  }

  /** Ends all tabs' parts, and forgets what was kept. Ending the sign-in itself is the page's part. */
  async signOut() {
    this.#line?.post({signedOut: true});
    this.#end({state: "signed-out"});
    await this.queue.clear();
  }

  /** @param {Frame} frame to whoever wants to know */
  emit(frame) {
    for (const type of [frame.type, "*"]) {
      this.#handlers.get(type)?.forEach((handler) => {
        try {
          handler(frame);
        } catch (fault) {
          // A fault of the page's must not stop what is ours, nor go unseen.
          this.env.setTimeout(() => {
            throw fault;
          }, 0);
        }
      });
    }
  }

  /** @param {Frame} frame to whoever wants to know, in all tabs */
  tell(frame) {
    this.#line?.post({told: frame});
    this.emit(frame);
  }

  /** @param {Write} write that another tab may have to send, and all may show */
  async keep(write) {
    await this.queue.add(write);
    this.#line?.post({written: write});
    this.#count();
  }

  /**
   * @param {string} journal
   * @param {Position} position
   * @param {(frame: Frame) => void} hear what was missed, where this tab has to ask for it itself
   * @returns {Promise<{reason?: string}>}
   */
  async follow(journal, position, hear) {
    const joined = await this.request(journal === "inbox" ? "inbox:join" : "workspace:join", {...naming(journal), position});
    return this.#line?.leads() ? joined : catchUp(this.http, journal, position, hear);
  }

  /** @param {string} journal */
  leave(journal) {
    this.#stores.delete(journal);
    journal === "inbox" || this.send("workspace:leave", {workspaceId: journal});
  }

  /** @param {string} name @returns {Promise<string>} under which this person's tabs and writes are kept together */
  async #identify(name) {
    for (let failures = 0; !this.over; failures++) {
      try {
        this.me = claims(await this.http.token()).sub ?? "";
        if (!this.me) {
          break;
        }
        return `${name} ${this.http.url} ${this.me}`;
      } catch (/** @type {any} */ fault) {
        if (fault.status === 401) {
          this.#end({state: "signed-out"});
        }
        await new Promise((resolve) => this.env.setTimeout(() => resolve(0), pause(failures, {}, this.env.Math.random)));
      }
    }
    throw new TuttiError("closed");
  }

  /** @param {Message} message */
  #hearTab({written, settled, signedOut, told}) {
    if (written) {
      this.#stores.get(written.journal)?.adopt(written);
      this.queue.send(!!this.#line?.leads() && this.status.state === "open");
      this.#count();
    } else if (settled) {
      this.#settle(settled.write, settled.outcome);
    } else if (told) {
      this.emit(told);
    } else if (signedOut) {
      this.signOut();
    }
  }

  /** @param {Status} status said again and again @param {boolean} leads whether it is this tab that sends what was written */
  #stand(status, leads) {
    const {state, hello} = status;
    const isKnown = seen(status) === seen(this.status);
    this.status = status;
    if (isKnown) {
      return;
    }
    this.over = ["closed", "signed-out", "stopped"].includes(state);
    this.me = hello?.payload.userId ?? this.me;
    this.#requests.lost(this.over);
    this.#greet();
    this.queue.send(leads && state === "open");
    this.#count();
    this.emit({type: "state", payload: status});
  }

  #greet() {
    const open = this.status.state === "open";
    this.#stores.forEach((store) => store.connected(open));
    this.#requests.flush();
  }

  /** @param {Frame} frame */
  #hear(frame) {
    const {type, payload = {}} = frame;
    if (type === "reply") {
      this.#requests.answer(frame);
    } else if (type === "heartbeat") {
      payload.heads.forEach((/** @type {any} */ head) => this.#stores.get(journalOf(head))?.head(head.seq));
    } else if (type === "bytes") {
      this.features.forEach(({unpack}) => {
        const unpacked = unpack?.(payload);
        unpacked && this.#hear(unpacked);
      });
    } else {
      const store = this.#stores.get(journalOf(frame.seq ? frame : payload));
      store?.hear(frame);
      // An entry is told by its store, when it is its turn.
      if (!frame.seq || !store) {
        this.emit(frame);
      }
    }
  }

  /** @param {Write} write @param {Outcome} outcome */
  #settle(write, outcome) {
    const {mutationId, journal} = write;
    const error = outcome.error && new TuttiError(outcome.error.code, outcome.error);
    this.settled.add(mutationId);
    const [oldest] = this.settled;
    if (this.settled.size > REMEMBERED) {
      this.settled.delete(oldest);
    }
    this.#stores.get(journal)?.settle(mutationId, {...outcome, error});
    error && this.emit({type: "refused", payload: {write, error}});
    this.#count();
  }

  /** What the browser keeps knows of other tabs and of earlier pages; what is answered is taken from it a moment later. */
  async #count() {
    this.pendingCount = (await this.queue.all()).filter(({mutationId}) => !this.settled.has(mutationId)).length;
    this.emit({type: "pending", payload: {count: this.pendingCount}});
  }

  /** @param {Status} status */
  #end(status) {
    const line = this.#line;
    this.#line = undefined;
    line?.close();
    this.#stand(status, false);
    this.#stores.forEach((store) => store.close());
  }
}

/** @param {Status} status @returns {string} what of it pages are told of */
const seen = ({state, retryAt, hello}) => [state, retryAt, hello?.payload.connectionId].join();
