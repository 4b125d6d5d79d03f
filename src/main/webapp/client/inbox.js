/** @import {InboxView, Rules} from "./types.js" */
import {Store} from "./store.js";

/**
 * What a person is told, on all of their devices: notifications, what has been read, what is watched.
 *
 * @extends {Store<InboxView>}
 */
export class Inbox extends Store {
  /** @param {import("./client.js").Client} client */
  constructor(client) {
    super(client, "inbox");
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
  saveFilter({id = this.client.env.uuid(), name, workspaceId = null, conditions}) {
    const body = {name, workspaceId, conditions};
    return this.write("PUT", "filters/" + id, id, body, "filter:saved", {id, ...body, version: 0});
  }

  /** @param {string} id */
  deleteFilter(id) {
    return this.write("DELETE", "filters/" + id, id, undefined, "filter:deleted", {id});
  }

  /** @protected @override @param {Promise<Rules>} rules */
  async load(rules) {
    const {data, position} = await this.client.call("GET", "notifications?limit=50");
    // Of a later moment than the position. Hearing once more what they show already does them no harm.
    const [settings, filters] = await Promise.all(
      ["notifications/settings", "filters"].map((path) => this.client.call("GET", path)));
    const [epoch, seq, mark] = /** @type {string} */ (position).split(":");
    return {
      state: (await rules).unfoldInbox(data, settings.data, filters.data, this.state),
      position: {epoch, seq: Number(seq), mark},
    };
  }
}
