/** @import {Client} from "./client.js" */
/** @import {Frame, Environment, Snapshot, WorkspaceView} from "./types.js" */
import {createContext, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore} from "react";
import {pause, whatNext} from "./backoff.js";
import {parse} from "./frames.js";

/** What a client tells of itself, and is no frame of the server's. */
const OWN = ["state", "pending", "unkept", "chosen"];
/** Frames that `useWebSocket` remembers. */
const MOST = 200;
/** Milliseconds for which a workspace that nothing shows is still followed: a change of pages is no reason to leave. */
const LINGER = 5000;
/** Milliseconds after which a connection counts as one that holds. */
const STABLE = 30_000;

/** @type {Snapshot<any>} */
const LOADING = {data: undefined, status: "loading", pendingCount: 0, online: false, error: undefined};

/** Gives the client to the hooks below it. @type {import("react").Context<Client<any> | undefined>} */
export const TuttiContext = createContext(/** @type {Client<any> | undefined} */ (undefined));

/** @returns {Client<any>} of the `TuttiContext` above */
export function useTutti() {
  const client = useContext(TuttiContext);
  if (!client) {
    throw new Error("Put a <TuttiContext value={client}> above.");
  }
  return client;
}

/**
 * A live workspace. Write to it by `useTutti().workspace(id)`.
 *
 * @template {object} [V=WorkspaceView] where features add to it, `WorkspaceView & ChatView` and the like
 * @template [T=V | undefined]
 * @param {string} id
 * @param {(view: V | undefined) => T} [selector] what of it the component shows: it is rendered when that, or
 *     how things stand, changes
 * @returns {Omit<Snapshot<any>, "data"> & {data: T}}
 */
export function useWorkspace(id, selector) {
  const client = useTutti();
  const last = useRef(/** @type {{from: any, selector: any, to: any} | undefined} */ (undefined));
  const subscribe = useCallback((/** @type {() => void} */ listener) => shows(client, id, listener), [client, id]);
  const look = () => {
    const from = client.peek(id)?.snapshot ?? LOADING;
    const before = last.current;
    if (before?.from === from && before.selector === selector) {
      return before.to;
    }
    const to = {...from, data: selector ? selector(from.data) : from.data};
    const isSame = before && /** @type {(keyof Snapshot<any>)[]} */ (Object.keys(to)).every((it) => Object.is(to[it], before.to[it]));
    last.current = {from, selector, to: isSame ? before.to : to};
    return last.current.to;
  };
  return useSyncExternalStore(subscribe, look, () => ({...LOADING, ...last.current?.to}));
}

/** How many components show a workspace. @type {WeakMap<object, number>} */
const shown = new WeakMap();

/** @param {Client<any>} client @param {string} id @param {() => void} listener */
function shows(client, id, listener) {
  const workspace = client.workspace(id);
  shown.set(workspace, (shown.get(workspace) ?? 0) + 1);
  const off = workspace.subscribe(listener);
  return () => {
    off();
    shown.set(workspace, (shown.get(workspace) ?? 0) - 1);
    client.env.setTimeout(() => shown.get(workspace) === 0 && client.peek(id) === workspace && workspace.close(), LINGER);
  };
}

/**
 * A connection as it is: the frames of any WebSocket, or those of a client.
 *
 * @param {string | Client<any>} target an address (`ws:` or `wss:`), or a client
 * @param {object} [options]
 * @param {Record<string, (frame: any) => void>} [options.handlers] by the frames' types; `*` hears all. They may be new ones at
 *     every rendering.
 * @param {number} [options.maxReconnectAttempts] in a row, of an address; without end by default
 * @param {Environment} [options.environment]
 * @returns {{messages: any[], lastMessage: any, isConnected: boolean, send: (message: any) => boolean}} the newest 200
 *     messages: frames, and as texts those that are no JSON. `send` tells whether there was a connection.
 */
export function useWebSocket(target, {handlers = {}, maxReconnectAttempts = Infinity, environment = globalThis} = {}) {
  const [messages, setMessages] = useState(/** @type {any[]} */ ([]));
  const [isConnected, setConnected] = useState(false);
  const latest = useRef(handlers);
  const sender = useRef(/** @type {(message: any) => boolean} */ (() => false));
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    /** @param {any} message */
    const hear = (message) => {
      setMessages((before) => [...before.slice(1 - MOST), message]);
      for (const type of [message?.type, "*"]) {
        if (typeof type === "string" && Object.hasOwn(latest.current, type)) {
          latest.current[type](message);
        }
      }
    };
    setMessages([]);
    const {send, close} = typeof target === "string"
      ? opens(environment, target, maxReconnectAttempts, hear, setConnected)
      : follows(target, hear, setConnected);
    sender.current = send;
    return () => {
      sender.current = () => false;
      close();
      setConnected(false);
    };
  }, [target, maxReconnectAttempts, environment]);
  const send = useCallback((/** @type {any} */ message) => sender.current(message), []);
  return {messages, lastMessage: messages.at(-1), isConnected, send};
}

/** @param {Client<any>} client @param {(frame: Frame) => void} hear @param {(connected: boolean) => void} tell */
function follows(client, hear, tell) {
  tell(client.status.state === "open");
  const offs = [
    client.on("state", ({payload}) => tell(payload.state === "open")),
    client.on("*", (frame) => !OWN.includes(frame.type) && hear(frame)),
  ];
  return {
    send: (/** @type {Frame} */ {type, payload}) => client.send(type, payload),
    close: () => offs.forEach((off) => off()),
  };
}

/**
 * @param {Environment} env
 * @param {string} url
 * @param {number} most tries in a row
 * @param {(message: any) => void} hear
 * @param {(connected: boolean) => void} tell
 */
function opens(env, url, most, hear, tell) {
  let failures = 0;
  /** @type {any} */
  let socket;
  /** @type {unknown} */
  let timer;
  const open = () => {
    const mine = (socket = new env.WebSocket(url));
    let since = Infinity;
    mine.onopen = () => {
      since = env.Date.now();
      tell(true);
    };
    mine.onmessage = (/** @type {MessageEvent} */ {data}) => hear(parse(data) ?? data);
    mine.onclose = (/** @type {CloseEvent} */ {code}) => {
      tell(false);
      failures = env.Date.now() - since >= STABLE ? 0 : failures;
      if (whatNext(code) !== "stop" && failures < most) {
        timer = env.setTimeout(open, pause(failures++, {code}, env.Math.random));
      }
    };
  };
  open();
  return {
    send(/** @type {any} */ message) {
      const isOpen = socket.readyState === 1;
      if (isOpen) {
        socket.send(typeof message === "string" ? message : JSON.stringify(message));
      }
      return isOpen;
    },
    close() {
      env.clearTimeout(timer);
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(1000);
    },
  };
}
