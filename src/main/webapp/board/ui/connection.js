import {useEffect, useState} from "preact/hooks";
import {useKeeps, usePending, useStatus} from "../data.js";
import {address} from "../router.js";
import {html} from "./html.js";
import {Icon} from "./icons.js";

/** Milliseconds for which nobody needs to know that the connection is gone, or that a change is on its way. */
const GRACE = 1500, SLOW = 4000;

/**
 * @param {{state: string}} status @param {number} pending writes that are not saved yet
 * @param {boolean} [isOnline] whether the browser has a network at all
 * @param {boolean} [keeps] whether the browser keeps what is written when the tab is closed
 * @returns {{text: string, kind: "waiting" | "saving" | "ended"} | undefined} how things stand, in words; nothing where all is well
 */
export function standing({state}, pending, isOnline = true, keeps = true) {
  const kept = !keeps ? "Changes made offline are lost when this tab closes." : pending ? `${pending} ${pending === 1 ? "change is" : "changes are"} kept, and sent when you are back.` : "Your changes are kept.";
  if (!isOnline && state !== "stopped") {
    return {text: "You are offline. " + kept, kind: "waiting"};
  }
  switch (state) {
    case "open":
      return pending ? {text: `Saving ${pending === 1 ? "a change" : pending + " changes"}…`, kind: "saving"} : undefined;
    case "connecting":
    case "waiting":
      return {text: "Reconnecting… " + kept, kind: "waiting"};
    case "stopped":
      return {text: "The server has ended this connection.", kind: "ended"};
    default:
      return undefined;
  }
}

/** Says how things stand where that is not as it should be. */
export function Connection() {
  const status = useStatus(), pending = usePending(), keeps = useKeeps();
  const [isOnline, setOnline] = useState(navigator.onLine);
  const now = standing(status, pending, isOnline, keeps);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    const timer = now && setTimeout(() => setLate(true), now.kind === "saving" ? SLOW : GRACE);
    return () => clearTimeout(timer);
  }, [now?.kind]);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return now && (isLate || now.kind === "ended") && html`
    <div class=${"connection " + now.kind}>
      ${now.kind !== "ended" ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>` : html`<${Icon} name="warn" />`}
      <span>${now.text}</span>
      ${now.kind === "waiting" && isOnline && html`<a class="link" href=${address({page: "doctor"})}>Why?</a>`}
      ${now.kind === "ended" && html`<button class="link" onClick=${() => location.reload()}>Connect again</button>`}
    </div>`;
}
