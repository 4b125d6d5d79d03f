/** @import {Options} from "./types.js" */
import {Client} from "./client.js";
import {browser} from "./environment.js";
import {TuttiError} from "./frames.js";

export {browser, TuttiError};

/**
 * @param {Options} options
 * @returns {Client} that is connected as soon as it can be, and stays so until it is closed
 */
export const connect = (options) => new Client(options);
