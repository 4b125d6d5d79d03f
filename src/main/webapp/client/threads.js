/** @import {Client} from "./client.js" */
/** @import {Frame, State} from "./types.js" */
import {conversation, fold, index, own} from "./fold.js";

/** The conversations of one workspace that were opened. */
export class Threads {
  #client;
  #path;
  #state;
  /** @type {Map<string, {taskId?: string, room?: string}>} */
  #opened = new Map();
  /** @type {Set<Frame[]>} */
  #tapes = new Set();

  /**
   * @param {Client} client
   * @param {string} path of the workspace
   * @param {() => State | undefined} state what is shown now
   */
  constructor(client, path, state) {
    this.#client = client;
    this.#path = path;
    this.#state = state;
  }

  /** @param {{taskId?: string, room?: string}} of @returns {Promise<boolean>} whether the newest of it, or more, is shown now */
  async open(of) {
    const {taskId, room} = of;
    const name = conversation(of);
    const before = this.#state()?.threads.get(name);
    if (before?.next === null) {
      return false;
    }
    this.#opened.set(name, of);
    // What is heard while the page is on its way may be missing there.
    /** @type {Frame[]} */
    const tape = [];
    this.#tapes.add(tape);
    try {
      const list = taskId ? `/tasks/${taskId}/comments?` : "/messages?";
      const query = new URLSearchParams({...(room && {room}), ...(before && {after: before.next})});
      const {data, seq = 0} = await this.#client.call("GET", this.#path + list + query);
      const state = this.#state();
      state && leaf(state, of, data, seq, tape);
      return !!state;
    } finally {
      this.#tapes.delete(tape);
    }
  }

  /** @returns those that were opened and are not shown any more, for the workspace was loaded anew */
  get lost() {
    return [...this.#opened].filter(([name]) => !this.#state()?.threads.has(name)).map(([, of]) => of);
  }

  /** @param {Frame} frame */
  heard(frame) {
    this.#tapes.forEach((tape) => tape.push(frame));
  }
}

/**
 * Shows a page of a conversation.
 *
 * @param {State} state
 * @param {{taskId?: string, room?: string}} of
 * @param {{items: any[], next?: string | null}} page
 * @param {number} seq up to which the page says all
 * @param {Frame[]} heard while it was on its way
 */
function leaf(state, of, {items, next = null}, seq, heard) {
  const threads = own(state, "threads");
  const name = conversation(of);
  const before = threads.get(name);
  const known = before?.items ?? [];
  const page = index(of.taskId ? items : items.reverse(), (it) => it.id);
  const all = new Map(of.taskId ? [...known, ...page] : [...page, ...known]);
  threads.set(name, {items: all, next, at: before?.at ?? seq});
  const only = {...state, fresh: new Set(["threads"]), messages: new Map(), comments: new Map()};
  heard.forEach((frame) => (frame.seq ?? 0) > seq && /^(chat|comment):/.test(frame.type) && fold(only, frame));
}
