import {useState} from "preact/hooks";
import {useTutti} from "../client/react.js";
import {useShelf, useWorkspaces} from "./data.js";
import {address, go} from "./router.js";
import {roleName} from "./people/people.js";
import {html} from "./ui/html.js";
import {Icon} from "./ui/icons.js";
import {sorry} from "./words.js";

/** @param {{label: string, autofocus?: boolean}} props makes a workspace and goes there */
export function NewWorkspace({label, autofocus = false}) {
  const client = useTutti();
  const {workspaces} = useShelf();
  const [name, setName] = useState("");
  const [error, setError] = useState(/** @type {any} */ (undefined));
  const make = async (event) => {
    event.preventDefault();
    try {
      const {data} = await client.call("POST", "workspaces", {body: {name: name.trim(), id: client.uuid()}});
      workspaces.load();
      go({page: "board", workspace: data.id});
    } catch (refusal) {
      setError(refusal);
    }
  };
  return html`
    <form class="new-workspace" onSubmit=${make}>
      <label class="field grow"><span>${label}</span>
        <input required maxlength="100" placeholder="For example: Spring tour" value=${name} onInput=${(event) => setName(event.target.value)}
            ref=${(field) => autofocus && field && !field.dataset.begun && ((field.dataset.begun = "yes"), field.focus())} /></label>
      <button class="button primary" disabled=${!name.trim()}>Create</button>
      ${error && html`<p class="fault" role="alert">${sorry(error)}</p>`}
    </form>`;
}

/** One's workspaces; for somebody new, how to begin. */
export function Home() {
  const {items, error} = useWorkspaces();
  const {session} = useShelf();
  if (!items) {
    return html`<div class="empty">${error ? html`<h1>Not now</h1><p>${sorry(error)}</p>` : html`<p class="faint">Loading…</p>`}</div>`;
  }
  return html`
    <div class="page narrow">
      ${items.length ? html`
        <header class="page-head"><h1>Your workspaces</h1></header>
        <ul class="tiles">
          ${items.map((it) => html`<li key=${it.id}><a class="tile" href=${address({page: "board", workspace: it.id})}>
            <span class="tile-name">${it.name}</span><span class="faint">${roleName(it.role)}</span></a></li>`)}
        </ul>
        <${NewWorkspace} label="Another one" />`
      : html`
        <div class="begin">
          <h1>Welcome, ${session.user?.name}</h1>
          <p>A workspace is a board, a conversation and the people who share them. Make the first one; then open this page in a second
            window, or invite somebody, and see it move in both.</p>
          <${NewWorkspace} label="What is it for?" autofocus />
          <p class="hint"><${Icon} name="link" /> Somebody invited you? Open the link that they sent you.</p>
        </div>`}
    </div>`;
}
