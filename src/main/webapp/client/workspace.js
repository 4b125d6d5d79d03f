/** @import {Client} from "./client.js" */
/** @import {Frame, NewTask, Part, WorkspaceView} from "./types.js" */
import {unfold} from "./board.js";
import {Store} from "./store.js";

/**
 * A live workspace. All that changes it shows at once, is sent as soon as it can be, and answers `{id, mutationId, saved}`;
 * {@link Store#write} says what becomes of it. Features add to what it shows and does.
 *
 * @template {object} [V={}]
 * @extends {Store<WorkspaceView & V>}
 */
export class Workspace extends Store {
  /** @type {Map<unknown, Part>} */
  #parts;
  #presence = "active";

  /** @param {Client<V>} client @param {string} id */
  constructor(client, id) {
    super(client, id, "workspaces/" + encodeURIComponent(id), client.rules);
    this.id = id;
    this.#parts = new Map(client.features.map(({Part}) => [Part, new Part(this)]));
  }

  /**
   * @template {object} P
   * @param {new (workspace: any) => P} Part of a feature
   * @returns {P} this workspace's
   */
  part(Part) {
    const part = this.#parts.get(Part);
    if (!part) {
      throw new Error("Name it among the features.");
    }
    return /** @type {any} */ (part);
  }

  /** @param {Partial<NewTask> & {title: string}} task */
  createTask(task) {
    return this.create("/tasks", "task:created", task);
  }

  /**
   * Refused with `stale_version`, which names the `errors`' fields, when somebody else has changed the same fields.
   *
   * @param {string} id
   * @param {Partial<NewTask>} changes
   * @param {string} [match] an `etag`, or `*` to have it all the same; what is shown now by default
   */
  updateTask(id, changes, match = tag(this.view?.tasks.get(id))) {
    return this.write("PATCH", "/tasks/" + id, id, changes, "task:updated", {id, changes}, match);
  }

  /** @param {string} id @param {{status: string, before?: string, after?: string}} to the end of the column by default */
  moveTask(id, to) {
    return this.write("POST", `/tasks/${id}/move`, id, to, "task:moved", {...to, id});
  }

  /** @param {string} id @returns as all writes do; it goes to the trash */
  deleteTask(id) {
    return this.write("DELETE", "/tasks/" + id, id, undefined, "task:deleted", {id});
  }

  /** @param {string} id */
  restoreTask(id) {
    return this.write("POST", `/tasks/${id}/restore`, id);
  }

  /** @param {string} name */
  rename(name) {
    return this.write("PATCH", "", this.id, {name}, "workspace:updated", {changes: {name}}, tag(this.view?.workspace));
  }

  /** @param {{email?: string, userId?: string, role: string}} member */
  addMember(member) {
    return this.write("POST", "/members", member.userId ?? "members", member);
  }

  /** @param {string} userId @param {string} role */
  changeRole(userId, role) {
    const match = tag(this.view?.members.get(userId));
    return this.write("PATCH", "/members/" + userId, userId, {role}, "workspace:member_role_changed", {userId, role}, match);
  }

  /** @param {string} userId */
  removeMember(userId) {
    return this.write("DELETE", "/members/" + userId, userId, undefined, "workspace:member_left", {userId});
  }

  /** @param {"active" | "away"} state said again after every reconnect */
  presence(state) {
    this.#presence = state;
    this.send("presence:update", {state});
  }

  /**
   * @param {string} type of a frame about this workspace
   * @param {object} payload
   * @param {Uint8Array} [bytes] as it is sent, if not as text
   * @returns {boolean} whether there was a connection to send it on
   */
  send(type, payload, bytes) {
    return this.client.send(type, {workspaceId: this.id, ...payload}, bytes);
  }

  /**
   * Writes what is new, and gives it its id.
   *
   * @param {string} path
   * @param {string} type of the event that it is hoped to become
   * @param {object} made
   * @param {object} [about] said by the path
   */
  create(path, type, made, about) {
    const id = this.client.uuid();
    const body = {...made, id};
    return this.write("POST", path, id, body, type, {...body, ...about, createdAt: this.now()});
  }

  /** @returns {string} the time, as the server tells it */
  now() {
    return new Date(this.client.env.Date.now()).toISOString();
  }

  /** @override @param {boolean} open */
  connected(open) {
    if (this.client.status.transport === "poll") {
      // Nothing tells of presence any more, so that nothing would be true for long.
      this.hear({type: "presence:state", payload: {}});
    }
    super.connected(open);
  }

  /** @protected @override */
  async load() {
    const {data} = await this.client.call("GET", this.path + "/snapshot");
    const {epoch, seq, mark} = data;
    return {state: unfold(data, this.client.me, this.client.features, this.state), position: {epoch, seq, mark}};
  }

  /** @protected @override @param {Frame} frame */
  heard(frame) {
    if (frame.type === "joined" && this.#presence !== "active") {
      this.presence("away");
    }
    this.#parts.forEach((part) => part.heard?.(frame));
  }
}

/** @param {{version: number} | undefined} shown its version is 0 until the server has made it */
const tag = (shown) => (shown ? `"${shown.version}"` : "*");
