/** @import {State} from "./types.js" */
import {index} from "./fold.js";

/**
 * @param {any} snapshot as the server gives it
 * @param {string} me the id of the person who looks
 * @param {Partial<State>} [before] what was shown until now: some of it is told by no snapshot, and stays
 * @returns {State}
 */
export function unfold({workspace, members, tasks, comments, messages}, me, before = {}) {
  const {online = new Map(), typing = new Map(), rooms = new Map()} = before;
  /** @type {State} */
  const state = {
    fresh: new Set(), me, workspace, columns: new Map(), tasks: index(tasks, (it) => it.id),
    members: index(members, (it) => it.user.id), messages: index(messages, (it) => it.id),
    comments: new Map(comments.map((/** @type {any} */ it) => [it.taskId, it.count])),
    threads: new Map(), online, typing, rooms,
  };
  for (const {status, id} of tasks) {
    state.columns.has(status) ? state.columns.get(status).push(id) : state.columns.set(status, [id]);
  }
  return state;
}

/**
 * @param {{items: any[], unread: number, upTo: number}} notifications the newest
 * @param {Record<string, boolean>} settings
 * @param {{items: any[]}} filters
 * @param {Partial<State>} [before] as above
 * @returns {State}
 */
export function unfoldInbox({items, unread, upTo}, settings, filters, {reads = new Map(), watching = new Map()} = {}) {
  return {
    fresh: new Set(), notifications: index(items, (it) => it.id), unread, upTo, reads, watching, settings,
    filters: index(filters.items, (it) => it.id),
  };
}
