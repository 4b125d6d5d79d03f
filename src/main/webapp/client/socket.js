/** @import {Link, Sink} from "./types.js" */
/** @import {Http} from "./http.js" */
/** @import {Environment} from "./types.js" */
import {pack, unpack} from "./bytes.js";
import {parse} from "./frames.js";

/**
 * The first way to the server: a WebSocket.
 *
 * @param {Environment} env
 * @param {Http} http
 * @param {string} token
 * @param {Sink} sink
 * @returns {Link}
 */
export function socket(env, http, token, sink) {
  const socket = new env.WebSocket(http.url.replace(/^http/, "ws") + "ws", ["tutti.v1", "bearer." + token]);
  socket.binaryType = "arraybuffer";
  socket.onmessage = (/** @type {MessageEvent} */ {data}) => {
    const frame = typeof data === "string" ? parse(data) : unpack(data);
    if (frame) {
      sink.frame(frame);
    }
  };
  socket.onclose = (/** @type {CloseEvent} */ {code}) => sink.closed({code});
  return {
    send: (frame) => socket.send(frame.type === "relay" ? pack(frame.payload) : JSON.stringify(frame)),
    close: () => {
      socket.onmessage = socket.onclose = null;
      socket.close(1000);
    },
  };
}
