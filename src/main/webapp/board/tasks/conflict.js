/**
 * Somebody changed the same thing first, and the server refused ours. Both can be seen here, and the person chooses.
 *
 * @typedef {{field: string, mine: any, theirs: any}} Contested
 */

const NAMES = {
  title: "Title", description: "Description", status: "Column", assigneeId: "Assigned to", labels: "Labels",
  priority: "Priority", dueOn: "Due", checklist: "Checklist",
};

/** @param {string} field */
export const fieldName = (field) => NAMES[field] ?? field;

/** @param {any} one @param {any} other */
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * @param {Record<string, any>} changes that were refused
 * @param {{field: string}[] | undefined} errors the fields that the server named; all of them, where it named none
 * @param {Record<string, any> | undefined} task as it is now
 * @returns {Contested[]} what still differs
 */
export function contested(changes, errors, task) {
  const named = new Set((errors ?? []).map(({field}) => field));
  const fields = Object.keys(changes).filter((field) => !named.size || named.has(field));
  return task ? fields.filter((field) => !same(changes[field], task[field]))
    .map((field) => ({field, mine: changes[field], theirs: task[field]})) : [];
}

/**
 * @param {Record<string, any>} changes that were refused, all of them
 * @param {Record<string, "mine" | "theirs">} choice by the contested fields
 * @returns {Record<string, any>} what is to be sent again: what nobody contested, and what the person wants all the same
 */
export const settled = (changes, choice) =>
  Object.fromEntries(Object.entries(changes).filter(([field]) => choice[field] !== "theirs"));
