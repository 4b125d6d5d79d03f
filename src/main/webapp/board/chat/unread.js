import {useCallback, useEffect, useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useFrames} from "../data.js";

/**
 * @typedef {{room: string | null, upTo: number, unread: number, last?: any}} Conversation
 *
 * @param {Conversation[]} before @param {any} frame a `chat:message` or a `chat:read` of this workspace @param {string} me
 * @returns {Conversation[]} what is unread after it, as the server would say it
 */
export function counting(before, {type, payload}, me) {
  const room = payload.room ?? null;
  const old = before.find((it) => it.room === room) ?? {room, upTo: 0, unread: 0};
  if (type === "chat:read") {
    return before.map((it) => (it === old ? {...it, upTo: Math.max(it.upTo, payload.upTo), unread: payload.unread} : it));
  }
  const next = {...old, last: payload, unread: old.unread + (payload.author.id === me ? 0 : 1)};
  // The conversation last talked in stands first.
  return [next, ...before.filter((it) => it !== old)];
}

/**
 * The conversations of a workspace and what is unread in them, kept along with what is heard.
 *
 * @param {string} id
 * @returns {{rooms: Conversation[], unread: number}}
 */
export function useConversations(id) {
  const client = useTutti();
  const [rooms, setRooms] = useState(/** @type {Conversation[]} */ ([]));
  const load = useCallback(() => {
    client.call("GET", `workspaces/${id}/messages/unread`).then(({data}) => setRooms(data.items), () => {});
  }, [client, id]);
  useEffect(() => {
    setRooms([]);
    load();
  }, [load]);
  useFrames(["chat:message", "chat:read", "state", "reset"], (frame) => {
    if (frame.type === "state" || frame.type === "reset") {
      (frame.type === "reset" || frame.payload.state === "open") && load();
    } else if ((frame.workspaceId ?? frame.payload.workspaceId) === id || frame.payload.workspaceId === id) {
      setRooms((before) => counting(before, frame, client.me));
    }
  });
  return {rooms, unread: rooms.reduce((sum, it) => sum + it.unread, 0)};
}
