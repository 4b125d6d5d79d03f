/**
 * Which tasks are shown. The same conditions as the server's, so that what is kept under a name finds the same tasks there.
 *
 * @typedef {object} Conditions
 * @property {string} [status]
 * @property {boolean} [open]
 * @property {string} [assignee] an id, `me`, or `none`, which only this page knows
 * @property {string} [label]
 * @property {string} [q]
 * @property {number} [dueWithin] days from today
 */

const DAY = 24 * 60 * 60 * 1000;

/** @param {Conditions} conditions @returns {boolean} whether there is any */
export const isFiltered = (conditions) => Object.values(conditions).some((it) => it !== undefined && it !== "" && it !== false);

/** @param {Conditions} conditions @returns {Conditions} as the server takes it: what it does not know is left out */
export function kept(conditions) {
  const all = Object.entries(conditions).filter(([, value]) => value !== undefined && value !== "" && value !== false);
  return Object.fromEntries(all.filter(([name, value]) => !(name === "assignee" && value === "none")));
}

/**
 * @param {Conditions} conditions @param {string} me the id of whoever looks @param {number} [now]
 * @returns {(task: any) => boolean} whether a task fits all of them
 */
export function fits({status, open, assignee, label, q, dueWithin}, me, now = Date.now()) {
  const words = q?.trim().toLowerCase();
  const whom = assignee === "me" ? me : assignee;
  const last = dueWithin === undefined ? undefined : new Date(now + dueWithin * DAY).toISOString().slice(0, 10);
  return (task) =>
    (!status || task.status === status)
    && (!open || task.status !== "done")
    && (!whom || (whom === "none" ? !task.assigneeId : task.assigneeId === whom))
    && (!label || task.labels.includes(label))
    && (!words || [task.title, task.description ?? ""].some((text) => text.toLowerCase().includes(words)))
    && (!last || (!!task.dueOn && task.dueOn <= last));
}

/** @param {Iterable<any>} tasks @returns {string[]} their labels, the most used first */
export function labelsOf(tasks) {
  const count = new Map();
  for (const {labels} of tasks) {
    labels.forEach((label) => count.set(label, (count.get(label) ?? 0) + 1));
  }
  return [...count.keys()].sort((one, other) => count.get(other) - count.get(one) || one.localeCompare(other));
}
