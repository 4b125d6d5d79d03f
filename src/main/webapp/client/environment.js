/** @import {Environment} from "./types.js" */

/** @param {Environment} env @returns {string} a new id. Browsers make one on secure pages only, and http without TLS is none. */
export const uuid = ({crypto}) =>
  crypto.randomUUID?.() ?? "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () =>
    (crypto.getRandomValues(new Uint8Array(1))[0] & 15).toString(16));
