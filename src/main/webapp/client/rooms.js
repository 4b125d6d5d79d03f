/** @import {Frame, RoomsView} from "./types.js" */
/** @import {Workspace} from "./workspace.js" */
import {pack, unpack} from "./bytes.js";
import {feature} from "./feature.js";
import {change, own} from "./fold.js";
import {TuttiError} from "./frames.js";

/** Milliseconds for which typing is shown, and for which saying it again is left out. */
const SHOWN = 6000, AGAIN = 3000;

/** What is of this moment, and kept nowhere: who is in a room of a workspace, who is typing, and what they tell each other. */
class Rooms {
  #workspace;
  /** Those that were entered. @type {Set<string>} */
  #entered = new Set();
  /** When each one's typing is to be forgotten. @type {Map<string, unknown>} */
  #typing = new Map();
  #said = {taskId: "", at: 0};

  /** @param {Workspace<RoomsView>} workspace */
  constructor(workspace) {
    this.#workspace = workspace;
  }

  /** Enters a room, as soon as the workspace is live; who is in it shows in `view.rooms`. @param {string} room */
  async enter(room) {
    const {client, id, snapshot} = this.#workspace;
    this.#entered.add(room);
    if (snapshot.status === "live") {
      const {occupants} = await client.request("room:join", {workspaceId: id, room});
      this.#entered.has(room) && this.#workspace.hear({type: "room:entered", payload: {room, occupants}});
    }
  }

  /** @param {string} room */
  leave(room) {
    this.#entered.delete(room);
    this.#workspace.hear({type: "room:closed", payload: {room}});
    this.#workspace.send("room:leave", {room});
  }

  /** Tells the others, at most every 3 s, that this person is typing. @param {string} taskId */
  typing(taskId) {
    const at = this.#workspace.client.env.Date.now();
    const isDue = taskId !== this.#said.taskId || at - this.#said.at >= AGAIN;
    if (isDue && this.#workspace.send("task:typing", {taskId})) {
      this.#said = {taskId, at};
    }
  }

  /** Tells the others there something that is kept nowhere. @param {string} name @param {unknown} data @param {string} [room] */
  signal(name, data, room) {
    return this.#workspace.send("signal", {room, name, data});
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
    const {id, client: {status: {state, transport}}} = this.#workspace;
    if (state === "open" && transport !== "socket") {
      throw new TuttiError("unavailable", {message: "Only a WebSocket carries bytes."});
    }
    return this.#workspace.send("relay", {room, data}, pack({workspaceId: id, room, data}));
  }

  /** @param {Frame} frame */
  heard({type, payload}) {
    if (type === "joined") {
      // Where there is no way in again, it is not known who is there.
      this.#entered.forEach((room) => this.enter(room).catch(() => this.#workspace.hear({type: "room:closed", payload: {room}})));
    } else if (type === "task:typing") {
      const {env} = this.#workspace.client;
      const key = typist(payload);
      env.clearTimeout(this.#typing.get(key));
      this.#typing.set(key, env.setTimeout(() => this.#workspace.hear({type: "typing:over", payload: {key}}), SHOWN));
    }
  }
}

/** @param {{taskId: string, user: {id: string}}} typing */
const typist = ({taskId, user}) => `${taskId} ${user.id}`;

/** Who is in which room of a workspace, who is typing, and signals and bytes from one to another. */
export const rooms = feature({
  Part: Rooms,
  unpack,
  rules: {
    "task:typing": (state, payload) => own(state, "typing").set(typist(payload), {taskId: payload.taskId, user: payload.user}),
    "typing:over": (state, {key}) => own(state, "typing").delete(key),
    "room:entered": (state, {room, occupants}) => own(state, "rooms").set(room, occupants),
    "room:closed": (state, {room}) => own(state, "rooms").delete(room),
    "room:joined"(state, {room, userId, connectionId}) {
      change(state, "rooms", room, (there) => [...there, {userId, connectionId}]);
    },
    "room:left"(state, {room, connectionId}) {
      change(state, "rooms", room, (there) => there.filter((/** @type {any} */ it) => it.connectionId !== connectionId));
    },
  },
  /** No snapshot tells of it. @returns {RoomsView} */
  unfold: (_snapshot, {typing = new Map(), rooms = new Map()}) => ({typing, rooms}),
});
