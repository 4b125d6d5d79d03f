/** @import {Details, Frame, Position} from "./types.js" */

/** A refusal, by the server (`code` as in PROTOCOL.md, section 7) or where the server could not be asked. */
export class TuttiError extends Error {
  name = "TuttiError";
  /** Of HTTP; 0 where no answer came. @type {number | undefined} */
  status;
  /** Why there is no way on from a position, with `gone`. @type {string | undefined} */
  reason;
  /** The fields that are wrong, or that somebody else changed. @type {{field: string, message: string}[] | undefined} */
  errors;
  /** The present version, with `stale_version`. @type {string | undefined} */
  etag;
  /** @type {number | undefined} */
  retryAfterMs;
  /** Whether something else answered in the server's place. @type {boolean | undefined} */
  foreign;

  /** @param {string} code @param {Details} [more] */
  constructor(code, more = {}) {
    super(more.message ?? code);
    Object.assign(this, more);
    this.code = code;
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
export const journalOf = ({workspaceId = "inbox"}) => workspaceId;

/** @param {string} journal @returns {{inbox?: boolean, workspaceId?: string}} how frames name it */
export const naming = (journal) => (journal === "inbox" ? {inbox: true} : {workspaceId: journal});

/** @param {string} text as `Journal-Position` @returns {Position} */
export const positionOf = (text) => {
  const [epoch, seq, mark] = text.split(":");
  return {epoch, seq: Number(seq), mark};
};
