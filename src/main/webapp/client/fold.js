/** @import {Frame, Rules, State} from "./types.js" */

/**
 * How events make the next state of a workspace or an inbox (PROTOCOL.md, section 4). Their rules are used for what has
 * happened and for what is only hoped for, so they bear what does not fit: a change of what is not there is none. Parts that
 * somebody may have seen are copied before they change. What there is no rule for changes nothing.
 *
 * @param {State} state is changed
 * @param {Rules} rules
 * @param {Frame} frame
 * @returns {boolean} whether there is a rule for it
 */
export function fold(state, rules, frame) {
  if (frame.type === "bulk") {
    frame.payload.changes.forEach((/** @type {any} */ change) => fold(state, rules, {...frame, ...change}));
    return true;
  }
  // Own ones only: types may be called as what objects have from birth.
  const rule = Object.hasOwn(rules, frame.type) && rules[frame.type];
  rule && rule(state, frame.payload, frame);
  return !!rule;
}

/** @param {State} state @param {string} part @returns {Map<any, any>} that may be changed */
export const own = (state, part) => {
  if (!state.fresh.has(part)) {
    state.fresh.add(part);
    state[part] = new Map(state[part]);
  }
  return state[part];
};

/** @param {State} state @param {string} part @param {any} id @param {(old: any) => any} change of what is there */
export const change = (state, part, id, change) => {
  const old = state[part].get(id);
  if (old) {
    own(state, part).set(id, change(old));
  }
};

/**
 * @param {State} state
 * @param {any} made what was made; where that is only hoped for, no more of it than was written
 * @param {object} blank what the server gives to what nothing else is said of
 */
export const whole = (state, made, blank) =>
  made.version === undefined ? {...blank, workspaceId: state.workspace.id, version: 0, ...made} : made;

/** @param {any[]} items @param {(item: any) => any} [key] */
export const index = (items, key = (it) => it.id) => new Map(items.map((item) => [key(item), item]));
