/** @import {Frame, NewTask, Rules, WorkspaceView} from "./types.js" */
/** @typedef {{id: string, taskId?: string, room?: string | null}} Said */
import {TuttiError} from "./frames.js";
import {Store} from "./store.js";
import {Typing} from "./typing.js";

/**
 * A live workspace. All that changes it shows at once, is sent as soon as it can be, and answers `{id, mutationId, saved}`;
 * {@link Store#write} says what becomes of it.
 *
 * @extends {Store<WorkspaceView>}
 */
export class Workspace extends Store {
  #path;
  /** @type {import("./threads.js").Threads | undefined} */
  #threads;
  #typing = new Typing(this.client.env, (key) => this.amend("typing", (typing) => typing.delete(key)));
  /** @type {Set<string>} */
  #rooms = new Set();
  #presence = "active";

  /** @param {import("./client.js").Client} client @param {string} id */
  constructor(client, id) {
    super(client, id);
    this.id = id;
    this.#path = "workspaces/" + encodeURIComponent(id);
  }

  /** @param {Partial<NewTask> & {title: string}} task */
  createTask(task) {
    const id = this.client.env.uuid();
    const body = {...task, id};
    return this.#write("POST", "/tasks", id, body, "task:created", {...body, createdAt: this.#now()});
  }

  /**
   * Refused with `stale_version`, which names the `errors`' fields, when somebody else has changed the same fields.
   *
   * @param {string} id
   * @param {Partial<NewTask>} changes
   * @param {string} [match] an `etag`, or `*` to have it all the same; what is shown now by default
   */
  updateTask(id, changes, match) {
    const version = this.view?.tasks.get(id)?.version;
    return this.#write("PATCH", "/tasks/" + id, id, changes, "task:updated", {id, changes}, match ?? tag(version));
  }

  /** @param {string} id @param {{status: string, before?: string, after?: string}} to the end of the column by default */
  moveTask(id, to) {
    return this.#write("POST", `/tasks/${id}/move`, id, to, "task:moved", {...to, id});
  }

  /** @param {string} id @returns as all writes do; it goes to the trash */
  deleteTask(id) {
    return this.#write("DELETE", "/tasks/" + id, id, undefined, "task:deleted", {id});
  }

  /** @param {string} id */
  restoreTask(id) {
    return this.#write("POST", `/tasks/${id}/restore`, id);
  }

  /** @param {string} name */
  rename(name) {
    const version = this.view?.workspace.version;
    return this.#write("PATCH", "", this.id, {name}, "workspace:updated", {changes: {name}}, tag(version));
  }

  /** @param {{email?: string, userId?: string, role: string}} member */
  addMember(member) {
    return this.#write("POST", "/members", member.userId ?? "members", member);
  }

  /** @param {string} userId @param {string} role */
  changeRole(userId, role) {
    const version = this.view?.members.get(userId)?.version;
    const path = "/members/" + userId;
    return this.#write("PATCH", path, userId, {role}, "workspace:member_role_changed", {userId, role}, tag(version));
  }

  /** @param {string} userId */
  removeMember(userId) {
    return this.#write("DELETE", "/members/" + userId, userId, undefined, "workspace:member_left", {userId});
  }

  /** @param {string} text @param {{room?: string, replyTo?: string}} [where] the main conversation by default */
  say(text, where = {}) {
    return this.#said("/messages", "chat:message", {text, ...where});
  }

  /** @param {string} taskId @param {string} text */
  comment(taskId, text) {
    return this.#said(`/tasks/${taskId}/comments`, "comment:created", {text}, {taskId});
  }

  /**
   * @param {Said} said a message or a comment
   * @param {string} text
   */
  edit(said, text) {
    return this.#again("PATCH", said, "", said.taskId ? "updated" : "edited", {text, editedAt: this.#now()}, {text});
  }

  /** @param {Said} said */
  unsay(said) {
    return this.#again("DELETE", said, "", "deleted", {deletedAt: this.#now()});
  }

  /** @param {Said} said @param {string} emoji @param {boolean} [added] */
  react(said, emoji, added = true) {
    const tail = "/reactions/" + encodeURIComponent(emoji);
    return this.#again(added ? "PUT" : "DELETE", said, tail, "reacted", {emoji, userId: this.client.me, added});
  }

  /**
   * Shows in `view.threads`, under `task <id>` or `room <name>` (`room ` is the main conversation), what was said there, and
   * keeps it so. Called again it shows what is older, 50 at a time, until `next` is null.
   *
   * @param {{taskId?: string, room?: string}} [of]
   * @throws {TuttiError}
   */
  async thread(of = {}) {
    if (!this.#threads || !this.state) {
      throw new TuttiError("unavailable", "The workspace is not loaded.");
    }
    if (await this.#threads.open(of)) {
      this.changed(true);
    }
  }

  /** Tells the others, at most every 3 s, that this person is typing. @param {string} taskId */
  typing(taskId) {
    if (this.#typing.says(taskId)) {
      this.#tell("task:typing", {taskId});
    }
  }

  /** Tells the others there something that is kept nowhere. @param {string} name @param {unknown} data @param {string} [room] */
  signal(name, data, room) {
    return this.#tell("signal", {room, name, data});
  }

  /**
   * Passes bytes on to the others in a room that was entered; they hear `relay`, with `{workspaceId, room, connectionId, data}`.
   *
   * @param {string} room
   * @param {Uint8Array} data
   * @returns {boolean} whether there was a connection to send them on
   * @throws {TuttiError} `unavailable` where that is no WebSocket, which alone carries bytes
   */
  relay(room, data) {
    const {state, transport} = this.client.status;
    if (state === "open" && transport !== "socket") {
      throw new TuttiError("unavailable", "Only a WebSocket carries bytes.");
    }
    return this.#tell("relay", {room, data});
  }

  /** @param {"active" | "away"} state said again after every reconnect */
  presence(state) {
    this.#presence = state;
    this.#tell("presence:update", {state});
  }

  /** Enters a room, as soon as the workspace is live; who is in it shows in `view.rooms`. @param {string} room */
  async enter(room) {
    this.#rooms.add(room);
    if (this.snapshot.status !== "live") {
      return;
    }
    const {occupants} = await this.client.request("room:join", {workspaceId: this.id, room});
    if (this.#rooms.has(room)) {
      this.amend("rooms", (rooms) => rooms.set(room, occupants));
    }
  }

  /** @param {string} room */
  leave(room) {
    this.#rooms.delete(room);
    this.amend("rooms", (rooms) => rooms.delete(room));
    this.#tell("room:leave", {room});
  }

  /** @override */
  close() {
    this.client.leave(this);
    super.close();
  }

  /** @override @param {Frame} frame */
  hear(frame) {
    super.hear(frame);
    if (frame.type === "task:typing") {
      this.#typing.heard(frame.payload);
    }
  }

  /** @protected @override @param {Promise<Rules>} rules */
  async load(rules) {
    const {data} = await this.client.call("GET", this.#path + "/snapshot");
    const {epoch, seq, mark} = data;
    const {Threads, unfold} = await rules;
    this.#threads ??= new Threads(this.client, this.#path, () => this.state);
    return {state: unfold(data, this.client.me, this.state), position: {epoch, seq, mark}};
  }

  /** @protected @override */
  joined() {
    if (this.#presence !== "active") {
      this.#tell("presence:update", {state: this.#presence});
    }
    this.#threads?.lost.forEach((of) => this.thread(of).catch(() => {}));
    this.#rooms.forEach((room) => this.enter(room).catch(() => {}));
  }

  /** @protected @override @param {Frame} frame */
  heard(frame) {
    this.#threads?.heard(frame);
  }

  /** @param {string} path @param {string} type @param {object} said @param {object} [about] */
  #said(path, type, said, about) {
    const id = this.client.env.uuid();
    const body = {...said, id};
    return this.#write("POST", path, id, body, type, {...body, ...about, createdAt: this.#now()});
  }

  /**
   * Changes what was said.
   *
   * @param {string} method
   * @param {Said} said
   * @param {string} tail of the path
   * @param {string} verb what happens to it
   * @param {object} change
   * @param {object} [body]
   */
  #again(method, {id, taskId, room = null}, tail, verb, change, body) {
    return taskId
      ? this.#write(method, `/tasks/${taskId}/comments/${id}${tail}`, id, body, "comment:" + verb, {id, taskId, ...change})
      : this.#write(method, `/messages/${id}${tail}`, id, body, "chat:" + verb, {id, room, ...change});
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string} entity
   * @param {object} [body]
   * @param {string} [type]
   * @param {object} [payload]
   * @param {string} [match]
   */
  #write(method, path, entity, body, type, payload, match) {
    return this.write(method, this.#path + path, entity, body, type, payload, match);
  }

  /** @param {string} type @param {object} payload @returns {boolean} whether there was a connection to send it on */
  #tell(type, payload) {
    return this.client.send(type, {workspaceId: this.id, ...payload});
  }

  #now() {
    return new Date(this.client.env.now()).toISOString();
  }
}

/** @param {number | undefined} version of what is shown; 0 until the server has made it */
const tag = (version) => (version === undefined ? "*" : `"${version}"`);
