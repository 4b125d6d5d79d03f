import {useEffect, useRef} from "preact/hooks";
import {html} from "./html.js";
import {Icon} from "./icons.js";
import {Shared, useShared} from "./store.js";

/** Milliseconds for which a note stands; those that offer something stand longer. */
const STANDS = 6000, STANDS_LONGER = 10_000;

/** Notes that stand beside a new one: those that pass by themselves, and those that stay until somebody has seen them. */
const PASSING = 2, STAYING = 9;

/** @typedef {{id: number, text: string, kind: "note" | "fault", stays: boolean, action?: {label: string, run: () => void}}} Toast */

/** @type {Shared<Toast[]>} */
const toasts = new Shared([]);
/** @type {Shared<string>} */
const said = new Shared("");
let count = 0;

/** Says something to who listens instead of looking. @param {string} text */
export function announce(text) {
  // Said twice, it must be another text to be read twice.
  said.set(said.get() === text ? text + "\u00a0" : text);
}

/** @param {string} text @param {{kind?: "note" | "fault", stays?: boolean, action?: {label: string, run: () => void}}} [more] */
export function toast(text, {kind = "note", stays = false, action} = {}) {
  const id = ++count;
  const staying = toasts.get().filter((it) => it.stays), passing = toasts.get().filter((it) => !it.stays);
  toasts.set([...staying.slice(-STAYING), ...passing.slice(-PASSING), {id, text, kind, stays, action}]);
  announce(text);
  stays || setTimeout(() => dismiss(id), action ? STANDS_LONGER : STANDS);
}

/** @param {number} id */
const dismiss = (id) => toasts.set(toasts.get().filter((it) => it.id !== id));

/** Takes all away: they are for whoever was signed in. */
export const clear = () => toasts.set([]);

/** Where notes stand, above everything else. */
export function Toaster() {
  const shown = useShared(toasts);
  const text = useShared(said);
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    // Anew each time, so that it lies above a dialog that was opened meanwhile.
    if (shown.length) {
      ref.current?.showPopover?.();
    }
    return () => ref.current?.hidePopover?.();
  }, [shown]);
  return html`
    <div class="visually-hidden" aria-live="polite" role="status">${text}</div>
    <div class="toaster" popover="manual" ref=${ref}>
      ${shown.map((it) => html`
        <div key=${it.id} class=${"toast " + it.kind}>
          <span>${it.text}</span>
          ${it.action && html`<button class="link" onClick=${() => {
            it.action?.run();
            dismiss(it.id);
          }}>${it.action.label}</button>`}
          <button class="icon-button small" aria-label="Dismiss" onClick=${() => dismiss(it.id)}><${Icon} name="close" /></button>
        </div>`)}
    </div>`;
}
