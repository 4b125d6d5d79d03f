/** @import {Call, End, Environment, Frame, Status, Way} from "./types.js" */
/** @import {Http} from "./http.js" */
import {pause, whatNext} from "./backoff.js";
import {poll, sse} from "./parts.js";
import {socket} from "./socket.js";

/**
 * The ways by their names, the best first. The others are loaded when they are needed.
 *
 * @type {Record<string, () => Promise<{open: Way}>>}
 */
const LADDER = {socket: async () => ({open: socket}), sse, poll};
/** Milliseconds. */
const OPENING = 4000, PONG = 10_000, STABLE = 30_000, PROBE = 15_000, PROBE_MOST = 300_000;

/** Keeps one connection to the server, by the best way that gets through, until it is closed or told to stop. */
export class Connection {
  /** @type {Status} */
  status = {state: "connecting"};
  #env;
  #http;
  #hear;
  #tell;
  /** Whatever began in an earlier period than this is over. */
  #period = 0;
  #failures = 0;
  #earliest = 0;
  #heard = false;
  /** The token that has just been renewed: being refused once more is final. @type {string | undefined} */
  #refused;
  /** @type {Call | undefined} */
  #call;
  /** @type {Map<string, {timer: unknown, at: number, task: () => void}>} */
  #timers = new Map();

  /**
   * @param {Environment} env
   * @param {Http} http
   * @param {(frame: Frame) => void} hear
   * @param {(status: Status) => void} tell
   */
  constructor(env, http, hear, tell) {
    this.#env = env;
    this.#http = http;
    this.#hear = hear;
    this.#tell = tell;
    this.#climb();
  }

  /** @param {Frame} frame lost where there is no connection */
  send(frame) {
    this.#call?.link?.send(frame);
  }

  close() {
    this.#rest("closed");
  }

  /** Tries one way after the other, until one gets through or the server has said no. */
  async #climb() {
    const period = ++this.#period;
    this.#set({state: "connecting"});
    /** @type {End | undefined} */
    let end = {code: 1006};
    try {
      const token = await this.#http.token(this.#refused);
      for (const way of Object.keys(LADDER)) {
        if (period === this.#period && end && end.code < 4000 && !end.retryAfterMs && whatNext(end.code) !== "stop") {
          end = await this.#dial(way, token, period);
        }
      }
    } catch (/** @type {any} */ refusal) {
      if (refusal.status === 401 && period === this.#period) {
        this.#rest("signed-out", end);
      }
    }
    if (end && period === this.#period) {
      this.#lost(end);
    }
  }

  /**
   * @param {string} way
   * @param {string} token
   * @param {number} period
   * @returns {Promise<End | undefined>} how it failed; nothing when it got through
   */
  async #dial(way, token, period) {
    const loaded = await LADDER[way]().catch(() => undefined);
    return new Promise((resolve) => {
      /** @type {Call} */
      const call = {way, token, end: {code: 1006}};
      const timer = this.#env.setTimeout(() => fail(call.end), OPENING);
      /** @param {End} end */
      const fail = (end) => {
        this.#env.clearTimeout(timer);
        call.link?.close();
        call.link = undefined;
        resolve({...call.end, ...end, token});
      };
      /** @param {Frame} frame */
      const frame = (frame) => {
        const {retryAfterMs, reconnectAfterMs} = frame.payload ?? {};
        if (frame.type === "error" && retryAfterMs) {
          call.end.retryAfterMs = retryAfterMs;
        } else if (frame.type === "shutdown") {
          call.end.reconnectAfterMs = reconnectAfterMs;
        }
        if (call === this.#call) {
          this.#listen(frame);
        } else if (frame.type === "connected" && period === this.#period) {
          this.#env.clearTimeout(timer);
          this.#adopt(call, frame);
          resolve(undefined);
        } else if (frame.type === "connected") {
          fail(call.end);
        }
      };
      /** @param {End} end */
      const closed = (end) => {
        if (call === this.#call) {
          // What it asked for earlier was about messages, not about coming back.
          const {retryAfterMs, ...said} = call.end;
          this.#lost({...(end.code === 1013 || end.code === 4029 ? call.end : said), ...end});
        } else {
          fail(end);
        }
      };
      try {
        call.link = period === this.#period ? loaded?.open(this.#env, this.#http, token, {frame, closed}) : undefined;
      } catch {
        // The browser does not let it.
      }
      call.link || fail(call.end);
    });
  }

  /** @param {Call} call @param {Frame} hello */
  #adopt(call, hello) {
    this.#call?.link?.close();
    this.#call = call;
    this.#refused = undefined;
    this.#stopTimers();
    this.#later("stable", STABLE, () => (this.#failures = 0));
    this.#watch(Number(hello.payload.heartbeatMs) || 30_000);
    if (call.way !== "socket") {
      this.#probe(PROBE);
    }
    this.#set({state: "open", transport: call.way, hello});
  }

  /** @param {Frame} frame */
  #listen(frame) {
    this.#heard = true;
    if (frame.type === "auth:expiring") {
      this.#renew(/** @type {Call} */ (this.#call));
    }
    this.#hear(frame);
  }

  /** @param {Call} call */
  async #renew(call) {
    // Where it fails, the connection's end says so.
    const token = await this.#http.token(call.token).catch(() => undefined);
    if (token) {
      call.token = token;
      call.link?.send({type: "auth:refresh", payload: {token}});
    }
  }

  /** Looks from time to time whether the best way is free again. @param {number} after milliseconds */
  #probe(after) {
    this.#later("probe", after * (0.5 + this.#env.random() / 2), async () => {
      const period = this.#period;
      const token = await this.#http.token().catch(() => undefined);
      const end = token ? await this.#dial("socket", token, period) : {code: 1006};
      if (end && period === this.#period) {
        this.#probe(Math.min(after * 2, PROBE_MOST));
      }
    });
  }

  /** @param {number} every milliseconds; whoever is silent for so long is asked */
  #watch(every) {
    this.#heard = false;
    this.#later("watch", every, () => {
      if (!this.#heard) {
        this.#ping();
      }
      this.#watch(every);
    });
  }

  #ping() {
    this.#heard = false;
    this.send({type: "ping"});
    this.#later("pong", PONG, () => {
      if (!this.#heard) {
        this.#call?.link?.close();
        this.#lost({code: 4008});
      }
    });
  }

  /** The network or the person is back: what waits goes on, and what seems well has to show it. */
  wake() {
    if (this.#call) {
      this.#ping();
    } else if (this.status.state === "waiting" && this.#env.now() >= this.#earliest) {
      this.#climb();
    }
  }

  /** @param {End} end */
  #lost(end) {
    const next = whatNext(end.code);
    const token = end.token ?? this.#call?.token;
    if (next === "stop" || (next === "refresh" && this.#refused)) {
      this.#rest(end.code === 4503 || next === "refresh" ? "signed-out" : "stopped", end);
      return;
    }
    // A token that ended while nobody could be reached costs no second long wait: to be refused once more is final.
    const failures = next === "refresh" && !this.#call ? 0 : this.#failures++;
    this.#drop();
    this.#refused = next === "refresh" ? token : undefined;
    const wait = pause(failures, end, this.#env.random);
    this.#earliest = this.#env.now() + (end.retryAfterMs ?? (end.code === 4003 ? wait : 0));
    this.#set({state: "waiting", code: end.code, retryAt: this.#env.now() + wait});
    this.#later("retry", wait, () => this.#climb());
  }

  /** @param {Status["state"]} state @param {Partial<End>} [end] */
  #rest(state, end) {
    this.#drop();
    this.#set({state, code: end?.code});
  }

  #drop() {
    this.#period++;
    this.#stopTimers();
    this.#call?.link?.close();
    this.#call = undefined;
  }

  /** @param {string} name @param {number} ms @param {() => void} task */
  #later(name, ms, task) {
    this.#env.clearTimeout(this.#timers.get(name)?.timer);
    const due = () => {
      this.#timers.delete(name);
      task();
    };
    this.#timers.set(name, {timer: this.#env.setTimeout(due, ms), at: this.#env.now() + ms, task: due});
  }

  /** Does what is due. The timers of a tab that leads unseen are late; the messages of those that follow are not. */
  catchUp() {
    for (const {timer, at, task} of [...this.#timers.values()]) {
      if (at <= this.#env.now()) {
        this.#env.clearTimeout(timer);
        task();
      }
    }
  }

  #stopTimers() {
    this.#timers.forEach(({timer}) => this.#env.clearTimeout(timer));
    this.#timers.clear();
  }

  /** @param {Status} status */
  #set(status) {
    this.status = status;
    this.#tell(status);
  }
}
