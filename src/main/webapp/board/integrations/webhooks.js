import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useWatch} from "../data.js";
import {confirmed} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {Once} from "../ui/once.js";
import {exactly} from "../ui/time.js";
import {announce} from "../ui/toast.js";
import {sorry} from "../words.js";
import {NewWebhook} from "./newwebhook.js";
import {Replay} from "./replay.js";
import {Webhook} from "./webhook.js";

/** Milliseconds between looks at how they do, which nobody tells. */
const EVERY = 3000;

/** To where it is told what happens. @param {{id: string, nameOf: (id: string) => string}} props */
export function Webhooks({id, nameOf}) {
  const client = useTutti();
  const path = `workspaces/${id}/webhooks`;
  const {data, error, reload} = useWatch(path + "?limit=200", EVERY);
  const [made, setMade] = useState(/** @type {any} */ (undefined));
  const [replayed, setReplayed] = useState(/** @type {any} */ (undefined));
  const [refusal, setRefusal] = useState(/** @type {any} */ (undefined));
  /** @returns {Promise<any>} the answer, or true where it has nothing to say; undefined where it is a refusal */
  const ask = (method, rest, told) => client.call(method, `${path}/${rest}`).then(({data: answer}) => {
    setRefusal(undefined);
    announce(told);
    return answer ?? true;
  }, setRefusal).finally(reload);
  const newSecret = async ({id: which}) => {
    if (await confirmed({title: "Make a new secret?", text: "For a while messages are signed with the present one too, so that the receiver can change over.", yes: "Make it"})) {
      setMade((await ask("POST", which + "/secret", "There is a new secret.")) ?? made);
    }
  };
  const remove = async ({id: which}) => {
    if (await confirmed({title: "Delete this webhook?", text: "Nothing is told to its address any more. What is on its way may still arrive.", yes: "Delete", danger: true})) {
      // Its secret is shown this once: it stays where the webhook does.
      await ask("DELETE", which, "The webhook is deleted.") && setMade((now) => (now?.webhook.id === which ? undefined : now));
    }
  };
  const fault = refusal ?? error;
  return html`
    <section class="part webhooks" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">Webhooks</h2>
      <p class="hint">What happens here is posted to an address of yours: signed, in order, and again until it is taken.</p>
      <${NewWebhook} path=${path} made=${(answer) => {
        setMade(answer);
        reload();
      }} />
      ${made && html`<${Once} label="The secret" value=${made.secret} copied="The secret is copied." icon="copy" close=${() => setMade(undefined)}>
        By this secret the receiver of ${made.webhook.url} knows that a message is ours. It is shown this once: copy it to there.
        ${made.webhook.formerSecretUntil && ` The one before signs too until ${exactly(made.webhook.formerSecretUntil)}.`}<//>`}
      ${fault && html`<p class="fault" role="alert">${sorry(fault)}</p>`}
      <ul class="people">
        ${(data?.items ?? []).map((it) => html`
          <${Webhook} key=${it.id} it=${it} nameOf=${nameOf} pause=${() => ask("POST", it.id + "/pause", "It is paused.")}
              resume=${() => ask("POST", it.id + "/resume", "It goes on.")}
              replay=${() => setReplayed(it)} newSecret=${() => newSecret(it)} remove=${() => remove(it)} />`)}
      </ul>
      ${data?.next && html`<p class="hint">There are more; these are the newest ${data.items.length}.</p>`}
      ${replayed && html`<${Replay} webhook=${replayed} path=${path} close=${() => {
        setReplayed(undefined);
        reload();
      }} />`}
    </section>`;
}
