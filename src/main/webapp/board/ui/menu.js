import {useId, useRef, useState} from "preact/hooks";
import {html} from "./html.js";
import {Icon} from "./icons.js";

/** Pixels between a button and what it opens, and between that and the window's edge. */
const GAP = 4, EDGE = 8;

/** Lays what was opened beside its button, inside the window. @param {HTMLElement} button @param {HTMLElement} popup */
function lay(button, popup) {
  const {left, right, top, bottom} = button.getBoundingClientRect();
  const {offsetWidth: width, offsetHeight: height} = popup;
  const x = left + width + EDGE > innerWidth ? right - width : left;
  const y = bottom + height + GAP + EDGE > innerHeight && top - height - GAP > EDGE ? top - height - GAP : bottom + GAP;
  popup.style.left = Math.max(EDGE, Math.min(x, innerWidth - width - EDGE)) + "px";
  popup.style.top = Math.max(EDGE, Math.min(y, innerHeight - height - EDGE)) + "px";
}

/**
 * A button that opens something small. The browser closes it by Escape and by a press elsewhere.
 *
 * @param {object} props
 * @param {string} props.label
 * @param {boolean} [props.named] whether what the button shows says enough
 * @param {any} props.face what the button shows
 * @param {string} [props.look] its class
 * @param {string} [props.role] of what opens
 * @param {string} [props.kind] its class
 * @param {(close: () => void) => any} props.children
 */
export function Popup({label, named = false, face, look = "icon-button", role = "dialog", kind = "", children}) {
  const id = useId();
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  const popup = useRef(/** @type {HTMLElement | null} */ (null));
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    popup.current?.hidePopover();
    button.current?.focus();
  };
  return html`
    <button type="button" ref=${button} class=${look} ...${named ? {} : {"aria-label": label, title: label}} popovertarget=${id}
        aria-haspopup=${role === "menu" ? "menu" : "dialog"} aria-expanded=${String(isOpen)}>${face}</button>
    <div id=${id} ref=${popup} popover="auto" class=${"popup " + kind} role=${role} aria-label=${label}
        onBeforeToggle=${(event) => {
          setOpen(event.newState === "open");
          popup.current.style.visibility = "hidden";
        }}
        onToggle=${(event) => {
          if (event.newState === "open") {
            // Rendered first, then measured, then seen; unless it is gone by then, with what it was about.
            requestAnimationFrame(() => {
              if (!popup.current) {
                return;
              }
              lay(button.current, popup.current);
              popup.current.style.visibility = "";
              /** @type {HTMLElement | null} */ (popup.current.querySelector("button:not(:disabled), input, a[href]"))?.focus();
            });
          }
        }}>
      ${isOpen && children(close)}
    </div>`;
}

/** @typedef {{text: string, icon?: any, run: () => void, danger?: boolean, disabled?: boolean, checked?: boolean} | "line"} Item */

/**
 * A menu: arrow keys go through it, a letter goes to what begins with it.
 *
 * @param {{label: string, named?: boolean, items: () => Item[], face?: any, look?: string}} props
 */
export function Menu({label, named, items, face = html`<${Icon} name="more" />`, look}) {
  return html`
    <${Popup} label=${label} named=${named} face=${face} look=${look} role="menu" kind="menu">
      ${(close) => html`<div role="none" onKeyDown=${walk}>
        ${items().map((item, index) => item === "line"
          ? html`<hr key=${index} role="separator" />`
          : html`<button key=${index} type="button" tabindex="-1" class=${"menu-item" + (item.danger ? " danger" : "")}
              role=${item.checked === undefined ? "menuitem" : "menuitemradio"}
              aria-checked=${item.checked === undefined ? undefined : String(item.checked)}
              disabled=${item.disabled} onClick=${() => {
                close();
                item.run();
              }}>${item.icon && html`<${Icon} name=${item.icon} />`}<span>${item.text}</span>
              ${item.checked && html`<${Icon} name="check" />`}</button>`)}
      </div>`}
    <//>`;
}

/** @param {KeyboardEvent & {currentTarget: HTMLElement}} event */
function walk(event) {
  const all = /** @type {HTMLElement[]} */ ([...event.currentTarget.querySelectorAll("button:not(:disabled)")]);
  const now = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const ends = {ArrowDown: now + 1, ArrowUp: now - 1 + all.length, Home: 0, End: all.length - 1};
  if (event.key in ends) {
    event.preventDefault();
    all[ends[event.key] % all.length]?.focus();
  } else if (event.key === "Tab") {
    /** @type {HTMLElement} */ (event.currentTarget.closest("[popover]")).hidePopover();
  } else if (event.key.length === 1) {
    const begins = (it) => it.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
    [...all.slice(now + 1), ...all].find(begins)?.focus();
  }
}
