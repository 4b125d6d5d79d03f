/** @import {Feature} from "./types.js" */
/** @import {Workspace} from "./workspace.js" */

/**
 * @template {object} V what it adds to the view of a workspace
 * @template {object} P what can be done with it
 * @param {Feature<V, P>} its
 * @returns {((workspace: Workspace<V>) => P) & Feature<V, P>} to be named to `connect`, and to be called with a workspace
 */
export const feature = (its) => Object.assign((/** @type {Workspace<V>} */ workspace) => workspace.part(its.Part), its);
