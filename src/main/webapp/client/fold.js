/** @import {Frame, State} from "./types.js" */

/**
 * The rules by which events make the next state of a workspace or an inbox (PROTOCOL.md, section 4). They are used for
 * what has happened and for what is only hoped for, so they bear what does not fit: a change of what is not there is none.
 * Parts that somebody may have seen are copied before they change.
 *
 * @typedef {(state: State, payload: any, frame: Frame) => void} Rule
 */

/** @param {State} state @param {string} part @returns {Map<any, any>} that may be changed */
export const own = (state, part) => {
  if (!state.fresh.has(part)) {
    state.fresh.add(part);
    state[part] = new Map(state[part]);
  }
  return state[part];
};

/** @param {State} state @param {string} part @param {any} id @param {(old: any) => any} change of what is there */
const change = (state, part, id, change) => {
  const old = state[part]?.get(id);
  if (old) {
    own(state, part).set(id, change(old));
  }
};

/** @param {State} state @param {string} status @returns {string[]} the ids of a column, which may be changed */
function column(state, status) {
  const columns = own(state, "columns");
  const part = "column " + status;
  if (!state.fresh.has(part) || !columns.has(status)) {
    state.fresh.add(part);
    columns.set(status, [...(columns.get(status) ?? [])]);
  }
  return columns.get(status);
}

/** @param {State} state @param {string} id @returns {any} the task that was taken off the board */
function take(state, id) {
  const task = state.tasks.get(id);
  if (task) {
    own(state, "tasks").delete(id);
    const ids = column(state, task.status);
    ids.splice(ids.indexOf(id), 1);
    ids.length || state.columns.delete(task.status);
  }
  return task;
}

/**
 * @param {State} state
 * @param {any} task
 * @param {string | null} [after] last without it, first where it is null
 * @param {string} [before] instead, where it is only hoped for; first where that is not there
 */
function put(state, task, after, before) {
  take(state, task.id);
  own(state, "tasks").set(task.id, task);
  const ids = column(state, task.status);
  const place = after ? ids.indexOf(after) + 1 || ids.length : ids.length;
  ids.splice(before ? Math.max(0, ids.indexOf(before)) : after === null ? 0 : place, 0, task.id);
}

/**
 * @param {State} state
 * @param {any} made what was made; where that is only hoped for, no more of it than was written
 * @param {object} blank what the server gives to what nothing else is said of
 */
const whole = (state, made, blank) =>
  made.version === undefined ? {...blank, workspaceId: state.workspace.id, version: 0, ...made} : made;

/** @param {State} state @param {any} said */
const uttered = (state, said) =>
  whole(state, said, {
    seq: Infinity, author: {id: state.me, name: state.members.get(state.me)?.user.name ?? ""}, mentions: [], reactions: [], editedAt: null,
    ...(said.taskId ? {} : {room: null, replyTo: null, deletedAt: null}),
  });

/** @param {any} said @param {{emoji: string, userId: string, added: boolean}} reaction */
function react(said, {emoji, userId, added}) {
  const people = new Map(said.reactions.map((/** @type {any} */ it) => [it.emoji, it.userIds]));
  const others = (people.get(emoji) ?? []).filter((/** @type {string} */ it) => it !== userId);
  people.set(emoji, added ? [...others, userId] : others);
  return {...said, reactions: [...people].flatMap(([emoji, userIds]) => (userIds.length ? [{emoji, userIds}] : []))};
}

/** @param {{taskId?: string, room?: string | null}} of @returns {string} the name of its thread */
export const conversation = ({taskId, room}) => (taskId ? "task " + taskId : "room " + (room ?? ""));

/** What is said, in every list that shows it. @param {(list: any, payload: any) => void} rule @returns {Rule} */
const said = (rule) => (state, payload, {seq = Infinity}) => {
  change(state, "threads", conversation(payload), (thread) => {
    if (seq <= thread.at) {
      return thread;
    }
    const items = new Map(thread.items);
    rule(items, payload);
    return {...thread, items};
  });
  if (!payload.taskId && !payload.room) {
    const messages = own(state, "messages");
    rule(messages, payload);
    if (messages.size > 50) {
      messages.delete(messages.keys().next().value);
    }
  }
};

/** @param {(old: any, payload: any) => any} how */
const again = (how) =>
  said((list, payload) => list.has(payload.id) && list.set(payload.id, how(list.get(payload.id), payload)));

/** @type {Rule} */
const saying = (state, payload, frame) => adding(state, uttered(state, payload), frame);
const adding = said((list, payload) => list.set(payload.id, payload));
const editing = again((old, payload) => ({...old, ...payload}));
const reacting = again(react);
const uncommenting = said((list, {id}) => list.delete(id));

/** @param {number} by @returns {(state: State, payload: any) => void} */
const count = (by) => (state, {taskId}) => {
  const comments = own(state, "comments");
  const now = (comments.get(taskId) ?? 0) + by;
  now > 0 ? comments.set(taskId, now) : comments.delete(taskId);
};

/** @param {State} state @param {any} payload */
const settle = (state, {upTo, unread}) => {
  state.upTo = Math.max(upTo, state.upTo);
  state.unread = unread ?? [...state.notifications.values()].filter(({seq}) => seq > upTo).length;
};

/** @type {Record<string, Rule>} */
const RULES = {
  // So that no type, however it is called, finds what objects have from birth.
  // @ts-ignore
  __proto__: null,
  "workspace:updated"(state, {changes, version = state.workspace.version}) {
    state.workspace = {...state.workspace, ...changes, version};
  },
  "workspace:member_joined": (state, member) => own(state, "members").set(member.user.id, member),
  "workspace:member_left": (state, {userId}) => own(state, "members").delete(userId),
  "workspace:member_role_changed"(state, {userId, role, version}) {
    change(state, "members", userId, (old) => ({...old, role, version: version ?? old.version}));
    if (userId === state.me) {
      state.workspace = {...state.workspace, role};
    }
  },
  "task:created"(state, task) {
    put(state, whole(state, task, {
      description: null, status: "todo", assigneeId: null, labels: [], priority: "normal", dueOn: null, checklist: [],
      createdBy: state.me, trashedAt: null,
    }));
  },
  "task:restored": (state, task) => put(state, task),
  "task:deleted": (state, {id}) => take(state, id),
  "task:updated"(state, {id, version, changes}) {
    const changed = (/** @type {any} */ old) => ({...old, ...changes, version: version ?? old.version});
    if (state.tasks.has(id) && "status" in changes) {
      put(state, changed(take(state, id)));
    } else {
      change(state, "tasks", id, changed);
    }
  },
  "task:moved"(state, {id, version, status, after, before}) {
    const task = take(state, id);
    if (task) {
      put(state, {...task, status, version: version ?? task.version}, after, before);
    }
  },
  "chat:message": saying,
  "chat:edited": editing,
  "chat:deleted": again((old, payload) => ({...old, ...payload, text: null, mentions: [], reactions: []})),
  "chat:reacted": reacting,
  "comment:created"(state, payload, frame) {
    count(1)(state, payload);
    saying(state, payload, frame);
  },
  "comment:updated": editing,
  "comment:deleted"(state, payload, frame) {
    count(-1)(state, payload);
    uncommenting(state, payload, frame);
  },
  "comment:reacted": reacting,

  bulk: (state, {changes}, frame) => changes.forEach((/** @type {any} */ change) => fold(state, {...frame, ...change})),

  "presence:state"(state, {online = []}) {
    state.online = index(online, (it) => it.userId);
  },
  "presence:diff"(state, {changed = [], gone = []}) {
    const online = own(state, "online");
    changed.forEach((/** @type {any} */ it) => online.set(it.userId, it));
    gone.forEach((/** @type {string} */ it) => online.delete(it));
  },
  "task:typing": (state, {taskId, user}) => own(state, "typing").set(`${taskId} ${user.id}`, {taskId, user}),
  "room:joined"(state, {room, userId, connectionId}) {
    change(state, "rooms", room, (there) => [...there, {userId, connectionId}]);
  },
  "room:left"(state, {room, connectionId}) {
    change(state, "rooms", room, (there) => there.filter((/** @type {any} */ it) => it.connectionId !== connectionId));
  },

  notification(state, payload) {
    if (!state.notifications.has(payload.id)) {
      state.notifications = new Map([[payload.id, payload], ...state.notifications]);
      state.unread++;
    }
  },
  "notification:read": settle,
  "notification:settings_changed"(state, settings) {
    state.settings = {...state.settings, ...settings};
  },
  "filter:saved": (state, filter) => own(state, "filters").set(filter.id, filter),
  "filter:deleted": (state, {id}) => own(state, "filters").delete(id),
  "chat:read": (state, payload) => own(state, "reads").set(`${payload.workspaceId} ${payload.room ?? ""}`, payload),
  "task:watch": (state, {taskId, watching}) => own(state, "watching").set(taskId, watching),
};

/**
 * @param {State} state is changed
 * @param {Frame} frame
 * @returns {boolean} whether there is a rule for it
 */
export function fold(state, frame) {
  const rule = RULES[frame.type];
  rule?.(state, frame.payload, frame);
  return !!rule;
}

/** @param {any[]} items @param {(item: any) => any} key */
export const index = (items, key) => new Map(items.map((item) => [key(item), item]));
