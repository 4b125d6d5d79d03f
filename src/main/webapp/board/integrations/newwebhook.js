import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {html} from "../ui/html.js";
import {sorry} from "../words.js";

/** @param {string} text @returns {string[]} the types that are named in it */
export const typesIn = (text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))];

/** @param {any} refusal @returns {string} in which the fields are called as they are here */
const told = (refusal) => (refusal.errors?.some(({field}) => field.startsWith("types"))
  ? "Each event must be named by its type, such as task:created, or task:* for all of its kind."
  : sorry(refusal));

/** @param {{path: string, made: (answer: any) => void}} props */
export function NewWebhook({path, made}) {
  const client = useTutti();
  const [form, setForm] = useState({url: "", types: ""});
  const [error, setError] = useState(/** @type {any} */ (undefined));
  const set = (name) => (event) => setForm({...form, [name]: event.target.value});
  const make = async (event) => {
    event.preventDefault();
    try {
      const {data} = await client.call("POST", path, {body: {url: form.url.trim(), types: typesIn(form.types)}});
      setForm({url: "", types: ""});
      setError(undefined);
      made(data);
    } catch (refusal) {
      setError(refusal);
    }
  };
  return html`
    <form class="invite-form" onSubmit=${make}>
      <label class="field grow"><span>Address</span>
        <input name="url" required type="url" maxlength="2000" autocomplete="off" placeholder="https://…" value=${form.url} onInput=${set("url")} /></label>
      <label class="field grow"><span>Events <span class="faint">(leave empty for all)</span></span>
        <input name="types" autocomplete="off" spellcheck="false" placeholder="task:*, chat:message" value=${form.types} onInput=${set("types")} /></label>
      <button class="button primary" disabled=${!form.url.trim()}>Make a webhook</button>
    </form>
    ${error && html`<p class="fault" role="alert">${told(error)}</p>`}`;
}
