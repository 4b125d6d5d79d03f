import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useCall, useFrames} from "../data.js";
import {address} from "../router.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {Once} from "../ui/once.js";
import {announce, toast} from "../ui/toast.js";
import {exactly, since} from "../ui/time.js";
import {counted, sorry} from "../words.js";

/** @param {string} code @returns {string} this page's address for whoever has the code, which no server's log ever sees */
const linkTo = (code) => location.href.split("#")[0] + address({page: "invite", code});

/** @param {{made: any, close: () => void}} props a code can be seen once */
const Made = ({made, close}) => html`
  <${Once} label="Link of the invitation" value=${linkTo(made.code)} copied="The link is copied." icon="link" close=${close}>
    ${made.mailed ? `A letter is on its way to ${made.invite.email}. ` : ""}Whoever has this link can join${
      made.invite.email ? ", signed in with that address" : ""}. It is shown this once.
  <//>`;

/** Who was invited and has not come yet, and how to invite. @param {{id: string}} props */
export function Invites({id}) {
  const client = useTutti();
  const [form, setForm] = useState({email: "", role: "member", many: false});
  const [made, setMade] = useState(/** @type {any} */ (undefined));
  const [error, setError] = useState(/** @type {any} */ (undefined));
  const [isBusy, setBusy] = useState(false);
  const {data, reload} = useCall(`workspaces/${id}/invites`);
  // Perhaps by one of them.
  useFrames(["workspace:member_joined"], reload);
  const set = (change) => setForm({...form, ...change});
  const send = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const email = form.email.trim();
    try {
      const body = {role: form.role, ...(email ? {email} : form.many ? {uses: 0} : {})};
      const answer = await client.call("POST", `workspaces/${id}/invites`, {body});
      setMade(answer.data);
      set({email: ""});
      reload();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  const revoke = async (invite) => {
    try {
      await client.call("DELETE", `workspaces/${id}/invites/${invite.id}`);
      announce("The invitation is taken back.");
    } catch (refusal) {
      toast(sorry(refusal), {kind: "fault"});
    }
    reload();
  };
  return html`
    <section class="invites" aria-labelledby="invite-title">
      <h2 id="invite-title">Invite somebody</h2>
      <form class="invite-form" onSubmit=${send}>
        <label class="field grow"><span>E-mail <span class="faint">(leave empty for a link)</span></span>
          <input type="email" autocomplete="off" value=${form.email} placeholder="name@example.org" onInput=${(event) => set({email: event.target.value})} /></label>
        <label class="field"><span>As</span>
          <select value=${form.role} onChange=${(event) => set({role: event.target.value})}>
            <option value="member">Member</option><option value="admin">Admin</option><option value="guest">Guest</option>
          </select></label>
        <button class="button primary" disabled=${isBusy}>${form.email.trim() ? "Invite" : "Make a link"}</button>
      </form>
      ${!form.email.trim() && html`<label class="check"><input type="checkbox" checked=${form.many} onChange=${(event) => set({many: event.target.checked})} />
        The link is good for more than one person</label>`}
      ${error && html`<p class="fault" role="alert">${sorry(error)}</p>`}
      ${made && html`<${Made} made=${made} close=${() => setMade(undefined)} />`}
      ${data?.items.length > 0 && html`
        <h3>Still open</h3>
        <ul class="people">
          ${data.items.map((invite) => html`
            <li key=${invite.id} class="person"><${Icon} name="link" />
              <div class="grow">
                <div class="person-name">${invite.email ?? (invite.usesLeft === null || invite.usesLeft === undefined ? "A link for anybody" : `A link for ${counted(invite.usesLeft, "person", "people")}`)}</div>
                <div class="faint" title=${exactly(invite.expiresAt)}>As ${invite.role}, made ${since(invite.createdAt)}</div>
              </div>
              <button class="button small" onClick=${() => revoke(invite)}>Take back</button>
            </li>`)}
        </ul>`}
    </section>`;
}
