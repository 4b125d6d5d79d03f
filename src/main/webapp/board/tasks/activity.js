import {useEffect, useState} from "preact/hooks";
import {useCall} from "../data.js";
import {deed} from "../inbox/sentences.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {exactly, since} from "../ui/time.js";
import {doer, sorry} from "../words.js";

/** What happened to a task, the newest first; asked for when somebody wants to know. @param {{id: string, taskId: string, view: any, version: number}} props */
export function Activity({id, taskId, view, version}) {
  const [isOpen, setOpen] = useState(false);
  const {data, error, reload} = useCall(isOpen ? `workspaces/${id}/tasks/${taskId}/activity?limit=50` : undefined);
  useEffect(() => {
    // It has a new version: more has happened.
    isOpen && reload();
  }, [version]);
  const nameOf = (user) => view.members.get(user)?.user.name ?? "somebody";
  return html`
    <details class="panel-part activity" open=${isOpen} onToggle=${(event) => setOpen(event.currentTarget.open)}>
      <summary><h3>Activity</h3><${Icon} name="back" /></summary>
      ${error && html`<p class="fault">${sorry(error)}</p>`}
      ${isOpen && !data && !error && html`<p class="faint">Loading…</p>`}
      <ol>
        ${data?.items.map((frame) => html`
          <li key=${frame.seq}><span><strong>${doer(frame.actor)}</strong> ${deed(frame, nameOf)}</span>
            <time title=${exactly(frame.ts)}>${since(frame.ts)}</time></li>`)}
      </ol>
    </details>`;
}
