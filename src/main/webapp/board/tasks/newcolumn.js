import {useState} from "preact/hooks";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {toast} from "../ui/toast.js";
import {statusOf} from "./order.js";

/**
 * Columns without tasks, which nobody else sees: for the server a column is what tasks are in.
 *
 * @param {string} id of the workspace
 * @returns {[string[], (status: string) => void]}
 */
export function useExtraColumns(id) {
  const key = "tutti.columns." + id;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "[]");
    } catch {
      return [];
    }
  };
  const [all, setAll] = useState({key, names: read()});
  const names = all.key === key ? all.names : read();
  return [names, (status) => {
    const next = [...new Set([...names, status])].slice(-20);
    setAll({key, names: next});
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Then it is there until the page is left.
    }
  }];
}

/** @param {{names: string[], add: (status: string) => void}} props */
export function NewColumn({names, add}) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const close = () => {
    setOpen(false);
    setText("");
  };
  if (!isOpen) {
    return html`<button class="new-column" onClick=${() => setOpen(true)}><${Icon} name="plus" />Add a column</button>`;
  }
  return html`
    <form class="new-column compose" onSubmit=${(event) => {
      event.preventDefault();
      const status = statusOf(text);
      if (!status) {
        toast("A column's name needs letters from a to z, or digits.", {kind: "fault"});
      } else {
        names.includes(status) ? toast("There is such a column already.") : add(status);
        close();
      }
    }}>
      <input aria-label="Name of the new column" placeholder="For example: Review" value=${text} maxlength="30"
          ref=${(field) => field && !field.dataset.begun && ((field.dataset.begun = "yes"), field.focus())}
          onInput=${(event) => setText(event.target.value)} onKeyDown=${(event) => event.key === "Escape" && close()} />
      <div class="row">
        <button class="button primary small" disabled=${!text.trim()}>Add</button>
        <button type="button" class="button small" onClick=${close}>Cancel</button>
      </div>
    </form>`;
}
