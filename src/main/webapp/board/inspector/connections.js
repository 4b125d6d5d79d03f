import {useState} from "preact/hooks";
import {useWatch} from "../data.js";
import {confirmed} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {exactly, since} from "../ui/time.js";
import {apart, brief, sorry} from "../words.js";

const EVERY = 4000;

/** @param {{it: any, show: (person: any) => void, end: () => void}} props */
function Connection({it: {node, connection}, show, end}) {
  const {user, transport, last, lag, queuedFrames, journals, follows} = connection;
  return html`
    <tr>
      <th scope="row"><button class="link" onClick=${() => show(user)}>${user.name}</button></th>
      <td><code title=${node}>${brief(node)}</code></td>
      <td>${transport}</td>
      <td><time title=${exactly(connection.since)}>${since(connection.since)}</time></td>
      <td><details class="follows">
        <summary aria-label=${`${follows} journals that ${user.name} follows`}>${follows}</summary>
        <ul>${journals.map(({kind, id, seq, lag: behind}) => html`<li key=${id}>${kind} <code>${id}</code>: ${seq}${behind > 0 && `, ${behind} behind`}</li>`)}</ul>
      </details></td>
      <td class=${lag ? "late" : ""}>${lag}</td>
      <td class=${queuedFrames ? "late" : ""}>${queuedFrames}</td>
      <td>${last ? html`<code>${last.type}</code> <time class="faint" title=${exactly(last.at)}>${since(last.at)}</time>` : "–"}</td>
      <td><button class="button small" aria-label=${`End the connection of ${user.name}`} onClick=${end}>End</button></td>
    </tr>`;
}

/** Who is connected, a page at a time. @param {{client: import("../../client/types.js").Client, show: (person: any) => void}} props */
export function Connections({client, show}) {
  const [after, setAfter] = useState("");
  const {data, error, reload} = useWatch("admin/connections?limit=50" + (after && "&after=" + encodeURIComponent(after)), EVERY);
  const [refusal, setRefusal] = useState(/** @type {any} */ (undefined));
  const end = async ({connection: {id, user}}) => {
    if (await confirmed({title: "End this connection?", text: `${apart(user.name)}’s client comes back at once. Whoever is to stay away is signed out.`, yes: "End it", danger: true})) {
      client.call("DELETE", "admin/connections/" + id).then(() => setRefusal(undefined), setRefusal).then(reload);
    }
  };
  const fault = refusal ?? error;
  return html`
    <div class="table-frame" tabindex="0" role="region" aria-label="Connections"><table class="table connections">
      <caption>Connections</caption>
      <thead><tr><th scope="col">Person</th><th scope="col">Node</th><th scope="col">Transport</th><th scope="col">Since</th><th scope="col">Follows</th>
        <th scope="col">Behind</th><th scope="col">Waiting</th><th scope="col">Last frame</th><th scope="col"><span class="visually-hidden">End</span></th></tr></thead>
      <tbody>
        ${(data?.items ?? []).map((it) => html`<${Connection} key=${it.connection.id} it=${it} show=${show} end=${() => end(it)} />`)}
      </tbody>
    </table></div>
    ${fault && html`<p class="fault" role="alert">${sorry(fault)}</p>`}
    <div class="row">
      ${after && html`<button class="button small" onClick=${() => setAfter("")}>To the first</button>`}
      ${data?.next && html`<button class="button small" onClick=${() => setAfter(data.next)}>More</button>`}
    </div>`;
}
