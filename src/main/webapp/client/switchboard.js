/** @import {Frame} from "./types.js" */
import {journalOf, naming} from "./frames.js";

/**
 * The leading tab's desk: many tabs, one connection. What a tab says goes on as it is, and what the server says goes to
 * all, who pick what is theirs; only coming and going is counted here, so that no tab takes a workspace or a room from
 * another.
 */
export class Switchboard {
  #send;
  #give;
  /** What each tab is in: the ways out. @type {Map<string, Map<string, Frame>>} */
  #tabs = new Map();
  /** The journals that the connection follows. */
  #live = new Set(["inbox"]);
  /** Joins on their way, by their ids. @type {Map<string, string>} */
  #joins = new Map();
  #connectionId = "";
  /** Who is there, by their ids, for tabs that come later. @type {Map<string, Map<string, object>>} */
  #rosters = new Map();

  /**
   * @param {(frame: Frame) => void} send to the server
   * @param {(frame: Frame, from?: string) => void} give to all tabs but the one that it is from
   */
  constructor(send, give) {
    this.#send = send;
    this.#give = give;
  }

  /** @param {Frame} frame @param {string} tab that says it @param {boolean} own whether that is this tab */
  up(frame, tab, own) {
    const {type, id, payload = {}} = frame;
    const [noun, verb] = type.split(":");
    const key = [noun, payload.workspaceId, payload.room].join();
    const places = this.#tabs.get(tab) ?? new Map();
    this.#tabs.set(tab, places);
    const journal = journalOf(payload) ?? "inbox";
    if (verb === "join") {
      places.set(key, {type: noun + ":leave", payload});
      if (noun !== "room") {
        if (!own && this.#live.has(journal)) {
          this.#answer(id);
          const roster = this.#rosters.get(journal);
          roster && this.#give({type: "presence:state", payload: {...naming(journal), online: [...roster.values()]}});
          return;
        }
        this.#joins.set(id ?? "", journal);
        // Only the leader is brought up by the connection; the others see to it themselves.
        frame = own ? frame : {...frame, payload: naming(journal)};
      }
    } else if (verb === "leave") {
      places.delete(key);
      if ([...this.#tabs.values()].some((other) => other.has(key))) {
        this.#answer(id);
        return;
      }
      if (noun === "workspace") {
        this.#forget(journal);
      }
    } else if (type === "relay") {
      // The server passes it on to other connections only, and a tab beside is an other, too.
      this.#give({type, payload: {...payload, connectionId: this.#connectionId}}, tab);
    } else if (type === "presence:update") {
      places.set(type + journal, {type: "", payload});
      // Somebody is at it where one of the tabs is.
      const here = ["workspace", journal, ""].join();
      const states = [...this.#tabs.values()]
        .map((other) => other.get(type + journal)?.payload.state ?? (other.has(here) && "active"));
      frame = {...frame, payload: {...payload, state: states.includes("active") ? "active" : payload.state}};
    }
    this.#send(frame);
  }

  /** @param {Frame} frame that the server says */
  down(frame) {
    const {type, id, payload} = frame;
    if (type === "connected") {
      this.#connectionId = payload.connectionId;
      this.#tabs.clear();
      this.#joins.clear();
      this.#rosters.clear();
      this.#live = new Set(["inbox"]);
    } else if (type === "reply" && id) {
      const journal = this.#joins.get(id);
      this.#joins.delete(id);
      if (journal) {
        frame.success && !frame.data?.reason ? this.#live.add(journal) : this.#forget(journal);
      }
    } else if (type === "reset" || type === "access:revoked") {
      this.#forget(journalOf(payload));
    } else if (type.startsWith("presence:")) {
      const journal = journalOf(payload);
      const {online = [], changed = online, gone = []} = payload;
      const roster = new Map(type === "presence:diff" ? this.#rosters.get(journal) : []);
      changed.forEach((/** @type {any} */ it) => roster.set(it.userId, it));
      gone.forEach((/** @type {string} */ it) => roster.delete(it));
      this.#rosters.set(journal, roster);
    }
  }

  /** @param {string} tab that is closed */
  gone(tab) {
    const places = [...(this.#tabs.get(tab)?.values() ?? [])];
    this.#tabs.delete(tab);
    // Of those that others are in as well, nothing is said.
    places.filter(({type}) => type).forEach((leave) => this.up(leave, "", false));
  }

  /** @param {string | undefined} id */
  #answer(id) {
    if (id) {
      this.#give({type: "reply", id, success: true, data: {}});
    }
  }

  /** @param {string} journal */
  #forget(journal) {
    this.#live.delete(journal);
    this.#rosters.delete(journal);
  }
}
