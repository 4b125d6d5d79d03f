/** @import {Details, Frame, Position} from "./types.js" */

/** A refusal, by the server (`code` as in PROTOCOL.md, section 7) or where the server could not be asked. */
export class TuttiError extends /** @type {new (message: string) => Error & Details} */ (Error) {
  name = "TuttiError";

  /** @param {string} code @param {Details} [more] */
  constructor(code, more = {}) {
    super(more.message ?? code);
    Object.assign(this, more);
    this.code = code;
  }
}

/** @param {any} error @returns {any} what it says, as other tabs and the database of the browser take it: they know no errors of ours */
export const plain = (error) => ({...error, message: error.message});

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
