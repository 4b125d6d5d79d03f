/** @import {Feature, Options, Views} from "./types.js" */
import {Client} from "./client.js";
import {TuttiError} from "./frames.js";

export {TuttiError};

/**
 * @template {Feature<any, any>[]} [F=[]]
 * @param {Options & {features?: [...F]}} options with the features of workspaces, beside their tasks and members
 * @returns {Client<Views<F>>} that is connected as soon as it can be, and stays so until it is closed
 */
export const connect = (options) => new Client(options);
