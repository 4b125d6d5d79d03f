import {useState} from "preact/hooks";
import {address} from "./router.js";
import {html} from "./ui/html.js";
import {Logo} from "./ui/logo.js";
import {sorry} from "./words.js";

/** @param {any} error @param {boolean} isNew */
function told(error, isNew) {
  if (error.code === "rate_limited") {
    const minutes = Math.ceil((error.retryAfterMs ?? 60_000) / 60_000);
    return `Too many tries. Wait ${minutes === 1 ? "a minute" : minutes + " minutes"}, then try again.`;
  }
  if (error.status === 401) {
    return "The address or the password is not right.";
  }
  if (error.status === 409 && isNew) {
    return "Somebody has signed up with this address already. Sign in instead?";
  }
  return error.status === 403 && isNew ? "This server takes no new people. Ask its administrator." : error.status ? sorry(error) : sorry({code: "unavailable"});
}

/** Many voices, drawn as the logo draws four. */
const VOICES = [150, 250, 190, 330, 420, 260, 360, 230, 300, 170]
  .map((length, at) => `M${60 + at * 56} ${270 - length / 2}v${length}`).join("");

/** A page that can be seen without signing in. @param {{children: any}} props */
export const Alone = ({children}) => html`
  <div class="alone">
    <header class="alone-head"><a href=${address({page: "home"})} aria-label="Tutti"><${Logo} /></a><span class="grow"></span>
      <a class="link" href=${address({page: "home"})}>Sign in</a></header>
    <main>${children}</main>
  </div>`;

/** Where somebody signs in, or up. @param {{session: import("../client/session.js").Session, invited: boolean}} props */
export function Welcome({session, invited}) {
  const [isNew, setNew] = useState(invited);
  const [form, setForm] = useState({email: "", name: "", password: ""});
  const [error, setError] = useState("");
  const [isBusy, setBusy] = useState(false);
  const field = (name) => ({value: form[name], onInput: (event) => setForm({...form, [name]: event.target.value})});
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError("");
    const {email, name, password} = form;
    try {
      await (isNew ? session.signUp({email: email.trim(), name: name.trim(), password}) : session.signIn({email: email.trim(), password}));
    } catch (refusal) {
      setError(told(refusal, isNew));
      setBusy(false);
    }
  };
  return html`
    <main class="welcome">
      <div class="welcome-intro">
        <svg class="welcome-art" viewBox="0 0 600 500" preserveAspectRatio="xMaxYMin meet" aria-hidden="true">
          <path d=${VOICES} /></svg>
        <${Logo} />
        <h1>All together, <br />at the same time.</h1>
        <p>A board and a conversation for a team. What one of you changes, everybody sees at once.</p>
      </div>
      <div class="welcome-card">
        <h2>${isNew ? "Sign up" : "Sign in"}</h2>
        ${invited && html`<p class="note">You are invited to a workspace. ${isNew ? "Sign up" : "Sign in"} to see it.</p>`}
        ${session.ended && !invited && html`<p class="note" role="status">You were signed out. Sign in again to go on.</p>`}
        <form onSubmit=${submit}>
          ${isNew && html`<label class="field"><span>Name</span><input required maxlength="100" autocomplete="name" ...${field("name")} /></label>`}
          <label class="field"><span>E-mail</span><input type="email" required autocomplete="username" ...${field("email")} /></label>
          <label class="field"><span>Password</span>
            <input type="password" required minlength=${isNew ? 8 : 1} maxlength="200" autocomplete=${isNew ? "new-password" : "current-password"}
                aria-describedby=${isNew ? "password-hint" : undefined} ...${field("password")} /></label>
          ${isNew && html`<p class="hint" id="password-hint">At least 8 characters. A few words are a good password.</p>`}
          <div role="alert">${error && html`<p class="fault">${error}</p>`}</div>
          <button class="button primary large" disabled=${isBusy}>${isNew ? "Sign up" : "Sign in"}</button>
        </form>
        <p class="switch">${isNew ? "You have an account? " : "New here? "}<button class="link" onClick=${() => {
          setNew(!isNew);
          setError("");
        }}>${isNew ? "Sign in" : "Sign up"}</button></p>
        <p class="switch">What is this? <a href="docs/">Read about it</a></p>
        <p class="switch">Does something not work? <a href=${address({page: "doctor"})}>Ask the doctor</a></p>
      </div>
    </main>`;
}
