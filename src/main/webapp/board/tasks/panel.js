import {useEffect, useLayoutEffect, useRef, useState} from "preact/hooks";
import {rooms} from "../../client/rooms.js";
import {useTutti} from "../../client/react.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {Prose} from "../ui/prose.js";
import {EditedLine, grow} from "../ui/text.js";
import {exactly, since} from "../ui/time.js";
import {Activity} from "./activity.js";
import {Checklist} from "./checklist.js";
import {Comments} from "./comments.js";
import {Fields} from "./fields.js";
import {WatchButton} from "./watch.js";

/** @param {any} task @returns {string} by which the server notices what others change meanwhile */
export const tagOf = ({version}) => (version ? `"${version}"` : "*");

/** @param {{task: any, readOnly: boolean, save: (changes: object, match: string) => void, typing: () => void}} props */
function Description({task, readOnly, save, typing}) {
  const [draft, setDraft] = useState(/** @type {{text: string, match: string} | undefined} */ (undefined));
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const edits = draft !== undefined;
  useLayoutEffect(() => {
    if (edits) {
      field.current?.focus();
    }
  }, [edits]);
  useEffect(() => grow(field.current), [draft?.text]);
  const begin = () => setDraft({text: task.description ?? "", match: tagOf(task)});
  const end = () => {
    const text = draft.text.trim();
    if (text !== (task.description ?? "")) {
      save({description: text || null}, draft.match);
    }
    setDraft(undefined);
  };
  return html`
    <section class="panel-part" aria-labelledby="part-description">
      <header class="part-head">
        <h3 id="part-description">Description</h3>
        ${!readOnly && !edits && html`<button class="link" onClick=${begin}>${task.description ? "Edit" : "Write one"}</button>`}
      </header>
      ${edits ? html`
        <textarea ref=${field} class="description-field" rows="5" maxlength="10000" aria-labelledby="part-description" value=${draft.text}
            placeholder="Markdown works: **strong**, _emphasis_, lists, links, code."
            onInput=${(event) => {
              setDraft({...draft, text: event.target.value});
              typing();
            }}
            onKeyDown=${(event) => {
              if (event.key === "Escape") {
                event.stopPropagation();
                setDraft(undefined);
              } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                end();
              }
            }}></textarea>
        <div class="row">
          <button class="button primary small" onClick=${end}>Save</button>
          <button class="button small" onClick=${() => setDraft(undefined)}>Cancel</button>
        </div>`
      : task.description ? html`<${Prose} text=${task.description} />`
      : html`<p class="faint">No description${readOnly ? "" : " yet"}.</p>`}
    </section>`;
}

/**
 * All about one task, beside the board or, where there is no room, above it.
 *
 * @param {{id: string, taskId: string, said?: string, view: any, readOnly: boolean, remove: (id: string) => void, close: () => void}} props
 */
export function Panel({id, taskId, said, view, readOnly, remove, close}) {
  const client = useTutti();
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const task = view.tasks.get(taskId);
  useLayoutEffect(() => {
    panel.current?.focus();
  }, []);
  const workspace = client.workspace(id);
  const save = (changes, match) => workspace.updateTask(taskId, changes, match);
  const typing = () => !readOnly && rooms(workspace).typing(taskId);
  const others = [...view.typing.values()].filter((it) => it.taskId === taskId).map(({user}) => user.name);
  const author = task && (view.members.get(task.createdBy)?.user.name ?? "Somebody");
  return html`
    <div class="panel" ref=${panel} tabindex="-1" role="dialog" aria-label=${task ? "Task: " + task.title : "Task"}
        onKeyDown=${(event) => event.key === "Escape" && !event.defaultPrevented && !event.target.closest("[popover]") && close()}>
      <header class="panel-head">
        <button class="icon-button panel-back" aria-label="Back to the board" onClick=${close}><${Icon} name="back" /></button>
        <span class="panel-state" role="status">${view.pending.has(taskId) && html`<${Icon} name="clock" />Not saved yet`}</span>
        ${task && html`<${WatchButton} id=${id} taskId=${taskId} />`}
        ${task && !readOnly && html`<button class="icon-button" aria-label="Delete the task" title="Delete" onClick=${() => {
          close();
          remove(taskId);
        }}><${Icon} name="trash" /></button>`}
        <button class="icon-button panel-close" aria-label="Close" title="Close" onClick=${close}><${Icon} name="close" /></button>
      </header>
      ${!task ? html`
        <div class="empty"><h2>This task is not on the board</h2><p>It was deleted, or it is in another workspace.</p>
          <button class="button" onClick=${close}>Back to the board</button></div>`
      : html`
        <div class="panel-body">
          <h2 class="visually-hidden">${task.title}</h2>
          <${EditedLine} label="Title" look="panel-title" value=${task.title} readOnly=${readOnly} begin=${() => tagOf(task)}
              save=${(title, match) => save({title}, match)} />
          <${Fields} task=${task} view=${view} workspace=${workspace} readOnly=${readOnly} save=${save} />
          <${Description} task=${task} readOnly=${readOnly} save=${save} typing=${typing} />
          <${Checklist} task=${task} readOnly=${readOnly} save=${save} />
          <${Comments} id=${id} taskId=${taskId} view=${view} workspace=${workspace} readOnly=${readOnly} typing=${typing} others=${others} said=${said} />
          <${Activity} id=${id} taskId=${taskId} view=${view} version=${task.version} />
          <p class="faint panel-born" title=${exactly(task.createdAt)}>Made by ${author}, ${since(task.createdAt)}</p>
        </div>`}
    </div>`;
}
