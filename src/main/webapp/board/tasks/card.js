import {memo} from "react";
import {address} from "../router.js";
import {Avatar} from "../ui/avatar.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {Menu} from "../ui/menu.js";
import {due} from "../ui/time.js";
import {counted} from "../words.js";

/** @type {Record<string, string>} */
export const PRIORITIES = {urgent: "Urgent", high: "High", normal: "Normal", low: "Low"};

/** @param {{dueOn: string, done?: boolean}} props */
export function Due({dueOn, done = false}) {
  const {text, when} = due(dueOn);
  return html`<span class=${"chip due " + (done ? "" : when)}><${Icon} name="calendar" /><span class="visually-hidden">Due </span>${text}${
    when === "overdue" && !done && html`<span class="visually-hidden"> (overdue)</span>`}</span>`;
}

/** @param {{label: string}} props */
export const Label = ({label}) => html`<span class="label">${label}</span>`;

/** @param {{task: any, comments: number}} props what is worth knowing at a glance */
export function Facts({task, comments}) {
  const {checklist, priority, dueOn} = task;
  const done = checklist.filter((step) => step.done).length;
  return html`
    ${(priority === "high" || priority === "urgent") && html`
      <span class=${"chip priority " + priority}><${Icon} name="flag" />${PRIORITIES[priority]}<span class="visually-hidden"> priority</span></span>`}
    ${dueOn && html`<${Due} dueOn=${dueOn} done=${task.status === "done"} />`}
    ${checklist.length > 0 && html`
      <span class=${"chip" + (done === checklist.length ? " all" : "")}><${Icon} name="done" />${done}/${checklist.length}<span
        class="visually-hidden"> steps done</span></span>`}
    ${comments > 0 && html`
      <span class="chip"><${Icon} name="chat" />${comments}<span class="visually-hidden"> ${comments === 1 ? "comment" : "comments"}</span></span>`}`;
}

/**
 * A task on the board. All that is done with it goes through `acts`, which never changes, so that a card is rendered only
 * when its task is another.
 *
 * @typedef {object} Acts
 * @property {(event: KeyboardEvent, id: string) => void} key
 * @property {(id: string) => import("../ui/menu.js").Item[]} items
 *
 * @typedef {{task: any, assignee?: any, comments: number, isPending: boolean, held: "" | "key" | "pointer", isOpen: boolean,
 *     typing: string, readOnly: boolean, acts: Acts}} CardProps
 */
export const Card = memo(/** @param {CardProps} props */ ({task, assignee, comments, isPending, held, isOpen, typing, readOnly, acts}) => html`
  <li class=${`card ${held ? "held by-" + held : ""} ${isOpen ? "open" : ""} ${isPending ? "pending" : ""}`} data-card=${task.id}>
    ${task.labels.length > 0 && html`<div class="labels">${task.labels.map((label) => html`<${Label} key=${label} label=${label} />`)}</div>`}
    <a class="card-title" href=${address({page: "board", workspace: task.workspaceId, task: task.id})} draggable=${false}
        aria-describedby=${readOnly ? undefined : "how-to-move"} onKeyDown=${(event) => acts.key(event, task.id)}>${task.title}</a>
    ${!readOnly && html`
      <div class="card-menu"><${Menu} label=${`Move or delete “${task.title}”`} items=${() => acts.items(task.id)}
          face=${html`<${Icon} name="more" />`} look="icon-button small" /></div>`}
    <div class="card-foot">
      <div class="facts"><${Facts} task=${task} comments=${comments} /></div>
      ${isPending && html`<span class="mark" title="Not saved yet"><${Icon} name="clock" /><span class="visually-hidden">Not saved yet</span></span>`}
      ${assignee && html`<${Avatar} person=${assignee} size="small" />`}
    </div>
    ${typing && html`<div class="typing-line"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${typing}</div>`}
  </li>`);

/** @param {number} count */
export const tasksCounted = (count) => counted(count, "task");
