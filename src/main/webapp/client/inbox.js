/** @import {Client} from "./client.js" */
/** @import {InboxView, Rules, State} from "./types.js" */
import {index, own} from "./fold.js";
import {positionOf} from "./frames.js";
import {Store} from "./store.js";

/** @param {string} part @param {(payload: any) => string} key @returns {import("./types.js").Rule} keeps the newest of each */
const keeps = (part, key) => (state, payload) => own(state, part).set(key(payload), payload);

/** @type {Rules} */
const RULES = {
  notification(state, payload) {
    if (!state.notifications.has(payload.id)) {
      state.notifications = new Map([[payload.id, payload], ...state.notifications]);
      state.unread++;
    }
  },
  "notification:read"(state, {upTo, unread}) {
    state.upTo = Math.max(upTo, state.upTo);
    state.unread = unread ?? [...state.notifications.values()].filter(({seq}) => seq > upTo).length;
  },
  "notification:settings_changed"(state, settings) {
    state.settings = {...state.settings, ...settings};
  },
  "filter:saved": keeps("filters", ({id}) => id),
  "filter:deleted": (state, {id}) => own(state, "filters").delete(id),
  "chat:read": keeps("reads", ({workspaceId, room}) => `${workspaceId} ${room ?? ""}`),
  "task:watch": (state, {taskId, watching}) => own(state, "watching").set(taskId, watching),
};

/**
 * What a person is told, on all of their devices: notifications, what has been read, what is watched.
 *
 * @extends {Store<InboxView>}
 */
class Inbox extends Store {
  /** @param {Client<any>} client */
  constructor(client) {
    super(client, "inbox", "", RULES);
  }

  /** @param {number} upTo the `seq` of the newest notification that was read */
  read(upTo) {
    return this.write("POST", "notifications/read", "inbox", {upTo}, "notification:read", {upTo});
  }

  /**
   * @param {string} workspaceId
   * @param {number} upTo the `seq` of the newest message that was read
   * @param {string} [room]
   */
  readMessages(workspaceId, upTo, room) {
    return this.write("POST", `workspaces/${workspaceId}/messages/read`, "read", {upTo, room});
  }

  /** @param {string} workspaceId @param {string} taskId @param {boolean} watching */
  watch(workspaceId, taskId, watching) {
    const path = `workspaces/${workspaceId}/tasks/${taskId}/watch`;
    const event = {workspaceId, taskId, watching};
    return this.write(watching ? "PUT" : "DELETE", path, taskId, undefined, "task:watch", event);
  }

  /** @param {Record<string, boolean>} kinds of notifications, and whether to hear of them */
  want(kinds) {
    return this.write("PATCH", "notifications/settings", "settings", kinds, "notification:settings_changed", kinds);
  }

  /** @param {{id?: string, name: string, workspaceId?: string | null, conditions: object}} filter */
  saveFilter({id = this.client.uuid(), name, workspaceId = null, conditions}) {
    const body = {name, workspaceId, conditions};
    return this.write("PUT", "filters/" + id, id, body, "filter:saved", {id, ...body, version: 0});
  }

  /** @param {string} id */
  deleteFilter(id) {
    return this.write("DELETE", "filters/" + id, id, undefined, "filter:deleted", {id});
  }

  /** @protected @override */
  async load() {
    const get = (/** @type {string} */ path) => this.client.call("GET", path);
    const {data: {items, unread, upTo}, position} = await get("notifications?limit=50");
    // Of a later moment than the position. Hearing once more what they show already does them no harm.
    const [settings, filters] = await Promise.all(["notifications/settings", "filters"].map(get));
    /** @type {State} */
    const state = {
      fresh: new Set(), notifications: index(items), unread, upTo, settings: settings.data, filters: index(filters.data.items),
      reads: this.state?.reads ?? new Map(), watching: this.state?.watching ?? new Map(),
    };
    return {state, position: positionOf(position ?? "")};
  }
}

/** @param {Client<any>} client @returns {Inbox} the person's; the same for everybody who asks */
export const inbox = (client) => client.store("inbox", () => new Inbox(client));
