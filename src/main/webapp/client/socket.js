/** @import {Way} from "./types.js" */
import {parse} from "./frames.js";

/** The first way to the server: a WebSocket. What is no text is left to the features that know it. @type {Way} */
export const socket = (env, http, token, {frame, closed}) => {
  const socket = new env.WebSocket(http.url.replace(/^http/, "ws") + "ws", ["tutti.v1.lines", "tutti.v1", "bearer." + token]);
  socket.binaryType = "arraybuffer";
  socket.onmessage = (/** @type {MessageEvent} */ {data}) => {
    const heard = typeof data === "string" ? data.split("\n").map(parse) : [{type: "bytes", payload: data}];
    // One of them may be the reason to hear no more.
    heard.forEach((it) => it && socket.onmessage && frame(it));
  };
  socket.onclose = (/** @type {CloseEvent} */ {code}) => closed({code});
  return {
    send: (frame) => socket.send(frame.bytes ?? JSON.stringify(frame)),
    close: () => {
      socket.onmessage = socket.onclose = null;
      socket.close(1000);
    },
  };
};
