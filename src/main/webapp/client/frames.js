/** @import {Details, Frame} from "./types.js" */

/** A refusal, by the server (`code` as in PROTOCOL.md, section 7) or where the server could not be asked. */
export class TuttiError extends Error {
  /**
   * @param {string} code
   * @param {string} [message]
   * @param {Details} [more]
   */
  constructor(code, message = code, more = {}) {
    super(message);
    this.name = "TuttiError";
    this.code = code;
    this.status = more.status;
    this.reason = more.reason;
    this.errors = more.errors;
    this.etag = more.etag;
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** @param {any} data @returns {Frame | undefined} nothing where it is no frame */
export function parse(data) {
  try {
    const frame = JSON.parse(data);
    return typeof frame?.type === "string" ? {...frame, payload: frame.payload ?? {}} : undefined;
  } catch {
    return undefined;
  }
}

/** @param {any} about a frame or a payload @returns {string} the journal: a workspace's id, or `inbox` */
export const journalOf = (about) => (about.inbox ? "inbox" : about.workspaceId);

/** @param {string} journal @returns {object} how frames name it */
export const naming = (journal) => (journal === "inbox" ? {inbox: true} : {workspaceId: journal});
