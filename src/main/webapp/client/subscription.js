/** @import {Frame, Position} from "./types.js" */
/** @import {TuttiError} from "./frames.js" */

/**
 * One journal and how far it has been heard: every entry once and in order, whatever the ways there lose, double or
 * delay.
 *
 * @param {object} on
 * @param {(position: Position) => Promise<{reason?: string}>} on.join
 * @param {(frame: Frame) => void} on.entry
 * @param {() => void} on.joined
 * @param {() => void} on.reset there is no way on from the position
 * @param {(refusal: TuttiError) => void} on.failed
 */
export function subscription(on) {
  /** Where the journal ended a moment ago. */
  let head = 0;
  /** The join that has no answer yet, or that failed and is to be tried again by whoever was told. @type {object | undefined} */
  let joining;

  const me = {
    /** Of the last entry heard; without one, nothing is. @type {Position | undefined} */
    position: undefined,
    /** Whether the entries after the position are on their way; the connection's end makes that untrue. */
    live: false,

    /** Follows from the position on. @param {boolean} [anew] although a join has no answer yet: it will not get one */
    async join(anew = false) {
      if (!me.position || (joining && !anew)) {
        return;
      }
      const mine = (joining = {});
      head = 0;
      /** @type {{reason?: string, refusal?: TuttiError}} */
      const {reason, refusal} = await on.join({...me.position}).catch((refusal) => ({refusal}));
      if (mine !== joining) {
        return;
      }
      if (refusal) {
        on.failed(refusal);
      } else {
        joining = undefined;
        me.live = !reason;
        reason ? on.reset() : on.joined();
      }
    },

    /** Follows it no more. */
    stop() {
      me.live = false;
      joining = me.position = undefined;
    },

    /** @param {Frame} frame an entry, or what takes the place of one */
    hear(frame) {
      const {seq, mark} = frame.type === "skip" ? {seq: frame.payload.to, mark: frame.payload.mark} : frame;
      const at = me.position;
      if (at && seq > at.seq + 1) {
        me.join();
      } else if (at && seq === at.seq + 1) {
        me.position = {epoch: at.epoch, seq, mark};
        on.entry(frame);
      }
    },

    /** @param {number} now where the journal ends. Not to have reached what it said before is to be behind. */
    head(now) {
      if (me.live && me.position && me.position.seq < head) {
        me.join();
      }
      head = now;
    },
  };
  return me;
}
