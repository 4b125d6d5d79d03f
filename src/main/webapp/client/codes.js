// Made of the server's CloseCode and ErrorCode; its CodesTest says how, and whether this is still what they say.
/** @import {Next} from "./types.js" */

/** What a client does after a close, where it does not simply come back. @type {Record<number, Next>} */
export const NEXT = {1008: "stop", 4001: "refresh", 4002: "refresh", 4500: "stop", 4503: "stop"};

/** For how many milliseconds at least, if it was told no other time. @type {Record<number, number>} */
export const ABSENCE = {4003: 30000, 4029: 10000};

/** With these statuses of HTTP the same may be sent again. */
export const AGAIN = [401, 429, 503];
