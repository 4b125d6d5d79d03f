/** What is said about failures, to people. */

const BY_CODE = {
  unavailable: "The server cannot be reached just now.",
  blocked: "Something between here and the server does not let it through.",
  invalid_token: "Please sign in again.",
  forbidden: "Your role here does not allow that.",
  not_found: "That is not there any more, or not yours to see.",
  rate_limited: "That was a little too fast. Try again in a moment.",
  limit: "That is more than fits.",
  conflict: "That contradicts how things stand now.",
  stale_version: "Somebody else changed the same thing first.",
  internal: "Something went wrong on the server.",
  outcome_unknown: "It is not known whether that was saved.",
};

/** @param {any} error @returns {string} a sentence, with what is wrong about which field where the server said so */
export function sorry(error) {
  const fields = (error?.errors ?? []).map(({field, message}) => `${field} ${message}`);
  if (error?.code === "bad_request" && fields.length) {
    const text = fields.join("; ");
    return text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
  }
  return BY_CODE[error?.code] ?? (error?.message && error.message !== error.code ? error.message : BY_CODE.internal);
}

/** @param {string} id @returns {string} enough of it to tell one from another */
export const brief = (id) => id.slice(-8);

/** @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = one + "s") => `${count} ${count === 1 ? one : many}`;

/** Letters from right to left, and signs that order a direction. */
const TURNING = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const ORDERS = /[\u202a-\u202e\u2066-\u2069]/g;

/** @param {string} text of somebody's, within a sentence of ours @returns {string} that turns nothing around it */
export const apart = (text) => (TURNING.test(text) ? `\u2068${text.replace(ORDERS, "")}\u2069` : text);

/** @param {string[]} all names @returns {string} as people list them */
export function listed(all) {
  const names = all.map(apart);
  return names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + " and " + names[names.length - 1];
}

/** Where a UUID says of which version it is; that of another system is one of version 8. */
const VERSION = 14;

/** @param {{id?: string, name: string} | null | undefined} actor @returns {string} who did something, and whether it was no person */
export function doer(actor) {
  return actor ? actor.name + (actor.id?.[VERSION] === "8" ? " (integration)" : "") : "Somebody";
}
