/** @import {Feature, Rules, State} from "./types.js" */
import {change, index, own, whole} from "./fold.js";

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

/** @param {State} state @param {string} id */
function take(state, id) {
  const task = state.tasks.get(id);
  if (task) {
    own(state, "tasks").delete(id);
    const ids = column(state, task.status);
    ids.splice(ids.indexOf(id), 1);
    ids.length || state.columns.delete(task.status);
  }
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

/** @param {any} old @param {object} changes @param {number} [version] that was made; not known where that is only hoped for */
const next = (old, changes, version = old.version) => ({...old, ...changes, version});

/** What events make of a workspace's tasks and members, and of who is there. @type {Rules} */
export const RULES = {
  "workspace:updated"(state, {changes, version}) {
    state.workspace = next(state.workspace, changes, version);
  },
  "workspace:member_joined": (state, member) => own(state, "members").set(member.user.id, member),
  "workspace:member_left": (state, {userId}) => own(state, "members").delete(userId),
  "workspace:member_role_changed"(state, {userId, role, version}) {
    change(state, "members", userId, (old) => next(old, {role}, version));
    if (userId === state.me) {
      state.workspace = {...state.workspace, role};
    }
  },
  "task:created": (state, task) => put(state, whole(state, task, {
    description: null, status: "todo", assigneeId: null, labels: [], priority: "normal", dueOn: null, checklist: [],
    createdBy: state.me, trashedAt: null,
  })),
  "task:restored": (state, task) => put(state, task),
  "task:deleted": (state, {id}) => take(state, id),
  "task:updated": (state, {id, version, changes}) => change(state, "tasks", id, (old) => {
    const task = next(old, changes, version);
    "status" in changes && put(state, task);
    return task;
  }),
  "task:moved"(state, {id, version, status, after, before}) {
    const task = state.tasks.get(id);
    task && put(state, next(task, {status}, version), after, before);
  },
  "presence:state"(state, {online = []}) {
    state.online = index(online, (it) => it.userId);
  },
  "presence:diff"(state, {changed = [], gone = []}) {
    const online = own(state, "online");
    changed.forEach((/** @type {any} */ it) => online.set(it.userId, it));
    gone.forEach((/** @type {string} */ it) => online.delete(it));
  },
};

/**
 * @param {any} snapshot as the server gives it
 * @param {string} me the id of the person who looks
 * @param {Feature<any, any>[]} features that show more of it
 * @param {Partial<State>} [before] what was shown until now: some of it is told by no snapshot, and stays
 * @returns {State}
 */
export function unfold(snapshot, me, features, before = {}) {
  const {workspace, members, tasks} = snapshot;
  /** @type {State} */
  const state = Object.assign({
    fresh: new Set(), me, workspace, columns: new Map(), tasks: index(tasks), members: index(members, (it) => it.user.id),
    online: before.online ?? new Map(),
  }, ...features.map((it) => it.unfold(snapshot, before)));
  tasks.forEach((/** @type {any} */ {status, id}) => column(state, status).push(id));
  return state;
}
