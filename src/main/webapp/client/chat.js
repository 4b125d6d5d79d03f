/** @import {ChatView, Frame, Said} from "./types.js" */
/** @import {Workspace} from "./workspace.js" */
import {conversation, RULES, unfold} from "./conversations.js";
import {feature} from "./feature.js";
import {TuttiError} from "./frames.js";

/** The conversations of a workspace: what is said in its rooms, and of its tasks. */
class Chat {
  #workspace;
  /** Those that are to be shown. @type {Map<string, {taskId?: string, room?: string}>} */
  #opened = new Map();
  /** What is heard while pages are on their way. @type {Set<Frame[]>} */
  #tapes = new Set();

  /** @param {Workspace<ChatView>} workspace */
  constructor(workspace) {
    this.#workspace = workspace;
  }

  /** @param {string} text @param {{room?: string, replyTo?: string}} [where] the main conversation by default */
  say(text, where) {
    return this.#workspace.create("/messages", "chat:message", {text, ...where});
  }

  /** @param {string} taskId @param {string} text */
  comment(taskId, text) {
    return this.#workspace.create(`/tasks/${taskId}/comments`, "comment:created", {text}, {taskId});
  }

  /**
   * @param {Said} said a message or a comment
   * @param {string} text
   */
  edit(said, text) {
    return this.#again("PATCH", said, "", said.taskId ? "updated" : "edited", {text, editedAt: this.#workspace.now()}, {text});
  }

  /** @param {Said} said */
  unsay(said) {
    return this.#again("DELETE", said, "", "deleted", {deletedAt: this.#workspace.now()});
  }

  /** @param {Said} said @param {string} emoji @param {boolean} [added] */
  react(said, emoji, added = true) {
    const tail = "/reactions/" + encodeURIComponent(emoji);
    return this.#again(added ? "PUT" : "DELETE", said, tail, "reacted", {emoji, userId: this.#workspace.client.me, added});
  }

  /**
   * Shows in `view.threads`, under `task <id>` or `room <name>` (`room ` is the main conversation), what was said there, and
   * keeps it so. Called again it shows what is older, 50 at a time, until `next` is null.
   *
   * @param {{taskId?: string, room?: string}} [of]
   * @throws {TuttiError}
   */
  async thread(of = {}) {
    const {taskId, room} = of;
    const {client, path, view} = this.#workspace;
    if (!view) {
      throw new TuttiError("unavailable", {message: "The workspace is not loaded."});
    }
    const name = conversation(of);
    const after = view.threads.get(name)?.next;
    if (after === null) {
      return;
    }
    this.#opened.set(name, of);
    // What is heard while the page is on its way may be missing there.
    /** @type {Frame[]} */
    const tape = [];
    this.#tapes.add(tape);
    try {
      const list = taskId ? `/tasks/${taskId}/comments?` : "/messages?";
      const query = new URLSearchParams({...(room && {room}), ...(after && {after})});
      const {data, seq = 0} = await client.call("GET", path + list + query);
      this.#workspace.hear({type: "thread", payload: {...data, of, seq, tape}});
    } finally {
      this.#tapes.delete(tape);
    }
  }

  /** @param {Frame} frame */
  heard(frame) {
    this.#tapes.forEach((tape) => tape.push(frame));
    if (frame.type === "joined") {
      // The workspace may have been loaded anew.
      this.#opened.forEach((of, name) => this.#workspace.view?.threads.has(name) || this.thread(of).catch(() => {}));
    }
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
    const [path, noun, about] = taskId ? [`/tasks/${taskId}/comments/`, "comment:", {id, taskId}] : ["/messages/", "chat:", {id, room}];
    return this.#workspace.write(method, path + id + tail, id, body, noun + verb, {...about, ...change});
  }
}

/** What is said in a workspace: messages, comments, reactions, threads. */
export const chat = feature({Part: Chat, rules: RULES, unfold});
