import {useState} from "preact/hooks";
import {inbox} from "../../client/inbox.js";
import {useTutti} from "../../client/react.js";
import {Dialog} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {toast} from "../ui/toast.js";
import {apart} from "../words.js";
import {isFiltered, kept, labelsOf} from "./filter.js";

const DUE = [["", "Any due date"], ["0", "Due today or overdue"], ["7", "Due within a week"], ["30", "Due within a month"]];

/** @param {{id: string, conditions: object, close: () => void}} props keeps conditions under a name */
function Keep({id, conditions, close}) {
  const client = useTutti();
  const [name, setName] = useState("");
  const save = (event) => {
    event.preventDefault();
    inbox(client).saveFilter({name: name.trim(), workspaceId: id, conditions: kept(conditions)});
    toast(`“${apart(name.trim())}” is among your filters.`);
    close();
  };
  return html`
    <${Dialog} title="Keep this filter" onClose=${close}>
      <form onSubmit=${save}>
        <label class="field"><span>Name</span>
          <input value=${name} maxlength="100" required autofocus onInput=${(event) => setName(event.target.value)} /></label>
        <p class="hint">It stands in the menu on all of your devices. Nobody else sees it.</p>
        <footer class="dialog-foot"><button class="button primary" disabled=${!name.trim()}>Keep</button></footer>
      </form>
    <//>`;
}

/**
 * @param {{id: string, view: any, conditions: import("./filter.js").Conditions, change: (to: object) => void, total: number,
 *     visible: number}} props
 */
export function FilterBar({id, view, conditions, change, total, visible}) {
  const [keeps, setKeeps] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const filtered = isFiltered(conditions);
  const set = (name) => (event) => {
    const {value} = event.target;
    change({...conditions, [name]: value === "" ? undefined : name === "dueWithin" ? Number(value) : value});
  };
  const select = (name, label, options) => html`
    <select aria-label=${label} class=${conditions[name] === undefined ? "" : "set"} value=${String(conditions[name] ?? "")} onChange=${set(name)}>
      ${options.map(([value, text]) => html`<option key=${value} value=${value} selected=${value === String(conditions[name] ?? "")}>${text}</option>`)}
    </select>`;
  const people = [...view.members.values()].map(({user}) => [user.id, user.name]).sort(([, one], [, other]) => one.localeCompare(other));
  const labels = labelsOf(view.tasks.values());
  return html`
    <div class=${"filter-bar" + (isOpen ? " open" : "")} role="search" aria-label="Filter the board">
      <label class="filter-text"><${Icon} name="search" /><span class="visually-hidden">Words in title or description</span>
        <input type="search" placeholder="Filter tasks" value=${conditions.q ?? ""} onInput=${set("q")} /></label>
      <button class=${"button small filter-toggle" + (filtered ? " set" : "")} aria-expanded=${String(isOpen)} onClick=${() => setOpen(!isOpen)}>
        <${Icon} name="filter" />Filters</button>
      <div class="filter-more">
        ${select("assignee", "Assigned to", [["", "Anybody"], ["me", "Me"], ["none", "Nobody"], ...people])}
        ${labels.length > 0 && select("label", "Label", [["", "Any label"], ...labels.map((it) => [it, it])])}
        ${select("dueWithin", "Due", DUE)}
      </div>
      ${filtered && html`
        <span class="filter-count" role="status">${visible} of ${total}</span>
        <button class="link" onClick=${() => change({})}>Clear</button>
        ${Object.keys(kept(conditions)).length > 0 && html`<button class="link" onClick=${() => setKeeps(true)}>Keep…</button>`}`}
    </div>
    ${keeps && html`<${Keep} id=${id} conditions=${conditions} close=${() => setKeeps(false)} />`}`;
}
