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
    const unread = [...(this.view?.notifications.values() ?? [])].filter(({seq}) => seq > upTo).length;
    return this.write({
      method: "POST", path: "notifications/read", entity: "inbox", body: {upTo},
      event: {type: "notification:read", payload: {upTo, unread}},
    });
  }

  /**
   * @param {string} workspaceId
   * @param {number} upTo the `seq` of the newest message that was read
   * @param {string} [room]
   */
  readMessages(workspaceId, upTo, room) {
    const body = {upTo, room};
    return this.write({method: "POST", path: `workspaces/${workspaceId}/messages/read`, entity: "read", body});
  }

  /** @param {string} workspaceId @param {string} taskId @param {boolean} watching */
  watch(workspaceId, taskId, watching) {
    return this.write({
      method: watching ? "PUT" : "DELETE", path: `workspaces/${workspaceId}/tasks/${taskId}/watch`, entity: taskId,
      event: {type: "task:watch", payload: {workspaceId, taskId, watching}},
    });
  }

  /** @param {Record<string, boolean>} kinds of notifications, and whether to hear of them */
  want(kinds) {
    return this.write({
      method: "PATCH", path: "notifications/settings", entity: "settings", body: kinds,
      event: {type: "notification:settings_changed", payload: {...this.view?.settings, ...kinds}},
    });
  }

  /** @param {{id?: string, name: string, workspaceId?: string | null, conditions: object}} filter */
  saveFilter({id = this.client.env.uuid(), name, workspaceId = null, conditions}) {
    const body = {name, workspaceId, conditions};
    return this.write({
      method: "PUT", path: "filters/" + id, entity: id, body,
      event: {type: "filter:saved", payload: {id, ...body, version: 0}},
    });
  }

  /** @param {string} id */
  deleteFilter(id) {
    return this.write({method: "DELETE", path: "filters/" + id, entity: id, event: {type: "filter:deleted", payload: {id}}});
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
