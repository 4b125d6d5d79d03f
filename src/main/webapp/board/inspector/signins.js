import {useState} from "preact/hooks";
import {useCall} from "../data.js";
import {device} from "../people/devices.js";
import {Dialog} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {exactly, since} from "../ui/time.js";
import {apart, sorry} from "../words.js";

/** Somebody's sign-ins, each to be ended. @param {{client: import("../../client/types.js").Client, person: {id: string, name: string}, close: () => void}} props */
export function SignIns({client, person, close}) {
  const path = `admin/accounts/${person.id}/sessions`;
  const {data, error, reload} = useCall(path + "?limit=200");
  const [refusal, setRefusal] = useState(/** @type {any} */ (undefined));
  const end = (id) => client.call("DELETE", `${path}/${id}`).then(() => setRefusal(undefined), setRefusal).then(reload);
  const fault = refusal ?? error;
  return html`
    <${Dialog} title=${`Sign-ins of ${apart(person.name)}`} onClose=${close} wide>
      ${fault && html`<p class="fault" role="alert">${sorry(fault)}</p>`}
      ${data && !data.items.length && html`<p class="hint">None goes on here. An outside provider may have signed them in.</p>`}
      <ul class="people">
        ${(data?.items ?? []).map((it) => html`
          <li key=${it.id} class="person session">
            <div class="grow"><div class="person-name" title=${it.userAgent}>${device(it.userAgent)}${it.current && html` <span class="label">This one</span>`}</div>
              <div class="faint">Since <time title=${exactly(it.createdAt)}>${since(it.createdAt)}</time>, last used <time title=${exactly(it.usedAt)}>${since(it.usedAt)}</time></div></div>
            ${!it.current && html`<button class="button small" aria-label=${`Sign out ${device(it.userAgent)}`} onClick=${() => end(it.id)}>Sign out</button>`}
          </li>`)}
      </ul>
    <//>`;
}
