/** @import {Environment, Frame, LineEvents, Message, Status} from "./types.js" */
/** @import {Http} from "./http.js" */
import {tabName, waking} from "./alone.js";
import {connection} from "./connection.js";
import {leader} from "./leader.js";
import {switchboard} from "./switchboard.js";

/**
 * The one line to the server that all tabs of a person share: this tab's own connection while it leads, another's else. What
 * `connect` is given as `share`.
 *
 * @param {Environment} env
 * @param {Http} http
 * @param {string} lock common to the tabs that share; empty where the person is not known
 * @param {LineEvents} on
 */
export function tabs(env, http, lock, on) {
  const name = tabName(env);
  /** @type {Status} */
  let status = {state: "connecting"};
  /** What this tab has while it leads. @type {{own: ReturnType<typeof connection>, desk: ReturnType<typeof switchboard>} | undefined} */
  let lead;
  /** @type {ReturnType<typeof leader> | undefined} */
  let others;
  /** Of this tab's part. */
  const end = new AbortController();

  /** @param {Message} message to all other tabs */
  const post = (message) => others?.post(message);

  /** @param {Status} now said again at every beat */
  function stand(now) {
    status = now;
    on.status(status, !!lead);
  }

  /** @param {Frame} frame @param {string} [except] the tab that said it */
  function give(frame, except) {
    post({down: frame, except});
    except === name || on.frame(frame);
  }

  /** @param {boolean} leads */
  function turn(leads) {
    const former = lead;
    lead = undefined;
    former?.own.close();
    if (leads) {
      const desk = switchboard((frame) => own.send(frame), give);
      const own = connection(
        env, http,
        (frame) => {
          desk.down(frame);
          give(frame);
        },
        (status) => {
          if (lead?.desk === desk) {
            status.hello && desk.down(status.hello);
            post({status});
            stand(status);
          }
        });
      lead = {own, desk};
      own.climb();
    }
    stand({state: "connecting"});
  }

  /** @param {Message} message */
  function hear(message) {
    const {from = "", ask, wake, up, down, except, gone} = message;
    if (lead) {
      if (ask) {
        lead.own.catchUp();
        post({status});
      }
      wake && lead?.own.wake();
      up && lead?.desk.up(up, from);
      gone && lead?.desk.gone(from);
    } else {
      message.status && stand(message.status);
      down && except !== name && on.frame(down);
    }
    on.message(message);
  }

  function wake() {
    lead?.own.wake();
    post({wake: true});
  }

  const listen = waking(env, end.signal, wake);
  listen("freeze", () => others?.freeze());
  listen("resume", () => others?.thaw());
  listen("pagehide", () => post({gone: true}));
  // From where the browser keeps pages that were left.
  listen("pageshow", ({persisted}) => persisted && on.back());
  others = leader(env, name, lock, turn, hear);

  return {
    name,
    post,

    /** @returns whether this tab's own connection carries what is said */
    leads: () => !!lead,

    /** @param {Frame} frame @returns {boolean} whether there was a connection to send it on */
    send(frame) {
      const isOpen = status.state === "open";
      if (isOpen) {
        lead ? lead.desk.up(frame, name, true) : post({up: frame});
      }
      return isOpen;
    },

    /** Ends this tab's part in it. */
    close() {
      end.abort();
      others?.close();
    },
  };
}
