/** @import {Frame, Position} from "./types.js" */
/** @import {TuttiError} from "./frames.js" */

/**
 * One journal and how far it has been heard: every entry once and in order, whatever the ways there lose, double or
 * delay.
 */
export class Subscription {
  /** Of the last entry heard; without one, nothing is. @type {Position | undefined} */
  position;
  /** Whether the entries after the position are on their way. */
  live = false;
  #on;
  /** The join that has no answer yet, or that failed and is to be tried again by whoever was told. @type {object | undefined} */
  #joining;
  #head = 0;

  /**
   * @param {object} on
   * @param {(position: Position) => Promise<{reason?: string}>} on.join
   * @param {(frame: Frame) => void} on.entry
   * @param {() => void} on.joined
   * @param {(reason: string) => void} on.reset there is no way on from the position
   * @param {(refusal: TuttiError) => void} on.failed
   */
  constructor(on) {
    this.#on = on;
  }

  /** Follows from the position on. @param {boolean} [anew] although a join has no answer yet: it will not get one */
  async join(anew = false) {
    if ((this.#joining && !anew) || !this.position) {
      return;
    }
    const mine = (this.#joining = {});
    this.#head = 0;
    /** @type {TuttiError | undefined} */
    let refusal;
    const {reason} = await this.#on.join({...this.position}).catch((it) => ({reason: void (refusal = it)}));
    if (mine !== this.#joining) {
      return;
    }
    if (refusal) {
      this.#on.failed(refusal);
      return;
    }
    this.#joining = undefined;
    if (reason) {
      this.reset(reason);
    } else {
      this.live = true;
      this.#on.joined();
    }
  }

  /** The connection is gone, and with it what was on its way. */
  cut() {
    this.live = false;
  }

  /** @param {string} reason */
  reset(reason) {
    this.live = false;
    this.#joining = this.position = undefined;
    this.#on.reset(reason);
  }

  /** @param {Frame} frame an entry, or what takes the place of one */
  hear(frame) {
    const {seq, mark} = frame.type === "skip" ? {seq: frame.payload.to, mark: frame.payload.mark} : frame;
    const at = this.position;
    if (!at || !seq || seq <= at.seq) {
      return;
    }
    if (seq === at.seq + 1) {
      this.position = {epoch: at.epoch, seq, mark};
      this.#on.entry(frame);
    } else {
      this.join();
    }
  }

  /** @param {number} head where the journal ended a moment ago. Not to have reached the one before is to be behind. */
  head(head) {
    if (this.live && this.position && this.position.seq < this.#head) {
      this.join();
    }
    this.#head = head;
  }
}
