import {decides} from "../people/people.js";
import {html} from "../ui/html.js";
import {Keys} from "./keys.js";
import {Publish} from "./publish.js";
import {Webhooks} from "./webhooks.js";

/** How other systems come into a workspace, and hear of it. @param {{id: string, view: any}} props */
export function Integrations({id, view}) {
  if (!decides(view.workspace.role)) {
    return html`<div class="empty"><h2>Not for you</h2><p>Integrations are for the owners and admins of a workspace.</p></div>`;
  }
  const nameOf = (user) => view.members.get(user)?.user.name ?? "somebody who left";
  return html`
    <div class="page narrow integrations">
      <${Keys} id=${id} nameOf=${nameOf} />
      <${Publish} id=${id} />
      <${Webhooks} id=${id} nameOf=${nameOf} />
    </div>`;
}
