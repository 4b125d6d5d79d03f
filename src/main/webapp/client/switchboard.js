/** @import {Frame} from "./types.js" */
import {journalOf, naming} from "./frames.js";

/**
 * The leading tab's desk: many tabs, one connection. What a tab says goes on as it is, and what the server says goes to
 * all, who pick what is theirs; only coming and going is counted here, so that no tab takes a workspace or a room from
 * another.
 *
 * @param {(frame: Frame) => void} send to the server
 * @param {(frame: Frame, from?: string) => void} give to all tabs but the one that it is from
 */
export function switchboard(send, give) {
  /** What each tab is in: the ways out. @type {Map<string, Map<string, Frame>>} */
  const tabs = new Map();
  /** Joins on their way, by their ids. @type {Map<string, string>} */
  const joins = new Map();
  /** The journals that the connection follows. */
  const live = new Set(["inbox"]);
  /** Who is there, by their ids, for tabs that come later. @type {Map<string, Map<string, object>>} */
  const rosters = new Map();
  let connectionId = "";

  /** @param {string | undefined} id */
  function answer(id) {
    if (id) {
      give({type: "reply", id, success: true, data: {}});
    }
  }

  /** @param {string} journal */
  function forget(journal) {
    live.delete(journal);
    rosters.delete(journal);
  }

  /** @param {Frame} frame @param {string} tab that says it @param {boolean} [own] whether that is this tab */
  function up(frame, tab, own) {
    const {type, id, payload = {}} = frame;
    const [noun, verb] = type.split(":");
    const journal = journalOf(payload);
    const key = [noun, journal, payload.room].join();
    const places = tabs.get(tab) ?? new Map();
    tabs.set(tab, places);
    if (verb === "join") {
      places.set(key, {type: noun + ":leave", payload});
      if (noun !== "room") {
        if (!own && live.has(journal)) {
          answer(id);
          const roster = rosters.get(journal);
          roster && give({type: "presence:state", payload: {...naming(journal), online: [...roster.values()]}});
          return;
        }
        joins.set(id ?? "", journal);
        // Only the leader is brought up by the connection; the others see to it themselves.
        frame = own ? frame : {...frame, payload: naming(journal)};
      }
    } else if (verb === "leave") {
      places.delete(key);
      if ([...tabs.values()].some((other) => other.has(key))) {
        answer(id);
        return;
      }
      if (noun === "workspace") {
        forget(journal);
      }
    } else if (type === "relay") {
      // The server passes it on to other connections only, and a tab beside is an other, too.
      give({type, payload: {...payload, connectionId}}, tab);
    } else if (type === "presence:update") {
      places.set(key, {type: "", payload});
      // Somebody is at it where one of the tabs is.
      const here = ["workspace", journal, ""].join();
      const isActive = [...tabs.values()].some((other) => (other.get(key)?.payload.state ?? (other.has(here) && "active")) === "active");
      frame = isActive ? {...frame, payload: {...payload, state: "active"}} : frame;
    }
    send(frame);
  }

  return {
    up,

    /** @param {Frame} frame that the server says */
    down(frame) {
      const {type, id, payload} = frame;
      if (type === "connected") {
        connectionId = payload.connectionId;
        [tabs, joins, rosters, live].forEach((it) => it.clear());
        live.add("inbox");
      } else if (type === "reply" && id) {
        const journal = joins.get(id);
        joins.delete(id);
        if (journal) {
          frame.success && !frame.data?.reason ? live.add(journal) : forget(journal);
        }
      } else if (type === "reset" || type === "access:revoked") {
        forget(journalOf(payload));
      } else if (type.startsWith("presence:")) {
        const {online = [], changed = online, gone = []} = payload;
        const journal = journalOf(payload);
        const roster = new Map(type === "presence:diff" ? rosters.get(journal) : []);
        changed.forEach((/** @type {any} */ it) => roster.set(it.userId, it));
        gone.forEach((/** @type {string} */ it) => roster.delete(it));
        rosters.set(journal, roster);
      }
    },

    /** @param {string} tab that is closed */
    gone(tab) {
      const places = tabs.get(tab) ?? new Map();
      tabs.delete(tab);
      // Of those that others are in as well, nothing is said.
      places.forEach((leave) => leave.type && up(leave, ""));
    },
  };
}
