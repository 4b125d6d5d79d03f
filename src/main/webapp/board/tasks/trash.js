import {useEffect} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useCall} from "../data.js";
import {Dialog} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {since} from "../ui/time.js";
import {announce} from "../ui/toast.js";
import {sorry} from "../words.js";

/** What was deleted, and the way back. @param {{id: string, view: any, close: () => void}} props */
export function Trash({id, view, close}) {
  const client = useTutti();
  const {data, error, isLoading, reload} = useCall(`workspaces/${id}/tasks?trashed=true&limit=100`);
  // Whoever deletes or restores something meanwhile; and what one has just deleted oneself may still be on its way.
  useEffect(reload, [view.tasks.size, view.pending.size]);
  const canWrite = view.workspace.role !== "guest";
  const restore = (task) => client.workspace(id).restoreTask(task.id).saved.then(() => {
    announce(`${task.title} is on the board again.`);
    reload();
  }, () => reload());
  const items = data?.items.filter((task) => !view.tasks.has(task.id)) ?? [];
  return html`
    <${Dialog} title="Trash" wide onClose=${close}>
      ${error && html`<p class="fault">${sorry(error)}</p>`}
      ${isLoading && html`<p class="faint">Loading…</p>`}
      ${data && !items.length && html`<div class="empty small"><${Icon} name="trash" /><h3>The trash is empty</h3></div>`}
      <ul class="people">
        ${items.map((task) => html`
          <li key=${task.id} class="person">
            <div class="grow"><div class="person-name">${task.title}</div><div class="faint">Deleted ${since(task.trashedAt)}</div></div>
            ${canWrite && html`<button class="button small" onClick=${() => restore(task)}>Put back</button>`}
          </li>`)}
      </ul>
    <//>`;
}
