/** @import {Environment, Message} from "./types.js" */

/** Milliseconds between two questions to the leader. Two without an answer end its lead. */
const BEAT = 2500;

/**
 * Chooses, among the tabs of one person, the one that leads: the one that holds the lock. Who is asked answers at once,
 * however hidden, because messages are not throttled as timers are; a frozen tab does not, and its lock is taken. Where the
 * browser lacks what this needs, every tab leads itself.
 */
export class Tabs {
  leads = false;
  /** This tab's name. */
  name;
  #env;
  #lock;
  #on;
  /** @type {BroadcastChannel | undefined} */
  #channel;
  /** @type {AbortController | undefined} */
  #turn;
  /** @type {(() => void) | undefined} */
  #release;
  #unanswered = false;
  /** @type {unknown} */
  #timer;

  /**
   * @param {Environment} env
   * @param {string} lock common to the tabs that share; empty for a tab that does not
   * @param {{lead: (leads: boolean) => void, hear: (message: Message) => void}} on
   */
  constructor(env, lock, on) {
    this.#env = env;
    this.#lock = lock;
    this.#on = on;
    this.name = env.uuid().slice(0, 8);
    if (env.locks && env.BroadcastChannel && lock) {
      const channel = (this.#channel = new env.BroadcastChannel(lock));
      channel.onmessage = (/** @type {MessageEvent} */ {data}) => {
        this.#unanswered &&= !data.status;
        on.hear(data);
      };
      this.#stand({});
      this.#beat();
    } else {
      this.#lead(true);
    }
  }

  /** @param {Message} message to all other tabs */
  post(message) {
    this.#channel?.postMessage({...message, from: this.name});
  }

  /** Lets others lead until it thaws. Chrome lets a frozen tab hear and answer, and be given locks, and do nothing with them. */
  freeze() {
    this.#channel && this.#sit();
  }

  thaw() {
    this.#channel && !this.#turn && this.#stand({});
  }

  close() {
    this.post({gone: true});
    this.#env.clearTimeout(this.#timer);
    this.#sit();
    this.#channel?.close();
  }

  #sit() {
    const turn = this.#turn;
    this.#turn = undefined;
    turn?.abort();
    this.#release?.();
    this.#lead(false);
  }

  /** @param {{steal?: boolean}} how */
  async #stand(how) {
    this.#turn?.abort();
    const turn = (this.#turn = new AbortController());
    const options = how.steal ? how : {signal: turn.signal};
    await this.#env.locks?.request(this.#lock, options, () => {
      if (turn === this.#turn) {
        this.#lead(true);
        return new Promise((release) => (this.#release = () => release(undefined)));
      }
    }).catch(() => {});
    if (turn === this.#turn) {
      // Taken away: somebody waited in vain for an answer.
      this.#lead(false);
      this.#stand({});
    }
  }

  #beat() {
    if (!this.leads && this.#turn) {
      if (this.#unanswered) {
        this.#stand({steal: true});
      }
      this.#unanswered = !this.leads;
      this.post({ask: true});
    }
    this.#timer = this.#env.setTimeout(() => this.#beat(), BEAT);
  }

  /** @param {boolean} leads */
  #lead(leads) {
    if (this.leads !== leads) {
      this.leads = leads;
      this.#on.lead(leads);
    }
  }
}
