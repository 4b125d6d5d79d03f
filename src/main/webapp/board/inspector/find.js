import {useState} from "preact/hooks";
import {html} from "../ui/html.js";
import {sorry} from "../words.js";

/** Somebody's sign-ins, whether or not they are connected. @param {{client: import("../../client/types.js").Client, show: (person: any) => void}} props */
export function FindAccount({client, show}) {
  const [email, setEmail] = useState("");
  const [error, setError] = useState(/** @type {any} */ (undefined));
  const find = (event) => {
    event.preventDefault();
    client.call("GET", "admin/accounts?email=" + encodeURIComponent(email.trim())).then(({data}) => {
      setError(undefined);
      show(data);
    }, setError);
  };
  return html`
    <form class="invite-form find-account" onSubmit=${find}>
      <label class="field grow"><span>Sign-ins of</span>
        <input type="email" required autocomplete="off" value=${email} placeholder="name@example.org" onInput=${(event) => setEmail(event.target.value)} /></label>
      <button class="button" disabled=${!email.trim()}>Show</button>
      ${error && html`<p class="fault" role="alert">${sorry(error)}</p>`}
    </form>`;
}
