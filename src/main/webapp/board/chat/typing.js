import {useEffect, useRef, useState} from "preact/hooks";
import {rooms} from "../../client/rooms.js";
import {useTutti} from "../../client/react.js";
import {useFrames} from "../data.js";

/** Milliseconds for which somebody is shown as typing, and after which it is said again. */
const SHOWN = 5000, AGAIN = 2500;

/**
 * Who is typing in a conversation. The server keeps nothing of it: it is a signal among the pages.
 *
 * @param {string} id of the workspace @param {string} room
 * @returns {{names: string[], tell: () => void}}
 */
export function useTyping(id, room) {
  const client = useTutti();
  const [people, setPeople] = useState(/** @type {Map<string, {name: string, until: number}>} */ (new Map()));
  const told = useRef(0);
  useFrames(["signal", "chat:message"], ({type, payload, workspaceId}) => {
    if ((payload.workspaceId ?? workspaceId) !== id) {
      return;
    }
    if (type === "signal" && payload.name === "typing" && (payload.data?.room ?? "") === room) {
      setPeople((before) => new Map(before).set(payload.user.id, {name: payload.user.name, until: Date.now() + SHOWN}));
    } else if (type === "chat:message") {
      setPeople((before) => new Map([...before].filter(([user]) => user !== payload.author.id)));
    }
  });
  useEffect(() => setPeople(new Map()), [id, room]);
  useEffect(() => {
    if (people.size) {
      const timer = setTimeout(() => setPeople(new Map([...people].filter(([, {until}]) => until > Date.now()))), 1000);
      return () => clearTimeout(timer);
    }
  }, [people]);
  const tell = () => {
    if (Date.now() - told.current > AGAIN && rooms(client.workspace(id)).signal("typing", {room})) {
      told.current = Date.now();
    }
  };
  return {names: [...people].filter(([user]) => user !== client.me).map(([, {name}]) => name), tell};
}
