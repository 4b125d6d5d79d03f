/** @import {Call, End, Environment, Frame, Status, Way} from "./types.js" */
/** @import {Http} from "./http.js" */
import {absence, pause, whatNext} from "./backoff.js";
import {claims} from "./http.js";
import {poll} from "./poll.js";
import {socket} from "./socket.js";
import {sse} from "./sse.js";

/** The ways to the server by their names, the best first. @type {[string, Way][]} */
const LADDER = [["socket", socket], ["sse", sse], ["poll", poll]];
/** Milliseconds. */
const ENDING = 5000, OPENING = 4000, PONG = 10_000, STABLE = 30_000, PROBE = 15_000, PROBE_MOST = 300_000;

/**
 * Keeps one connection to the server, by the best way that gets through, until it is closed or told to stop.
 *
 * @param {Environment} env
 * @param {Http} http
 * @param {(frame: Frame) => void} hear
 * @param {(status: Status) => void} tell
 */
export function connection(env, http, hear, tell) {
  /** Whatever began in an earlier period than this is over. */
  let period = 0;
  let failures = 0;
  /** Before this time nobody's return is a reason to come back: never while nothing waits. */
  let earliest = Infinity;
  let heard = false;
  /** The token that has just been renewed: being refused once more is final. @type {string | undefined} */
  let refused;
  /** @type {Call | undefined} */
  let call;
  /** @type {Map<string, {timer: unknown, at: number, task: () => void}>} */
  const timers = new Map();

  /** @param {string} name @param {number} ms @param {() => void} task */
  function later(name, ms, task) {
    stop(name);
    const due = () => {
      timers.delete(name);
      task();
    };
    timers.set(name, {timer: env.setTimeout(due, ms), at: env.Date.now() + ms, task: due});
  }

  /** @param {string} name */
  function stop(name) {
    env.clearTimeout(timers.get(name)?.timer);
    timers.delete(name);
  }

  function stopTimers() {
    [...timers.keys()].forEach(stop);
  }

  function drop() {
    period++;
    earliest = Infinity;
    stopTimers();
    call?.link?.close();
    call = undefined;
  }

  /** @param {Status["state"]} state @param {Partial<End>} [end] */
  function rest(state, end) {
    drop();
    tell({state, code: end?.code});
  }

  /** @returns {Promise<string>} a token that has not ended, as far as the page can tell: its clock may be wrong */
  async function fresh() {
    const token = await http.token(refused);
    const hasEnded = Number(claims(token).exp) * 1000 < env.Date.now() + ENDING;
    // Asked for once; without another one it is the server that knows.
    return hasEnded && !refused ? http.token(token).catch(() => token) : token;
  }

  /** Tries one way after the other, until one gets through or the server has said no. */
  async function climb() {
    const mine = ++period;
    earliest = Infinity;
    tell({state: "connecting"});
    /** @type {End | undefined} */
    let end = {code: 1006};
    try {
      const token = await fresh();
      for (const [way, open] of LADDER) {
        if (mine === period && end && end.code < 4000 && !end.retryAfterMs && whatNext(end.code) !== "stop") {
          end = await dial(way, open, token);
        }
      }
    } catch (/** @type {any} */ refusal) {
      if (refusal.status === 401 && mine === period) {
        rest("signed-out", end);
      }
    }
    if (end && mine === period) {
      lost(end);
    }
  }

  /**
   * @param {string} way
   * @param {Way} open
   * @param {string} token
   * @returns {Promise<End | undefined>} how it failed; nothing when it got through
   */
  const dial = (way, open, token) => new Promise((resolve) => {
    const mine = period;
    /** @type {Call} */
    const tried = {way, token, end: {code: 1006}};
    const timer = env.setTimeout(fail, OPENING);
    /** @param {End} [end] */
    function fail(end) {
      env.clearTimeout(timer);
      tried.link?.close();
      resolve({...tried.end, ...end, token});
    }
    /** @param {Frame} frame */
    function frame(frame) {
      const {type, payload = {}} = frame;
      if (type === "error" && payload.retryAfterMs) {
        tried.end.retryAfterMs = payload.retryAfterMs;
      } else if (type === "shutdown") {
        tried.end.reconnectAfterMs = payload.reconnectAfterMs;
      }
      if (tried === call) {
        listen(frame);
      } else if (type === "connected") {
        if (mine !== period) {
          return fail();
        }
        env.clearTimeout(timer);
        adopt(tried, frame);
        resolve(undefined);
      }
    }
    /** @param {End} end */
    function closed(end) {
      if (tried === call) {
        // What it asked for earlier was about messages, not about coming back.
        const {retryAfterMs, ...said} = tried.end;
        lost({...(end.code === 1013 || end.code === 4029 ? tried.end : said), ...end});
      } else {
        fail(end);
      }
    }
    try {
      tried.link = open(env, http, token, {frame, closed});
    } catch {
      // The browser does not let it.
      fail();
    }
  });

  /** @param {Call} made @param {Frame} hello */
  function adopt(made, hello) {
    call?.link?.close();
    call = made;
    refused = undefined;
    stopTimers();
    later("stable", STABLE, () => (failures = 0));
    watch(Number(hello.payload.heartbeatMs) || 30_000);
    if (made.way !== "socket") {
      probe(PROBE);
    }
    tell({state: "open", transport: made.way, hello});
  }

  /** @param {Frame} frame */
  function listen(frame) {
    heard = true;
    if (frame.type === "pong") {
      stop("pong");
    } else if (timers.has("pong")) {
      // It may have been on its way when the question was asked: a dead connection's last words answer nothing.
      expect();
    }
    if (frame.type === "auth:expiring") {
      renew(/** @type {Call} */ (call));
    }
    hear(frame);
  }

  /** @param {Call} call */
  async function renew(call) {
    // Where it fails, the connection's end says so.
    const token = await http.token(call.token).catch(() => undefined);
    if (token) {
      call.token = token;
      call.link?.send({type: "auth:refresh", payload: {token}});
    }
  }

  /**
   * Looks from time to time whether the best way is free again.
   *
   * @param {number} after milliseconds
   * @param {number} [least] more, because the server has said so
   */
  function probe(after, least = 0) {
    later("probe", least + after * (0.5 + env.Math.random() / 2), async () => {
      const mine = period;
      const token = await http.token().catch(() => undefined);
      const end = token && mine === period ? await dial(...LADDER[0], token) : {code: 1006};
      if (end && mine === period) {
        probe(Math.min(after * 2, PROBE_MOST), absence(end));
      }
    });
  }

  /** @param {number} every milliseconds; whoever is silent for so long is asked */
  function watch(every) {
    heard = false;
    later("watch", every, () => {
      heard || ping();
      watch(every);
    });
  }

  function ping() {
    call?.link?.send({type: "ping"});
    // Who is asked again while nothing has been heard is given no more time.
    timers.has("pong") || expect();
  }

  const expect = () => later("pong", PONG, () => lost({code: 4008}));

  /** @param {End} end */
  function lost(end) {
    const next = whatNext(end.code);
    const token = end.token ?? call?.token;
    if (next === "stop" || (next === "refresh" && refused)) {
      rest(end.code === 4503 || next === "refresh" ? "signed-out" : "stopped", end);
      return;
    }
    // A token that ended while nobody could be reached costs no second long wait: to be refused once more is final.
    const wait = pause(next === "refresh" && !call ? 0 : failures++, end, env.Math.random);
    drop();
    refused = next === "refresh" ? token : undefined;
    earliest = env.Date.now() + absence(end);
    tell({state: "waiting", code: end.code, retryAt: env.Date.now() + wait});
    later("retry", wait, climb);
  }

  return {
    climb,

    /** @param {Frame} frame lost where there is no connection */
    send: (frame) => call?.link?.send(frame),

    close: () => rest("closed"),

    /** The network or the person is back: what waits goes on, and what seems well has to show it. */
    wake() {
      if (call) {
        ping();
      } else if (env.Date.now() >= earliest) {
        climb();
      }
    },

    /** Does what is due. The timers of a tab that leads unseen are late; the messages of those that follow are not. */
    catchUp() {
      // One may end others, which are not due any more.
      timers.forEach(({timer, at, task}) => {
        if (at <= env.Date.now()) {
          env.clearTimeout(timer);
          task();
        }
      });
    },
  };
}
