import assert from "node:assert/strict";
import {test} from "node:test";
import {board} from "./stage/board.js";

const {counting} = await board("chat/unread.js");

test("what is unread is counted along as the server counts", () => {
  const message = (room, author, seq) => ({type: "chat:message", payload: {room, author: {id: author}, seq}});
  let rooms = counting([], message(null, "bob", 1), "ada");
  rooms = counting(rooms, message("x", "bob", 2), "ada");
  rooms = counting(rooms, message(null, "ada", 3), "ada");
  assert.deepEqual(rooms.map(({room, unread}) => [room, unread]), [[null, 1], ["x", 1]]);
  rooms = counting(rooms, {type: "chat:read", payload: {room: null, upTo: 3, unread: 0}}, "ada");
  assert.deepEqual(rooms.map(({room, unread, upTo}) => [room, unread, upTo]), [[null, 0, 3], ["x", 1, 0]]);
});
