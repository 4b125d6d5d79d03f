import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useCall, useShelf} from "../data.js";
import {address, go} from "../router.js";
import {html} from "../ui/html.js";
import {toast} from "../ui/toast.js";
import {exactly} from "../ui/time.js";
import {sorry} from "../words.js";

/** What somebody sees who opened the link of an invitation. @param {{code: string}} props */
export function Accept({code}) {
  const client = useTutti();
  const {session, workspaces} = useShelf();
  const [isBusy, setBusy] = useState(false);
  const {data, error} = useCall("invites/" + encodeURIComponent(code));
  const accept = async () => {
    setBusy(true);
    try {
      await client.call("POST", `invites/${encodeURIComponent(code)}/accept`);
      workspaces.load();
      go({page: "board", workspace: data.workspaceId}, {replace: true});
    } catch (refusal) {
      toast(sorry(refusal), {kind: "fault"});
      setBusy(false);
    }
  };
  if (error) {
    return html`
      <div class="empty"><h1>This invitation is not good any more</h1>
        <p>It was used or taken back, it has ended, or it is for another address than yours (${session.user?.email}). Ask for a new one.</p>
        <a class="button" href=${address({page: "home"})}>To your workspaces</a></div>`;
  }
  if (!data) {
    return html`<div class="empty"><p class="faint">Looking at the invitation…</p></div>`;
  }
  return html`
    <div class="empty">
      <h1>${data.workspaceName}</h1>
      ${data.member ? html`<p>You are in this workspace already.</p>
        <a class="button primary" href=${address({page: "board", workspace: data.workspaceId})}>Open it</a>`
      : html`<p>You are invited, as ${data.role}. The invitation is good until ${exactly(data.expiresAt)}.</p>
        <div class="row center"><button class="button primary" disabled=${isBusy} onClick=${accept}>Join</button>
          <a class="button" href=${address({page: "home"})}>Not now</a></div>`}
    </div>`;
}
