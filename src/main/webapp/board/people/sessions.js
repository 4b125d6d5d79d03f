import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useCall, useFrames} from "../data.js";
import {confirmed} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {exactly, since} from "../ui/time.js";
import {sorry} from "../words.js";
import {device} from "./devices.js";

/** @param {{it: any, end: () => void}} props */
const SignIn = ({it, end}) => html`
  <li class="person session">
    <div class="grow">
      <div class="person-name" title=${it.userAgent}>${device(it.userAgent)}${it.current && html` <span class="label">This one</span>`}</div>
      <div class="faint">Since <time title=${exactly(it.createdAt)}>${since(it.createdAt)}</time>, last used <time title=${exactly(it.usedAt)}>${since(it.usedAt)}</time></div>
    </div>
    ${!it.current && html`<button class="button small" aria-label=${`Sign out ${device(it.userAgent)}`} onClick=${end}>Sign out</button>`}
  </li>`;

/** Where one is signed in, and how that ends. */
export function Sessions() {
  const client = useTutti();
  const {data, error, reload} = useCall("auth/sessions?limit=200");
  const [refusal, setRefusal] = useState(/** @type {any} */ (undefined));
  useFrames(["session:ended"], reload);
  const ask = (method, path) => client.call(method, path).then(() => setRefusal(undefined), setRefusal).then(reload);
  const endOthers = async () => {
    if (await confirmed({title: "Sign out everywhere else?", text: "Every other device and program has to sign in again.", yes: "Sign out", danger: true})) {
      ask("POST", "auth/logout-others");
    }
  };
  if (!data) {
    return html`<div class="empty">${error ? html`<h1>Not now</h1><p>${sorry(error)}</p>` : html`<p class="faint">Loading…</p>`}</div>`;
  }
  const others = data.items.filter(({current}) => !current);
  return html`
    <div class="page narrow">
      <header class="page-head"><h1>Where you are signed in</h1></header>
      <p class="hint">Do you not know one of them? Sign it out: it stops at once, whatever it is doing.</p>
      ${refusal && html`<p class="fault" role="alert">${sorry(refusal)}</p>`}
      <ul class="people sessions">
        ${[...data.items.filter(({current}) => current), ...others].map((it) => html`
          <${SignIn} key=${it.id} it=${it} end=${() => ask("DELETE", "auth/sessions/" + it.id)} />`)}
      </ul>
      ${data.next && html`<p class="hint">There are more; these are the newest ${data.items.length}.</p>`}
      ${others.length > 0 && html`<button class="button danger end-others" onClick=${endOthers}>Sign out everywhere else</button>`}
    </div>`;
}
