/** @import {Environment, Frame, Message, Status} from "./types.js" */
/** @import {Http} from "./http.js" */
import {Connection} from "./connection.js";
import {Switchboard} from "./switchboard.js";
import {Tabs} from "./tabs.js";

/** The one line to the server that all tabs of a person share: this tab's own connection while it leads, another's else. */
export class Line {
  /** @type {Status} */
  status = {state: "connecting"};
  #env;
  #http;
  #on;
  #tabs;
  /** @type {Connection | undefined} */
  #connection;
  /** @type {Switchboard | undefined} */
  #switchboard;
  #offs;

  /**
   * @param {Environment} env
   * @param {Http} http
   * @param {string} lock common to the tabs that share; empty for a tab that does not
   * @param {object} on
   * @param {(status: Status, leads: boolean) => void} on.status when it has changed
   * @param {(frame: Frame) => void} on.frame that the server says, to whichever tab
   * @param {(message: Message) => void} on.message of another tab, about something else than the line
   * @param {() => void} on.back the others have counted this tab out, and it is here again
   */
  constructor(env, http, lock, on) {
    this.#env = env;
    this.#http = http;
    this.#on = on;
    this.#offs = [
      ...["online", "pageshow", "visibilitychange"].map((type) =>
        env.listen(type, () => (type === "visibilitychange" && env.hidden()) || this.#wake())),
      env.listen("freeze", () => this.#tabs.freeze()),
      env.listen("resume", () => this.#tabs.thaw()),
      env.listen("pagehide", () => this.post({gone: true})),
      // From where the browser keeps pages that were left.
      env.listen("pageshow", (event) => event.persisted && on.back()),
    ];
    this.#tabs = new Tabs(env, lock, {lead: (leads) => this.#lead(leads), hear: (message) => this.#hear(message)});
  }

  /** @param {Frame} frame @returns {boolean} whether there was a connection to send it on */
  send(frame) {
    const open = this.status.state === "open";
    if (open && this.#switchboard) {
      this.#switchboard.up(frame, this.#tabs.name, true);
    } else if (open) {
      this.post({up: frame});
    }
    return open;
  }

  /** This tab's name among all. */
  get name() {
    return this.#tabs.name;
  }

  /** Whether this tab's own connection carries what is said. */
  get leads() {
    return !!this.#connection;
  }

  /** @param {Message} message to all other tabs */
  post(message) {
    this.#tabs?.post(message);
  }

  /** Ends this tab's part in it. */
  close() {
    this.#offs.forEach((off) => off());
    this.#on = {...this.#on, status: () => {}};
    this.#tabs.close();
  }

  #wake() {
    this.#connection?.wake();
    this.post({wake: true});
  }

  /** @param {boolean} leads */
  #lead(leads) {
    const former = this.#connection;
    this.#connection = this.#switchboard = undefined;
    former?.close();
    if (leads) {
      const switchboard = (this.#switchboard = new Switchboard((frame) => this.#connection?.send(frame), (...given) => this.#give(...given)));
      /** @param {Frame} frame */
      const hear = (frame) => {
        switchboard.down(frame);
        this.#give(frame);
      };
      this.#connection = new Connection(this.#env, this.#http, hear, (status) => {
        if (switchboard === this.#switchboard) {
          status.hello && switchboard.down(status.hello);
          this.post({status});
          this.#stand(status);
        }
      });
    }
    this.#stand({state: "connecting"});
  }

  /** @param {Frame} frame @param {string} [except] the tab that said it */
  #give(frame, except) {
    this.post({down: frame, except});
    except === this.name || this.#on.frame(frame);
  }

  /** @param {Status} status said again at every beat */
  #stand(status) {
    const before = this.status;
    /** @param {Status} of */
    const connection = (of) => of.hello?.payload.connectionId;
    if (status.state !== before.state || status.retryAt !== before.retryAt || connection(status) !== connection(before)) {
      this.status = status;
      this.#on.status(status, this.leads);
    }
  }

  /** @param {Message} message */
  #hear(message) {
    const {from = "", ask, wake, status, up, down, except, gone} = message;
    if (this.#connection && this.#switchboard) {
      if (ask) {
        this.#connection.catchUp();
        this.post({status: this.status});
      }
      wake && this.#connection.wake();
      up && this.#switchboard.up(up, from, false);
      gone && this.#switchboard.gone(from);
    } else {
      status && this.#stand(status);
      down && except !== this.name && this.#on.frame(down);
    }
    this.#on.message(message);
  }
}
