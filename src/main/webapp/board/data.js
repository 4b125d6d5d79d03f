import {createContext} from "preact";
import {useCallback, useContext, useEffect, useRef, useState} from "preact/hooks";
import {useSyncExternalStore} from "react";
import {inbox} from "../client/inbox.js";
import {useTutti} from "../client/react.js";
import {Shared, useShared} from "./ui/store.js";

/**
 * A list that the server keeps and no journal of a workspace tells of: loaded anew whenever something happened that may
 * have changed it.
 */
export class KeptList extends Shared {
  #client;
  #path;
  #round = 0;

  /** @param {import("../client/types.js").Client} client @param {string} path @param {string[]} events after which it may differ */
  constructor(client, path, events) {
    super({items: undefined, error: undefined});
    this.#client = client;
    this.#path = path;
    events.forEach((type) => client.on(type, () => this.load()));
    client.on("state", ({payload}) => payload.state === "open" && this.load());
    this.load();
  }

  async load() {
    const round = ++this.#round;
    try {
      const {data} = await this.#client.call("GET", this.#path);
      round === this.#round && this.set({items: data.items, error: undefined});
    } catch (error) {
      round === this.#round && this.set({...this.get(), error});
    }
  }
}

/** @typedef {{session: import("../client/session.js").Session, workspaces: KeptList, refusals: import("./refusals.js").Refusals}} Shelf */

/** @type {import("preact").Context<Shelf | undefined>} */
export const ShelfContext = createContext(undefined);

/** @returns {Shelf} what all pages of whoever is signed in have in common */
export const useShelf = () => useContext(ShelfContext);

/** @returns {{items?: any[], error?: any}} one's workspaces */
export const useWorkspaces = () => useShared(useShelf().workspaces);

/** @returns {import("../client/types.js").Status} of the connection */
export function useStatus() {
  const client = useTutti();
  return useSyncExternalStore(useCallback((tell) => client.on("state", tell), [client]), () => client.status);
}

/** @returns {boolean} whether what is written outlives the tab */
export function useKeeps() {
  const client = useTutti();
  return useSyncExternalStore(useCallback((tell) => client.on("unkept", tell), [client]), () => client.keeps);
}

/** @returns {number} how many writes are not saved yet, of all workspaces */
export function usePending() {
  const client = useTutti();
  return useSyncExternalStore(useCallback((tell) => client.on("pending", tell), [client]), () => client.pendingCount);
}

/** @returns {import("../client/types.js").Snapshot<import("../client/types.js").InboxView>} */
export function useInbox() {
  const mine = inbox(useTutti());
  return useSyncExternalStore(useCallback((tell) => mine.subscribe(tell), [mine]), () => mine.snapshot);
}

/** @returns {any[] | undefined} one's kept filters, by their names */
export function useFilters() {
  const {data} = useInbox();
  return data && [...data.filters.values()].sort((one, other) => one.name.localeCompare(other.name));
}

/** Lets a component hear what the client hears. @param {string[]} types @param {(frame: any) => void} handler */
export function useFrames(types, handler) {
  const client = useTutti();
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const offs = types.map((type) => client.on(type, (frame) => latest.current(frame)));
    return () => offs.forEach((off) => off());
  }, [client, types.join()]);
}

/**
 * What a GET answers, for as long as the component shows it.
 *
 * @param {string | undefined} path none: nothing is asked
 * @returns {{data?: any, error?: any, isLoading: boolean, reload: () => void}}
 */
export function useCall(path) {
  const client = useTutti();
  const [answer, setAnswer] = useState({path: undefined, data: undefined, error: undefined});
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isOver = !path;
    if (path) {
      client.call("GET", path).then(
        ({data}) => !isOver && setAnswer({path, data, error: undefined}),
        (error) => !isOver && setAnswer((before) => ({path, data: before.path === path ? before.data : undefined, error})));
    }
    return () => {
      isOver = true;
    };
  }, [client, path, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const isMine = answer.path === path;
  return {data: isMine ? answer.data : undefined, error: isMine ? answer.error : undefined, isLoading: !isMine, reload};
}

/**
 * The same, asked again and again: a while after each answer.
 *
 * @param {string | undefined} path
 * @param {number} every in milliseconds
 */
export function useWatch(path, every) {
  const {data, error, reload} = useCall(path);
  useEffect(() => {
    const timer = setTimeout(reload, every);
    return () => clearTimeout(timer);
  }, [data, error, path]);
  return {data, error, reload};
}
