import {useEffect, useState} from "preact/hooks";
import {useCall, useWorkspaces} from "../data.js";
import {address, go} from "../router.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {since} from "../ui/time.js";
import {sorry} from "../words.js";

/** Milliseconds after the last letter until it is looked for. */
const PAUSE = 250;

const KINDS = {"": "Everything", task: "Tasks", comment: "Comments", message: "Messages"};

/**
 * @param {{text: string, marks: number[][]}} marked as the server says it
 * @returns {{text: string, isFound: boolean}[]} the parts in their order, whatever the marks are
 */
export function parts({text, marks}) {
  const found = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from >= at && to > from && to <= text.length) {
      found.push({text: text.slice(at, from), isFound: false}, {text: text.slice(from, to), isFound: true});
      at = to;
    }
  }
  return [...found, {text: text.slice(at), isFound: false}].filter((part) => part.text);
}

/** @param {{marked: any}} props */
const Marked = ({marked}) => parts(marked).map(({text, isFound}) => (isFound ? html`<mark>${text}</mark>` : text));

/** @param {{hit: any, workspace: string}} props */
function Hit({hit, workspace}) {
  const {kind, workspaceId, taskId, room} = hit;
  const to = taskId ? {page: "board", workspace: workspaceId, task: taskId, ...(kind === "comment" && {said: hit.id})}
    : {page: "chat", workspace: workspaceId, ...(room && {room}), said: hit.id};
  return html`
    <li><a class="hit" href=${address(/** @type {any} */ (to))}>
      <${Icon} name=${kind === "task" ? "board" : "chat"} />
      <span class="grow">
        <span class="agenda-title">${hit.title.text ? html`<${Marked} marked=${hit.title} />` : room ? "#" + room : "Everybody"}</span>
        ${hit.excerpt.text && html`<span class="hit-text"><${Marked} marked=${hit.excerpt} /></span>`}
        <span class="faint">${{task: "Task", comment: "Comment", message: "Message"}[kind]} · ${workspace} · ${since(hit.createdAt)}</span>
      </span></a></li>`;
}

/** @param {{q: string}} props */
export function Search({q}) {
  const [text, setText] = useState(q);
  const [kind, setKind] = useState("");
  const {items: workspaces} = useWorkspaces();
  const query = q.trim();
  const {data, error, isLoading} = useCall(query ? `search?limit=50&q=${encodeURIComponent(query)}${kind && "&kind=" + kind}` : undefined);
  useEffect(() => {
    const timer = setTimeout(() => text !== q && go({page: "search", q: text}, {replace: true}), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return html`
    <div class="page narrow">
      <h1 class="visually-hidden">Search</h1>
      <label class="search-field"><${Icon} name="search" /><span class="visually-hidden">Search in all workspaces</span>
        <input type="search" autofocus maxlength="200" placeholder="Search tasks, comments and messages" value=${text} onInput=${(event) => setText(event.target.value)}
            ref=${(field) => field && !field.dataset.begun && ((field.dataset.begun = "yes"), field.focus())} /></label>
      <div class="tabs" role="group" aria-label="Kind">
        ${Object.entries(KINDS).map(([value, name]) => html`<button key=${value} aria-pressed=${String(kind === value)} onClick=${() => setKind(value)}>${name}</button>`)}
      </div>
      <div role="status">
        ${error && html`<p class="fault">${sorry(error)}</p>`}
        ${query && isLoading && html`<p class="faint loading">Looking…</p>`}
        ${data && !data.items.length && html`<div class="empty small"><${Icon} name="search" /><h3>Nothing found</h3><p>Every word must be there, at least its beginning.</p></div>`}
        ${!query && html`<div class="empty small"><${Icon} name="search" /><h3>What are you looking for?</h3><p>Words in tasks, comments and messages of all of your workspaces.</p></div>`}
      </div>
      <ul class="hits">${data?.items.map((hit) => html`<${Hit} key=${hit.kind + hit.id} hit=${hit} workspace=${workspaces?.find(({id}) => id === hit.workspaceId)?.name ?? ""} />`)}</ul>
    </div>`;
}
