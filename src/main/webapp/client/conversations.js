/** @import {ChatView, Rule, Rules, State} from "./types.js" */
import {change, fold, index, own, whole} from "./fold.js";

/** @param {{taskId?: string, room?: string | null}} of @returns {string} the name of its thread */
export const conversation = ({taskId, room}) => (taskId ? "task " + taskId : "room " + (room ?? ""));

/** @typedef {(list: Map<string, any>, payload: any, state: State) => void} Change of a list of what was said */

/**
 * What is said, in every list that shows it.
 *
 * @param {Change} rule
 * @param {number} [more] how many comments it makes
 * @returns {Rule}
 */
const said = (rule, more = 0) => (state, payload, {seq = Infinity}) => {
  const {taskId, room} = payload;
  change(state, "threads", conversation(payload), (thread) => {
    const items = new Map(thread.items);
    seq > thread.at && rule(items, payload, state);
    return {...thread, items};
  });
  if (taskId && more) {
    const comments = own(state, "comments");
    const now = (comments.get(taskId) ?? 0) + more;
    now > 0 ? comments.set(taskId, now) : comments.delete(taskId);
  } else if (!taskId && !room) {
    const messages = own(state, "messages");
    rule(messages, payload, state);
    messages.size > 50 && messages.delete(messages.keys().next().value);
  }
};

/** @type {Change} */
const add = (list, payload, state) => list.set(payload.id, whole(state, payload, {
  seq: Infinity, author: {id: state.me, name: state.members.get(state.me)?.user.name ?? ""}, mentions: [], reactions: [], editedAt: null,
  ...(payload.taskId ? {} : {room: null, replyTo: null, deletedAt: null}),
}));

/** @param {(old: any, payload: any) => object} how @returns {Change} of what is there */
const again = (how) => (list, payload) => {
  const old = list.get(payload.id);
  old && list.set(payload.id, {...old, ...how(old, payload)});
};

const edited = said(again((_, payload) => ({...payload, ...(payload.deletedAt && {text: null, mentions: [], reactions: []})})));

const reacted = said(again(({reactions}, {emoji, userId, added}) => {
  const people = new Map(reactions.map((/** @type {any} */ it) => [it.emoji, it.userIds]));
  const others = (people.get(emoji) ?? []).filter((/** @type {string} */ it) => it !== userId);
  people.set(emoji, added ? [...others, userId] : others);
  return {reactions: [...people].flatMap(([emoji, userIds]) => (userIds.length ? {emoji, userIds} : []))};
}));

/** What events make of what is said. @type {Rules} */
export const RULES = {
  "chat:message": said(add),
  "chat:edited": edited,
  "chat:deleted": edited,
  "chat:reacted": reacted,
  "comment:created": said(add, 1),
  "comment:updated": edited,
  "comment:deleted": said((list, {id}) => list.delete(id), -1),
  "comment:reacted": reacted,
  /** A page has come: what it tells of is true at its `seq`, and the `tape` goes on from there. */
  thread(state, {of, items, next = null, seq, tape}) {
    const threads = own(state, "threads");
    const name = conversation(of);
    const before = threads.get(name) ?? {items: [], at: seq};
    const page = index(of.taskId ? items : items.reverse());
    threads.set(name, {at: before.at, next, items: new Map(of.taskId ? [...before.items, ...page] : [...page, ...before.items])});
    const only = {...state, fresh: new Set(["threads"]), messages: new Map(), comments: new Map()};
    tape.forEach((/** @type {any} */ frame) => frame.seq > seq && fold(only, RULES, frame));
  },
};

/** @param {any} snapshot @returns {ChatView} */
export const unfold = ({comments, messages}) => ({
  threads: new Map(), messages: index(messages),
  comments: new Map(comments.map((/** @type {any} */ it) => [it.taskId, it.count])),
});
