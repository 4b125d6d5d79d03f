import {html} from "./html.js";
import {Icon} from "./icons.js";
import {toast} from "./toast.js";

/** @param {string} text @param {string} told when it is done */
export async function copy(text, told) {
  try {
    await navigator.clipboard.writeText(text);
    toast(told);
  } catch {
    toast("Copy it by hand, please: the browser does not let us.", {kind: "fault"});
  }
}

/**
 * What the server tells a single time.
 *
 * @param {object} props
 * @param {string} props.label of the value
 * @param {string} props.value
 * @param {string} props.copied what is said when it was copied
 * @param {any} props.icon
 * @param {() => void} props.close
 * @param {any} props.children what it is good for
 */
export const Once = ({label, value, copied, icon, close, children}) => html`
  <div class="made" role="status">
    <p>${children}</p>
    <div class="row">
      <input readonly aria-label=${label} value=${value} onFocus=${(event) => event.target.select()} />
      <button type="button" class="button primary" onClick=${() => copy(value, copied)}><${Icon} name=${icon} />Copy</button>
      <button type="button" class="button" onClick=${close}>Done</button>
    </div>
  </div>`;
