import {useId, useState} from "preact/hooks";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {PRIORITIES} from "./card.js";
import {labelsOf} from "./filter.js";
import {columnNames, columnTitle} from "./order.js";

/** Labels that a task can have. */
const MOST = 20;

/** @param {{task: any, view: any, readOnly: boolean, save: (changes: object) => void}} props */
function Labels({task, view, readOnly, save}) {
  const [text, setText] = useState("");
  const list = useId();
  const {labels} = task;
  const add = () => {
    const label = text.replace(/\s+/g, " ").trim();
    if (label && !labels.includes(label)) {
      save({labels: [...labels, label]});
    }
    setText("");
  };
  return html`
    <div class="labels editable">
      ${labels.map((label) => html`
        <span key=${label} class="label">${label}
          ${!readOnly && html`<button class="label-off" aria-label=${`Remove the label ${label}`} onClick=${() => save({labels: labels.filter((it) => it !== label)})}>
            <${Icon} name="close" /></button>`}</span>`)}
      ${!readOnly && labels.length < MOST && html`
        <input class="label-new" aria-label="Add a label" placeholder="Add a label" maxlength="40" list=${list} value=${text}
            onInput=${(event) => setText(event.target.value)} onBlur=${add}
            onKeyDown=${(event) => {
              if (event.key === "Enter" || event.key === ",") {
                event.preventDefault();
                add();
              } else if (event.key === "Backspace" && !text && labels.length) {
                save({labels: labels.slice(0, -1)});
              }
            }} />
        <datalist id=${list}>${labelsOf(view.tasks.values()).filter((it) => !labels.includes(it)).map((it) => html`<option key=${it} value=${it} />`)}</datalist>`}
      ${readOnly && !labels.length && html`<span class="faint">None</span>`}
    </div>`;
}

/** What stands in a task beside its texts. @param {{task: any, view: any, workspace: any, readOnly: boolean, save: (changes: object) => void}} props */
export function Fields({task, view, workspace, readOnly, save}) {
  const people = [...view.members.values()].map(({user}) => user).sort((one, other) => one.name.localeCompare(other.name));
  const isGone = task.assigneeId && !view.members.has(task.assigneeId);
  const select = (value, options, change) => html`
    <select value=${value} disabled=${readOnly} onChange=${(event) => change(event.target.value)}>
      ${options.map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`)}
    </select>`;
  return html`
    <div class="fields">
      <label class="pair"><span>Column</span>${select(task.status, columnNames(view.columns.keys(), [task.status]).map((it) => [it, columnTitle(it)]),
        (status) => workspace.moveTask(task.id, {status}))}</label>
      <label class="pair"><span>Assigned to</span>${select(task.assigneeId ?? "", [
        ["", "Nobody"], ...(isGone ? [[task.assigneeId, "A former member"]] : []), ...people.map((it) => [it.id, it.name])],
        (assigneeId) => save({assigneeId: assigneeId || null}))}</label>
      <label class="pair"><span>Due</span>
        <input type="date" max="9999-12-31" value=${task.dueOn ?? ""} disabled=${readOnly}
            onChange=${(event) => save({dueOn: event.target.value || null})} /></label>
      <label class="pair"><span>Priority</span>${select(task.priority, Object.entries(PRIORITIES), (priority) => save({priority}))}</label>
      <div class="pair wide"><span>Labels</span><${Labels} task=${task} view=${view} readOnly=${readOnly} save=${save} /></div>
    </div>`;
}
