import {useEffect, useState} from "preact/hooks";
import {useStatus} from "../data.js";
import {html} from "./html.js";
import {Icon} from "./icons.js";

/** Milliseconds for which nobody needs to know that the connection is gone. */
const GRACE = 1500;

/**
 * @param {import("../../client/types.js").Status} status @param {number} pending writes that are not saved yet
 * @returns {{text: string, kind: "waiting" | "ended"} | undefined} how things stand, in words; nothing where all is well
 */
export function standing({state}, pending) {
  const kept = pending ? `${pending} ${pending === 1 ? "change is" : "changes are"} kept until then.` : "Your changes are kept.";
  switch (state) {
    case "connecting":
    case "waiting":
      return {text: "Reconnecting… " + kept, kind: "waiting"};
    case "stopped":
      return {text: "The server has ended this connection.", kind: "ended"};
    default:
      return undefined;
  }
}

/** @param {{pending: number}} props */
export function Connection({pending}) {
  const status = useStatus();
  const now = standing(status, pending);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    const timer = now && setTimeout(() => setLate(true), GRACE);
    return () => clearTimeout(timer);
  }, [!now]);
  return html`
    <div role="status" class="connection-slot">
      ${now && (isLate || now.kind === "ended") && html`
        <div class=${"connection " + now.kind}>
          ${now.kind === "waiting" ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>` : html`<${Icon} name="warn" />`}
          <span>${now.text}</span>
          ${now.kind === "ended" && html`<button class="link" onClick=${() => location.reload()}>Connect again</button>`}
        </div>`}
    </div>`;
}
