/** @import {Frame} from "./types.js" */

/** What every binary frame begins with. */
const KIND = 1;
/** Bytes of an id. */
const ID = 16;

/** @param {string} id @returns {number[]} */
const bytesOf = (id) => (id.match(/[^-]{2}/g) ?? []).map((it) => parseInt(it, 16));

/** @param {Uint8Array} bytes @returns {string} */
const idOf = (bytes) =>
  [...bytes].map((it) => it.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/**
 * @param {{workspaceId: string, room: string, data: Uint8Array}} relay
 * @returns {Uint8Array} as the server takes it (PROTOCOL.md, section 3)
 */
export function pack({workspaceId, room, data}) {
  const name = new TextEncoder().encode(room);
  return Uint8Array.from([KIND, ...bytesOf(workspaceId), name.length, ...name, ...data]);
}

/** @param {ArrayBuffer} buffer @returns {Frame | undefined} what others in a room have said; nothing where it is none of these */
export function unpack(buffer) {
  const bytes = new Uint8Array(buffer);
  const sender = ID + 2 + bytes[ID + 1];
  return bytes[0] === KIND && bytes.length >= sender + ID
    ? {type: "relay", payload: {
      workspaceId: idOf(bytes.slice(1, ID + 1)),
      room: new TextDecoder().decode(bytes.slice(ID + 2, sender)),
      connectionId: idOf(bytes.slice(sender, sender + ID)),
      data: bytes.slice(sender + ID),
    }} : undefined;
}
