import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useFrames, useWatch} from "../data.js";
import {confirmed} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {Once} from "../ui/once.js";
import {exactly, since} from "../ui/time.js";
import {announce} from "../ui/toast.js";
import {apart, sorry} from "../words.js";

/** Milliseconds between looks at when each was last used, which nobody tells. */
const EVERY = 5000;

const SCOPES = {read: "Read the workspace", "tasks:write": "Write tasks", "events:write": "Publish events"};

/** @param {{it: any, nameOf: (id: string) => string, revoke: () => void}} props */
const Key = ({it, nameOf, revoke}) => html`
  <li class="person key"><${Icon} name="plug" />
    <div class="grow">
      <div class="person-name">${it.name}</div>
      <div class="labels">${it.scopes.map((scope) => html`<span key=${scope} class="label" title=${SCOPES[scope]}>${scope}</span>`)}</div>
      <div class="faint">Made <time title=${exactly(it.createdAt)}>${since(it.createdAt)}</time> by ${apart(nameOf(it.createdBy))}, ${
        it.usedAt ? html`last used <time title=${exactly(it.usedAt)}>${since(it.usedAt)}</time>` : "never used"}</div>
    </div>
    <button class="button small" aria-label=${`Revoke ${it.name}`} onClick=${revoke}>Revoke</button>
  </li>`;

/** By what other systems come in. @param {{id: string, nameOf: (id: string) => string}} props */
export function Keys({id, nameOf}) {
  const client = useTutti();
  const path = `workspaces/${id}/keys`;
  const {data, error, reload} = useWatch(path + "?limit=200", EVERY);
  const [form, setForm] = useState({name: "", scopes: ["events:write"]});
  const [made, setMade] = useState(/** @type {any} */ (undefined));
  const [refusal, setRefusal] = useState(/** @type {any} */ (undefined));
  useFrames(["integration:added", "integration:removed"], reload);
  const check = (scope, on) => setForm({...form, scopes: Object.keys(SCOPES).filter((it) => (it === scope ? on : form.scopes.includes(it)))});
  const make = async (event) => {
    event.preventDefault();
    try {
      const {data} = await client.call("POST", path, {body: {name: form.name.trim(), scopes: form.scopes}});
      setMade(data);
      setRefusal(undefined);
      setForm({...form, name: ""});
    } catch (fault) {
      setRefusal(fault);
    }
    reload();
  };
  const revoke = async (key) => {
    if (await confirmed({title: `Revoke “${apart(key.name)}”?`, text: "Whatever comes in by this key is refused from that moment on. There is no way back; a new key can be made.", yes: "Revoke", danger: true})) {
      await client.call("DELETE", `${path}/${key.id}`).then(() => {
        setRefusal(undefined);
        made?.key.id === key.id && setMade(undefined);
        announce("The key is revoked.");
      }, setRefusal);
      reload();
    }
  };
  const fault = refusal ?? error;
  return html`
    <section class="part keys" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <p class="hint">By a key another system comes into this workspace, without anybody’s password. What it does is shown under the key’s name.</p>
      <form class="part" onSubmit=${make}>
        <label class="field"><span>Name</span><input name="name" required maxlength="80" autocomplete="off" placeholder="For example: Builds" value=${form.name}
            onInput=${(event) => setForm({...form, name: event.target.value})} /></label>
        <fieldset class="checks"><legend class="visually-hidden">What it may do</legend>
          ${Object.entries(SCOPES).map(([scope, text]) => html`
            <label key=${scope} class="check"><input type="checkbox" name=${scope} checked=${form.scopes.includes(scope)} onChange=${(event) => check(scope, event.target.checked)} />${text}</label>`)}
          <span class="grow"></span>
          <button class="button primary" disabled=${!form.name.trim() || !form.scopes.length}>Make a key</button>
        </fieldset>
      </form>
      ${fault && html`<p class="fault" role="alert">${sorry(fault)}</p>`}
      ${made && html`<${Once} label="The new key" value=${made.secret} copied="The key is copied." icon="copy" close=${() => setMade(undefined)}>
        This is the key of “${apart(made.key.name)}”. It is shown this once, and kept nowhere: copy it to where it is used. Who has it comes in.<//>`}
      <ul class="people">
        ${(data?.items ?? []).map((it) => html`<${Key} key=${it.id} it=${it} nameOf=${nameOf} revoke=${() => revoke(it)} />`)}
      </ul>
      ${data?.next && html`<p class="hint">There are more; these are the newest ${data.items.length}.</p>`}
    </section>`;
}
