/** @import {Environment, Message} from "./types.js" */

/** Milliseconds between two questions to the leader. Two without an answer end its lead. */
const BEAT = 2500;

/**
 * Chooses, among the tabs of one person, the one that leads: the one that holds the lock. Who is asked answers at once,
 * however hidden, because messages are not throttled as timers are; a frozen tab does not, and its lock is taken. Where the
 * browser lacks what this needs, every tab leads itself.
 *
 * @param {Environment} env
 * @param {string} name this tab's
 * @param {string} lock common to the tabs that share; empty where the person is not known
 * @param {(leads: boolean) => void} tell
 * @param {(message: Message) => void} hear
 */
export function leader(env, name, lock, tell, hear) {
  const {locks} = env.navigator ?? {};
  let leads = false;
  let unanswered = false;
  /** @type {BroadcastChannel | undefined} */
  let channel;
  /** @type {AbortController | undefined} */
  let turn;
  /** @type {(() => void) | undefined} */
  let release;
  /** @type {unknown} */
  let timer;

  /** @param {Message} message to all other tabs */
  function post(message) {
    channel?.postMessage({...message, from: name});
  }

  /** @param {boolean} now */
  function lead(now) {
    if (leads !== now) {
      leads = now;
      tell(now);
    }
  }

  /** @param {{steal?: boolean}} [how] */
  async function stand(how) {
    turn?.abort();
    const mine = (turn = new AbortController());
    await locks.request(lock, how ?? {signal: mine.signal}, () => {
      if (mine === turn) {
        lead(true);
        return new Promise((resolve) => (release = () => resolve(undefined)));
      }
    }).catch(() => {});
    if (mine === turn) {
      // Taken away: somebody waited in vain for an answer.
      lead(false);
      stand();
    }
  }

  function sit() {
    turn?.abort();
    turn = undefined;
    release?.();
    lead(false);
  }

  function beat() {
    if (!leads && turn) {
      if (unanswered) {
        stand({steal: true});
      }
      unanswered = !leads;
      post({ask: true});
    }
    timer = env.setTimeout(beat, BEAT);
  }

  if (locks && env.BroadcastChannel && lock) {
    const opened = (channel = new env.BroadcastChannel(lock));
    opened.onmessage = (/** @type {MessageEvent} */ {data}) => {
      unanswered &&= !data.status;
      hear(data);
    };
    stand();
    beat();
  } else {
    lead(true);
  }
  return {
    post,

    /** Lets others lead until it thaws. Chrome lets a frozen tab hear and answer, and be given locks, and do nothing with them. */
    freeze: () => channel && sit(),

    thaw: () => channel && !turn && stand(),

    close() {
      post({gone: true});
      env.clearTimeout(timer);
      sit();
      channel?.close();
    },
  };
}
