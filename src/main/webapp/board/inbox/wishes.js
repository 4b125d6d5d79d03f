import {inbox} from "../../client/inbox.js";
import {useTutti} from "../../client/react.js";
import {html} from "../ui/html.js";

/** Kinds of notifications, as people know them. */
const KINDS = {
  assigned: "A task is given to me", mentioned: "Somebody mentions me", replied: "Somebody replies to me",
  commented: "There is a comment on a task that I watch", due_soon: "A task of mine is due soon",
  webhook_paused: "A webhook of a workspace that I own has failed too often", added: "I am added to a workspace",
};

/** Of what somebody wants to hear. @param {{settings: Record<string, boolean>}} props */
export function Wishes({settings}) {
  const client = useTutti();
  return html`
    <fieldset class="wishes">
      <legend>Tell me when</legend>
      ${Object.entries(KINDS).map(([kind, text]) => html`
        <label key=${kind} class="check"><input type="checkbox" checked=${settings[kind] ?? true}
            onChange=${(event) => inbox(client).want({[kind]: event.target.checked})} />${text}</label>`)}
    </fieldset>`;
}
