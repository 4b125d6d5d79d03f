/** @import {Frame, Message, Options, Outcome, Position, Status, Write} from "./types.js" */
import {pause} from "./backoff.js";
import {browser} from "./environment.js";
import {journalOf, naming, TuttiError} from "./frames.js";
import {Http} from "./http.js";
import {Inbox} from "./inbox.js";
import {Line} from "./line.js";
import {poll, rules} from "./parts.js";
import {Queue} from "./queue.js";
import {Requests} from "./requests.js";
import {Workspace} from "./workspace.js";

/** Writes whose ends are remembered, for tabs that read of them a moment too late. */
const REMEMBERED = 1000;

/** One person's connection to Tutti, shared by all tabs of the browser. */
export class Client {
  /** How things stand; `on("state", …)` tells of changes. @type {Status} */
  status = {state: "connecting"};
  /** The id of the person. */
  me = "";
  /** Writes whose replies are known. @type {Set<string>} */
  settled = new Set();
  #http;
  /** @type {Line | undefined} */
  #line;
  /** @type {Map<string, Set<(frame: any) => void>>} */
  #handlers = new Map();
  /** @type {Map<string, Workspace | Inbox>} */
  #stores = new Map();
  #requests;

  /** @param {Options} options */
  constructor({url, getToken, share = "tutti", environment = browser()}) {
    this.env = environment;
    // Not needed now, but soon. Whoever needs it and does not find it asks again.
    rules().catch(() => {});
    this.#requests = new Requests(environment, (frame) => !!this.#line?.send(frame));
    this.#http = new Http(environment, new URL(url, globalThis.location?.href).href.replace(/\/*$/, "/"), getToken);
    const name = this.#identify(share);
    this.queue = new Queue(environment, this.#http, name, (write, outcome) => {
      const {error} = outcome;
      this.#line?.post({settled: {write, outcome: {...outcome, error: error && {...error, message: error.message}}}});
      this.#settle(write, outcome);
    });
    name.catch(() => "").then((lock) => {
      if (this.status.state === "connecting") {
        this.#line = new Line(environment, this.#http, share ? lock : "", {
          status: (status, leads) => this.#stand(status, leads),
          frame: (frame) => this.#hear(frame),
          message: (message) => this.#hearTab(message),
          back: () => this.#greet(),
        });
      }
    });
  }

  /**
   * @param {string} type of a frame, or `*`; or `state`, or `refused`, which tells of writes that were taken back
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

  /** @param {string} type @param {object} [payload] @returns {boolean} whether there was a connection to send it on */
  send(type, payload = {}) {
    return !!this.#line?.send({type, payload});
  }

  /**
   * @param {string} method
   * @param {string} path under `api/`
   * @param {{body?: unknown, headers?: Record<string, string>}} [sent]
   * @returns {Promise<import("./types.js").Answer>}
   * @throws {TuttiError}
   */
  call(method, path, sent) {
    return this.#http.call(method, path, sent);
  }

  /** @param {string} id @returns {Workspace} live until it is closed; the same for everybody who asks */
  workspace(id) {
    return /** @type {Workspace} */ (this.#store(id, () => new Workspace(this, id)));
  }

  /** @param {string} id @returns {Workspace | undefined} the same, if it is live already */
  peek(id) {
    return /** @type {Workspace | undefined} */ (this.#stores.get(id));
  }

  /** @returns {Inbox} this person's */
  inbox() {
    return /** @type {Inbox} */ (this.#store("inbox", () => new Inbox(this)));
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

  /** @param {Write} write that another tab may have to send, and all may show */
  async keep(write) {
    await this.queue.add(write);
    this.#line?.post({written: write});
  }

  /**
   * @param {string} journal
   * @param {Position} position
   * @param {(frame: Frame) => void} hear what was missed, where this tab has to ask for it itself
   * @returns {Promise<{reason?: string}>}
   */
  async follow(journal, position, hear) {
    const joined = await this.request(journal === "inbox" ? "inbox:join" : "workspace:join", {...naming(journal), position});
    if (this.#line?.leads) {
      return joined;
    }
    const {catchUp} = await poll();
    return catchUp(this.#http, journal, position, hear);
  }

  /** @param {Workspace} store */
  leave({id}) {
    this.#stores.delete(id);
    this.send("workspace:leave", {workspaceId: id});
  }

  /** @param {string | false} share @returns {Promise<string>} under which this person's tabs and writes are kept together */
  async #identify(share) {
    for (let failures = 0; this.status.state === "connecting"; failures++) {
      try {
        this.me = subject(await this.#http.token());
        if (!this.me) {
          break;
        }
        return `${share || "tutti"} ${this.#http.url} ${this.me}`;
      } catch (/** @type {any} */ fault) {
        if (fault.status === 401) {
          this.#end({state: "signed-out"});
        }
        await new Promise((resolve) => this.env.setTimeout(() => resolve(0), pause(failures, {}, this.env.random)));
      }
    }
    throw new TuttiError("closed");
  }

  /** @param {Message} message */
  #hearTab({written, settled, signedOut}) {
    if (written) {
      this.#stores.get(written.journal)?.adopt(written);
      this.queue.send(!!this.#line?.leads && this.status.state === "open");
    } else if (settled) {
      const {error} = settled.outcome;
      this.#settle(settled.write, {...settled.outcome, error: error && new TuttiError(error.code, error.message, error)});
    } else if (signedOut) {
      this.#end({state: "signed-out"});
      this.queue.clear();
    }
  }

  /** @param {Status} status @param {boolean} leads whether it is this tab that sends what was written */
  #stand(status, leads) {
    const {state, hello} = status;
    this.status = status;
    this.me = hello?.payload.userId ?? this.me;
    this.#requests.lost(["closed", "signed-out", "stopped"].includes(state));
    this.#greet();
    this.queue.send(leads && state === "open");
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
    this.settled.add(write.mutationId);
    const [oldest] = this.settled;
    if (this.settled.size > REMEMBERED) {
      this.settled.delete(oldest);
    }
    this.#stores.get(write.journal)?.settle(write, outcome);
    if (outcome.error) {
      this.emit({type: "refused", payload: {write, error: outcome.error}});
    }
  }

  /** @param {string} name @param {() => Workspace | Inbox} make */
  #store(name, make) {
    const store = this.#stores.get(name) ?? make();
    this.#stores.set(name, store);
    return store;
  }

  /** @param {Status} status */
  #end(status) {
    const line = this.#line;
    this.#line = undefined;
    line?.close();
    this.#stand(status, false);
    this.#stores.forEach((store) => store.close());
    this.#stores.clear();
  }
}

/** @param {string} token @returns {string} whom it is about; empty where it does not say so */
function subject(token) {
  try {
    return JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub ?? "";
  } catch {
    return "";
  }
}
