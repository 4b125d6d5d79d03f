import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {Dialog} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {announce} from "../ui/toast.js";
import {sorry} from "../words.js";
import {numberOf} from "./webhook.js";

/** @param {string} text a position, or the number in one @param {string} present a position of the same journal */
export const positionIn = (text, present) => (/^\d+$/.test(text) ? `${present.split(":")[0]}:${text}` : text);

/** @param {any} refusal */
const told = (refusal) => (refusal.code === "gone" ? "There is no way on from there: it is not kept any more, or was never told."
  : refusal.code === "bad_value" ? "That is neither a number nor a position." : sorry(refusal));

/** From where a webhook is to tell everything once more. @param {{webhook: any, path: string, close: () => void}} props */
export function Replay({webhook, path, close}) {
  const client = useTutti();
  const [after, setAfter] = useState(numberOf(webhook.position));
  const [error, setError] = useState(/** @type {any} */ (undefined));
  const send = async (event) => {
    event.preventDefault();
    try {
      await client.call("POST", `${path}/${webhook.id}/replay`, {body: {after: positionIn(after.trim(), webhook.position)}});
      announce("It is posted once more.");
      close();
    } catch (refusal) {
      setError(refusal);
    }
  };
  return html`
    <${Dialog} title="Post again" onClose=${close}>
      <form onSubmit=${send}>
        <p class="dialog-text">Everything that follows is posted to ${webhook.url} once more, in order. Or passed over, where you go on to a later number.</p>
        <label class="field"><span>What follows the number, or position</span>
          <input name="after" required autocomplete="off" value=${after} onInput=${(event) => setAfter(event.target.value)} /></label>
        <p class="hint">Each message says its own as <code>position</code>; 0 is before the first.</p>
        ${error && html`<p class="fault" role="alert">${told(error)}</p>`}
        <footer class="dialog-foot"><button class="button primary" disabled=${!after.trim()}>Post again</button></footer>
      </form>
    <//>`;
}
