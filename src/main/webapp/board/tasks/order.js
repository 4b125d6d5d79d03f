/**
 * Where tasks lie, and where they would: what drag and drop, the keyboard and the menu of a card have in common.
 *
 * @typedef {Map<string, string[]>} Columns the ids of tasks in order, by status
 * @typedef {{id: string, status: string, index: number}} Held a task that is being moved, and its place among the others
 */

/** The columns that every board has, in their order. */
export const FIRST = ["todo", "doing"], LAST = ["done"];

/** @param {Iterable<string>} statuses that there are @param {Iterable<string>} [extra] columns that are empty, and shown */
export function columnNames(statuses, extra = []) {
  const fixed = new Set([...FIRST, ...LAST]);
  const others = new Set([...statuses, ...extra].filter((status) => !fixed.has(status)));
  return [...FIRST, ...others, ...LAST];
}

/** @param {string} status @returns {string} as it is shown */
export function columnTitle(status) {
  const words = status.replace(/[-_]+/g, " ").trim() || status;
  return status === "todo" ? "To do" : words[0].toUpperCase() + words.slice(1);
}

/** @param {string} title @returns {string} a status that the server takes; empty where nothing of it can be kept */
export const statusOf = (title) =>
  title.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+/, "").slice(0, 30)
    .replace(/-+$/, "");

/** @param {Columns} columns @param {string} id @returns {Held | undefined} as it lies now */
export function heldAt(columns, id) {
  for (const [status, ids] of columns) {
    const index = ids.indexOf(id);
    if (index >= 0) {
      return {id, status, index};
    }
  }
  return undefined;
}

/** @param {Columns} columns @param {Held} held @returns {Columns} as if it had been put there */
export function laid(columns, {id, status, index}) {
  const moved = new Map([...columns].map(([name, ids]) => [name, ids.includes(id) ? ids.filter((it) => it !== id) : ids]));
  const ids = moved.get(status) ?? [];
  return moved.set(status, [...ids.slice(0, index), id, ...ids.slice(index)]);
}

/**
 * @param {Columns} columns as they are shown, perhaps not with all tasks
 * @param {Held} held
 * @returns {{status: string, before?: string, after?: string} | undefined} what is to be asked of the server; nothing where
 *     the task lies there already
 */
export function moveTo(columns, held) {
  const now = heldAt(columns, held.id);
  if (!now || (now.status === held.status && now.index === held.index)) {
    return undefined;
  }
  const others = (columns.get(held.status) ?? []).filter((it) => it !== held.id);
  const {status, index} = held;
  // Behind the one before, which stays where it is when others are put in between unseen.
  return index > 0 && others.length
    ? {status, after: others[Math.min(index, others.length) - 1]}
    : others.length ? {status, before: others[0]} : {status};
}

/**
 * @param {Columns} columns @param {string[]} names of the columns, from left to right
 * @param {Held} held @param {string} key an arrow, `Home` or `End`
 * @returns {Held} after one step, or the same where there is no way
 */
export function step(columns, names, held, key) {
  const size = (status) => (columns.get(status) ?? []).filter((it) => it !== held.id).length;
  const within = (index) => ({...held, index: Math.max(0, Math.min(index, size(held.status)))});
  const beside = (by) => {
    const status = names[names.indexOf(held.status) + by];
    return status ? {...held, status, index: Math.min(held.index, size(status))} : held;
  };
  switch (key) {
    case "ArrowUp":
      return within(held.index - 1);
    case "ArrowDown":
      return within(held.index + 1);
    case "ArrowLeft":
      return beside(-1);
    case "ArrowRight":
      return beside(1);
    case "Home":
      return within(0);
    case "End":
      return within(Infinity);
    default:
      return held;
  }
}

/**
 * @param {Columns} columns @param {string[]} names @param {string} id @param {string} key
 * @returns {string | undefined} the task beside it, over empty columns; none where the key is no arrow
 */
export function neighbour(columns, names, id, key) {
  const now = heldAt(columns, id);
  const by = {ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1}[key];
  if (!now || !by) {
    return undefined;
  }
  if (key === "ArrowUp" || key === "ArrowDown") {
    return columns.get(now.status)?.[now.index + by];
  }
  const ahead = by < 0 ? names.slice(0, names.indexOf(now.status)).reverse() : names.slice(names.indexOf(now.status) + 1);
  const ids = ahead.map((name) => columns.get(name) ?? []).find((it) => it.length) ?? [];
  return ids[Math.min(now.index, ids.length - 1)];
}

/** @param {{top: number, height: number}[]} cards in order @param {number} y @returns {number} how many lie above it by half */
export function indexAt(cards, y) {
  const below = cards.findIndex(({top, height}) => y < top + height / 2);
  return below < 0 ? cards.length : below;
}

/** @param {{left: number, right: number}[]} columns @param {number} x @returns {number} the one it is over, or nearest to */
export function columnAt(columns, x) {
  const away = columns.map(({left, right}) => Math.max(left - x, x - right, 0));
  return away.indexOf(Math.min(...away));
}
