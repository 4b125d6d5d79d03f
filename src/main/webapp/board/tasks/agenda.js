import {useEffect, useRef, useState} from "preact/hooks";
import {inbox} from "../../client/inbox.js";
import {useTutti} from "../../client/react.js";
import {useCall, useFilters, useFrames, useWorkspaces} from "../data.js";
import {address, go} from "../router.js";
import {confirmed} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {apart, sorry} from "../words.js";
import {Facts, Label} from "./card.js";
import {columnTitle} from "./order.js";

/** Milliseconds after which a change somewhere is looked at: several often come together. */
const SOON = 300;

/** @param {any[]} items in the order of their days @param {string} today @returns {[string, any[]][]} under what they are due */
export function byDue(items, today) {
  /** @type {Map<string, any[]>} */
  const groups = new Map([["Overdue", []], ["Today", []], ["Later", []], ["No date", []]]);
  for (const task of items) {
    const {dueOn} = task;
    groups.get(!dueOn ? "No date" : dueOn < today ? "Overdue" : dueOn === today ? "Today" : "Later")?.push(task);
  }
  return [...groups].filter(([, tasks]) => tasks.length);
}

/** @param {number} now @returns {string} the day there, as 2027-01-31 */
export function today(now = Date.now()) {
  const date = new Date(now);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((it) => String(it).padStart(2, "0")).join("-");
}

/** Tasks of all of one's workspaces: one's own open ones, or those that a kept filter finds. @param {{filter?: string}} props */
export function Agenda({filter}) {
  const client = useTutti();
  const {items: workspaces} = useWorkspaces();
  const filters = useFilters();
  const [limit, setLimit] = useState(50);
  const own = "tasks?assignee=me&open=true";
  const path = filter ? `filters/${encodeURIComponent(filter)}/tasks?` : own + "&";
  const {data, error, reload} = useCall(`${path}limit=${limit}`);
  const timer = useRef(/** @type {any} */ (undefined));
  const soon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(reload, SOON);
  };
  // Only what is followed is heard; the rest shows when somebody looks again.
  useFrames(["task:created", "task:updated", "task:moved", "task:deleted", "task:restored", "notification", "state"], soon);
  useEffect(() => {
    addEventListener("focus", soon);
    return () => {
      removeEventListener("focus", soon);
      clearTimeout(timer.current);
    };
  }, []);
  const it = filters?.find(({id}) => id === filter);
  const title = filter ? it?.name ?? "Filter" : "My tasks";
  const nameOf = (id) => workspaces?.find((workspace) => workspace.id === id)?.name ?? "";
  const remove = async () => {
    if (await confirmed({title: `Delete the filter “${apart(title)}”?`, text: "The tasks stay as they are.", yes: "Delete", danger: true})) {
      inbox(client).deleteFilter(/** @type {string} */ (filter));
      go({page: "agenda"}, {replace: true});
    }
  };
  return html`
    <div class="page narrow">
      <header class="page-head"><h1>${title}</h1>
        ${it && html`<button class="icon-button" aria-label="Delete this filter" title="Delete this filter" onClick=${remove}><${Icon} name="trash" /></button>`}</header>
      ${error && html`<p class="fault" role="alert">${sorry(error)}</p>`}
      ${!data && !error && html`<p class="faint loading">Loading…</p>`}
      ${data && !data.items.length && html`
        <div class="empty small"><${Icon} name="done" /><h3>${filter ? "No task fits" : "Nothing to do"}</h3>
          <p>${filter ? "When one does, it shows here." : "Tasks that are yours and not done stand here, from all of your workspaces."}</p></div>`}
      ${byDue(data?.items ?? [], today()).map(([name, tasks]) => html`
        <section key=${name} class="agenda">
          <h2>${name} <span class="count">${tasks.length}</span></h2>
          <ul>
            ${tasks.map((task) => html`
              <li key=${task.id}><a href=${address({page: "board", workspace: task.workspaceId, task: task.id})}>
                <span class="grow"><span class="agenda-title">${task.title}</span>
                  <span class="faint">${nameOf(task.workspaceId)} · ${columnTitle(task.status)}</span></span>
                <span class="facts">${task.labels.slice(0, 3).map((label) => html`<${Label} key=${label} label=${label} />`)}<${Facts} task=${task} comments=${0} /></span>
              </a></li>`)}
          </ul>
        </section>`)}
      ${data?.next && limit < 200 && html`<button class="button" onClick=${() => setLimit(200)}>Show more</button>`}
    </div>`;
}
