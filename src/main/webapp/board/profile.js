import {useState} from "preact/hooks";
import {useTutti} from "../client/react.js";
import {useShelf} from "./data.js";
import {Dialog} from "./ui/dialog.js";
import {html} from "./ui/html.js";
import {sorry} from "./words.js";

/** How one is called. @param {{close: () => void}} props */
export function Profile({close}) {
  const client = useTutti();
  const {session} = useShelf();
  const [name, setName] = useState(session.user?.name ?? "");
  const [error, setError] = useState(/** @type {any} */ (undefined));
  const save = async (event) => {
    event.preventDefault();
    try {
      const {data} = await client.call("PATCH", "auth/me", {body: {name: name.trim()}, headers: {"If-Match": "*"}});
      session.renamed(data.name);
      close();
    } catch (refusal) {
      setError(refusal);
    }
  };
  return html`
    <${Dialog} title="Your name" onClose=${close}>
      <form onSubmit=${save}>
        <label class="field"><span>Name</span><input required maxlength="100" autocomplete="name" value=${name} onInput=${(event) => setName(event.target.value)} /></label>
        <p class="hint">Others see it the next time they open a workspace. What you have said keeps the name of then.</p>
        ${error && html`<p class="fault" role="alert">${sorry(error)}</p>`}
        <footer class="dialog-foot"><button class="button primary" disabled=${!name.trim()}>Save</button></footer>
      </form>
    <//>`;
}
