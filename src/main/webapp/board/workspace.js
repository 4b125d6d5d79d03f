import {useEffect, useState} from "preact/hooks";
import {useTutti, useWorkspace} from "../client/react.js";
import {Chat} from "./chat/chat.js";
import {useConversations} from "./chat/unread.js";
import {useShelf} from "./data.js";
import {Later} from "./later.js";
import {useIdle} from "./people/idle.js";
import {decides, People} from "./people/people.js";
import {Present} from "./people/presence.js";
import {address, go} from "./router.js";
import {Board, NoBoard} from "./tasks/board.js";
import {Conflicts} from "./tasks/conflicts.js";
import {Trash} from "./tasks/trash.js";
import {confirmed, Dialog} from "./ui/dialog.js";
import {html} from "./ui/html.js";
import {Icon} from "./ui/icons.js";
import {Menu} from "./ui/menu.js";
import {EditedLine} from "./ui/text.js";
import {apart, sorry} from "./words.js";

const files = () => import("./move/files.js").then(({Files}) => Files);
const integrations = () => import("./integrations/integrations.js").then(({Integrations}) => Integrations);

/** @param {{view: any, id: string, close: () => void}} props */
function Rename({view, id, close}) {
  const client = useTutti();
  const {workspaces} = useShelf();
  return html`
    <${Dialog} title="Name of the workspace" onClose=${close}>
      <${EditedLine} label="Name" look="boxed" max=${100} value=${view.workspace.name} save=${(name) =>
        client.workspace(id).rename(name).saved.then(() => workspaces.load(), () => {})} />
      <footer class="dialog-foot"><button class="button primary" onClick=${close}>Done</button></footer>
    <//>`;
}

/** @param {{id: string, view: any, route: any, unread: number}} props */
function Head({id, view, route, unread}) {
  const client = useTutti();
  const {workspaces} = useShelf();
  const [opens, setOpens] = useState("");
  const {name, role} = view.workspace;
  const tab = (page, icon, text, more = undefined) => html`
    <a href=${address({page, workspace: id})} aria-current=${route.page === page ? "page" : undefined}><${Icon} name=${icon} />${text}${more}</a>`;
  const end = async () => {
    if (await confirmed({title: `Delete “${apart(name)}”?`, text: "Its board and conversations are gone for everybody, for good.", yes: "Delete the workspace", danger: true})) {
      await client.call("DELETE", "workspaces/" + id, {headers: {"If-Match": "*"}});
      workspaces.load();
      go({page: "home"}, {replace: true});
    }
  };
  const items = () => [
    decides(role) && {text: "Rename", icon: "pencil", run: () => setOpens("name")},
    {text: "People and invitations", icon: "people", run: () => go({page: "people", workspace: id})},
    {text: decides(role) ? "Export and import" : "Export", icon: "download", run: () => setOpens("files")},
    decides(role) && {text: "Integrations", icon: "plug", run: () => go({page: "integrations", workspace: id})},
    {text: "Trash", icon: "trash", run: () => setOpens("trash")},
    ...(role === "owner" ? ["line", {text: "Delete the workspace", icon: "trash", danger: true, run: end}] : []),
  ].filter(Boolean);
  return html`
    <header class="workspace-head">
      <div class="workspace-name"><h1>${name}</h1><${Menu} label="About this workspace" items=${items} /></div>
      <nav class="tabs" aria-label="In this workspace">
        ${tab("board", "board", "Board")}
        ${tab("chat", "chat", "Chat", unread > 0 && html`<span class="badge">${unread > 99 ? "99+" : unread}<span class="visually-hidden"> unread</span></span>`)}
        ${tab("people", "people", "People")}
      </nav>
      <${Present} view=${view} />
      ${opens === "name" && html`<${Rename} view=${view} id=${id} close=${() => setOpens("")} />`}
      ${opens === "files" && html`<${Dialog} title=${decides(role) ? "Export and import" : "Export"} wide onClose=${() => setOpens("")}>
        <${Later} load=${files} id=${id} view=${view} /><//>`}
      ${opens === "trash" && html`<${Trash} id=${id} view=${view} close=${() => setOpens("")} />`}
    </header>`;
}

/** A workspace, live, on one of its pages. @param {{route: import("./router.js").Route}} props */
export function WorkspacePage({route}) {
  const id = /** @type {string} */ (route.workspace);
  const {data: view, status, error} = useWorkspace(id);
  const {refusals} = useShelf();
  const {rooms, unread} = useConversations(id);
  useIdle(id, !!view);
  useEffect(() => {
    // Where nothing can be saved any more, there is nothing to choose.
    status === "gone" && refusals.forget(({write}) => write.journal === id);
  }, [status]);
  const name = view?.workspace.name;
  useEffect(() => {
    document.title = (unread ? `(${unread}) ` : "") + (name ? name + " · Tutti" : "Tutti");
    return () => {
      document.title = "Tutti";
    };
  }, [name, unread]);
  if (status === "gone") {
    return html`<${NoBoard} error=${error} />`;
  }
  if (!view) {
    return html`
      <div class="skeleton" aria-busy="true"><span class="visually-hidden" role="status">Loading the workspace</span>
        ${[3, 2, 4].map((count, at) => html`<div key=${at}>${[...Array(count).keys()].map((it) => html`<i key=${it}></i>`)}</div>`)}</div>
      ${error && html`<p class="fault">${sorry(error)}</p>`}`;
  }
  return html`
    <${Head} id=${id} view=${view} route=${route} unread=${unread} />
    ${route.page === "board" ? html`<${Board} key=${id} id=${id} view=${view} taskId=${route.task} said=${route.said} />`
      : route.page === "chat" ? html`<${Chat} key=${id} id=${id} room=${route.room} said=${route.said} view=${view} rooms=${rooms} />`
      : route.page === "integrations" ? html`<${Later} load=${integrations} id=${id} view=${view} />`
      : html`<${People} id=${id} view=${view} />`}
    <${Conflicts} id=${id} view=${view} />`;
}
