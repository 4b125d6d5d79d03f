/** @import {Environment, Frame, Message, Options, Outcome, Position, Request, Status, Write} from "./types.js" */
import {pause} from "./backoff.js";
import {Connection} from "./connection.js";
import {browser} from "./environment.js";
import {journalOf, TuttiError} from "./frames.js";
import {Http} from "./http.js";
import {Inbox} from "./inbox.js";
import {page} from "./poll.js";
import {Queue} from "./queue.js";
import {Switchboard} from "./switchboard.js";
import {Tabs} from "./tabs.js";
import {Workspace} from "./workspace.js";

export {browser, TuttiError};

/** Writes whose ends are remembered, for tabs that read of them a moment too late. */
const REMEMBERED = 1000;

/**
 * @param {Options} options
 * @returns {Client} that is connected as soon as it can be, and stays so until it is closed
 */
export const connect = (options) => new Client(options);

/** One person's connection to Tutti, shared by all tabs of the browser. */
export class Client {
  /** How things stand; `on("state", …)` tells of changes. @type {Status} */
  status = {state: "connecting"};
  /** The id of the person. */
  me = "";
  /** Writes whose replies are known. @type {Set<string>} */
  settled = new Set();
  #http;
  /** @type {Tabs | undefined} */
  #tabs;
  /** @type {Connection | undefined} */
  #connection;
  /** @type {Switchboard | undefined} */
  #switchboard;
  /** @type {Map<string, Set<(frame: any) => void>>} */
  #handlers = new Map();
  /** @type {Map<string, Workspace | Inbox>} */
  #stores = new Map();
  /** @type {Map<string, Request>} */
  #requests = new Map();
  #asked = 0;
  /** Of the connection whose frames are heard. */
  #connectionId = "";
  #offs;

  /** @param {Options} options */
  constructor({url, getToken, share = "tutti", environment = browser()}) {
    this.env = environment;
    this.#http = new Http(environment, new URL(url, globalThis.location?.href).href.replace(/\/*$/, "/"), getToken);
    const name = this.#identify(share);
    this.queue = new Queue(environment, this.#http, name, (write, outcome) => {
      const {error} = outcome;
      this.#tabs?.post({settled: {write, outcome: {...outcome, error: error && {...error, message: error.message}}}});
      this.#settle(write, outcome);
    });
    this.#offs = [
      ...["online", "pageshow", "visibilitychange"].map((type) =>
        environment.listen(type, () => (type === "visibilitychange" && environment.hidden()) || this.#wake())),
      environment.listen("pagehide", () => this.#tabs?.post({gone: true})),
      // Back from where the browser keeps pages that were left: the others have counted it out.
      environment.listen("pageshow", (event) => event.persisted && this.#greet()),
    ];
    name.catch(() => "").then((lock) => {
      if (this.status.state === "connecting") {
        this.#tabs = new Tabs(environment, share ? lock : "", {
          lead: (leads) => this.#lead(leads),
          hear: (message) => this.#hearTab(message),
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
    const id = `${this.#tabs?.name}.${++this.#asked}`;
    return new Promise((resolve, reject) => {
      const timer = this.env.setTimeout(
        () => this.#answer(id, new TuttiError(request.sent ? "outcome_unknown" : "unavailable")), 30_000);
      /** @type {Request} */
      const request = {frame: {type, id, payload, mutationId}, resolve, reject, timer, sent: false};
      this.#requests.set(id, request);
      this.#flush();
    });
  }

  /** @param {string} type @param {object} [payload] @returns {boolean} whether there was a connection to send it on */
  send(type, payload = {}) {
    const open = this.status.state === "open";
    if (open) {
      this.#up({type, payload});
    }
    return open;
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
    this.#tabs?.post({signedOut: true});
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
    this.#tabs?.post({written: write});
  }

  /**
   * @param {string} journal
   * @param {Position} position
   * @param {(frame: Frame) => void} hear what was missed, where this tab has to ask for it itself
   * @returns {Promise<{reason?: string}>}
   */
  async follow(journal, position, hear) {
    const about = journal === "inbox" ? {position} : {workspaceId: journal, position};
    const joined = await this.request(journal === "inbox" ? "inbox:join" : "workspace:join", about);
    if (this.#tabs?.leads) {
      return joined;
    }
    try {
      for (;;) {
        const {items, ...reached} = await page(this.#http, await this.#http.token(), journal, position, 0);
        if (!items.length) {
          return {};
        }
        items.forEach(hear);
        position = reached;
      }
    } catch (/** @type {any} */ refusal) {
      if (refusal.code === "gone") {
        return {reason: refusal.reason};
      }
      throw refusal;
    }
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
        const claims = (await this.#http.token()).split(".")[1] ?? "";
        this.me = JSON.parse(atob(claims.replace(/-/g, "+").replace(/_/g, "/"))).sub;
        return `${share || "tutti"} ${this.#http.url} ${this.me}`;
      } catch (/** @type {any} */ fault) {
        if (fault.status === 401) {
          this.#end({state: "signed-out"});
        } else if (fault instanceof SyntaxError || fault.name === "InvalidCharacterError") {
          break;
        }
        await new Promise((resolve) => this.env.setTimeout(() => resolve(0), pause(failures, {}, this.env.random)));
      }
    }
    throw new TuttiError("closed");
  }

  /** @param {boolean} leads */
  #lead(leads) {
    const former = this.#connection;
    this.#connection = this.#switchboard = undefined;
    former?.close();
    if (leads) {
      const switchboard = (this.#switchboard = new Switchboard(
        (frame) => this.#connection?.send(frame),
        (frame) => this.#give(frame)));
      /** @param {Frame} frame */
      const hear = (frame) => {
        switchboard.down(frame);
        this.#give(frame);
      };
      this.#connection = new Connection(this.env, this.#http, hear, (status) => {
        if (switchboard === this.#switchboard) {
          status.hello && switchboard.down(status.hello);
          this.#tabs?.post({status});
          this.#stand(status);
        }
      });
    }
    if (leads || this.#tabs) {
      this.#stand({state: "connecting"});
    }
  }

  /** @param {Frame} frame */
  #give(frame) {
    this.#tabs?.post({down: frame});
    this.#hear(frame);
  }

  /** @param {Message} message */
  #hearTab({from = "", ask, wake, status, up, down, gone, written, settled, signedOut}) {
    const leads = this.#tabs?.leads;
    if (leads) {
      ask && this.#connection?.catchUp();
      ask && this.#tabs?.post({status: this.status});
      wake && this.#connection?.wake();
      up && this.#switchboard?.up(up, from, false);
      gone && this.#switchboard?.gone(from);
      written && this.queue.send(this.status.state === "open");
    } else {
      status && this.#stand(status);
      down && this.#hear(down);
    }
    if (written) {
      this.#stores.get(written.journal)?.adopt(written);
    } else if (settled) {
      const {error} = settled.outcome;
      this.#settle(settled.write, {...settled.outcome, error: error && new TuttiError(error.code, error.message, error)});
    } else if (signedOut) {
      this.#end({state: "signed-out"});
      this.queue.clear();
    }
  }

  /** @param {Status} status */
  #stand(status) {
    const {state, hello, retryAt} = status;
    const id = hello?.payload.connectionId ?? "";
    if (state === this.status.state && retryAt === this.status.retryAt && id === this.#connectionId) {
      return;
    }
    this.status = status;
    this.#connectionId = id;
    this.me = hello?.payload.userId ?? this.me;
    const over = ["closed", "signed-out", "stopped"].includes(state);
    this.#requests.forEach((request, key) => {
      if (over || (request.sent && !request.frame.mutationId)) {
        this.#answer(key, new TuttiError(request.sent ? "outcome_unknown" : "unavailable"));
      }
      request.sent = false;
    });
    this.#greet();
    this.queue.send(!!this.#tabs?.leads && state === "open");
    this.emit({type: "state", payload: status});
  }

  #wake() {
    this.#connection?.wake();
    this.#tabs?.post({wake: true});
  }

  #greet() {
    const open = this.status.state === "open";
    this.#stores.forEach((store) => store.connected(open));
    this.#flush();
  }

  /** @param {Frame} frame */
  #hear(frame) {
    const {type, id, payload = {}} = frame;
    if (type === "reply") {
      this.#answer(id ?? "", frame.success ? undefined : frame.error, frame.data);
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

  /** @param {Frame} frame */
  #up(frame) {
    if (this.#switchboard) {
      this.#switchboard.up(frame, /** @type {Tabs} */ (this.#tabs).name, true);
    } else {
      this.#tabs?.post({up: frame});
    }
  }

  #flush() {
    if (this.status.state === "open") {
      this.#requests.forEach((request) => {
        if (!request.sent) {
          request.sent = true;
          this.#up(request.frame);
        }
      });
    }
  }

  /** @param {string} id @param {any} error @param {any} [data] */
  #answer(id, error, data) {
    const request = this.#requests.get(id);
    if (request) {
      this.#requests.delete(id);
      this.env.clearTimeout(request.timer);
      error ? request.reject(new TuttiError(error.code, error.message, error)) : request.resolve(data);
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
    this.#offs?.forEach((off) => off());
    const tabs = this.#tabs;
    this.#tabs = undefined;
    tabs?.close();
    this.#lead(false);
    this.#stand(status);
    this.#stores.forEach((store) => store.close());
    this.#stores.clear();
  }
}
