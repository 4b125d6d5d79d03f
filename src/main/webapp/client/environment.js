/** @import {Environment} from "./types.js" */

/** @param {Environment} env @returns {string} a new id. Browsers make one on secure pages only, and http without TLS is none. */
export const uuid = ({crypto}) =>
  crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16));
