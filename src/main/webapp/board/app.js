import {render} from "preact";
import {useErrorBoundary} from "preact/hooks";
import {useSyncExternalStore} from "react";
import {chat} from "../client/chat.js";
import {connect} from "../client/index.js";
import {TuttiContext} from "../client/react.js";
import {rooms} from "../client/rooms.js";
import {Session} from "../client/session.js";
import {tabs} from "../client/tabs.js";
import {KeptList, ShelfContext} from "./data.js";
import {DoctorLater} from "./later.js";
import {Refusals} from "./refusals.js";
import {go, parse} from "./router.js";
import {Shell} from "./shell.js";
import {confirmed, Questions} from "./ui/dialog.js";
import {keepFocus} from "./ui/focus.js";
import {html} from "./ui/html.js";
import {clear, Toaster} from "./ui/toast.js";
import {Alone, Welcome} from "./welcome.js";

const base = new URL(".", document.baseURI).href;
const session = new Session(base);
/** @type {import("../client/types.js").Client | undefined} */
let client;
/** @type {import("./data.js").Shelf | undefined} */
let shelf;

/** What the address says, now and later. */
const useHash = () => useSyncExternalStore(
  (tell) => {
    addEventListener("hashchange", tell);
    return () => removeEventListener("hashchange", tell);
  },
  () => location.hash);

/** Lets the page be that of whoever is signed in now. */
function begin() {
  const {user} = session;
  if (client && client.status.state !== "signed-out" && user) {
    return paint();
  }
  client?.close();
  client = shelf = undefined;
  clear();
  if (user) {
    const mine = connect({url: base, getToken: session.token, features: [chat, rooms], share: tabs});
    client = mine;
    mine.on("state", ({payload}) => {
      // Ended elsewhere: in another tab, by an administrator, or because the sign-in is too old.
      if (payload.state === "signed-out" && mine === client) {
        session.end(true);
      }
    });
    const workspaces = new KeptList(mine, "workspaces?limit=200", ["notification", "workspace:updated", "workspace:deleted", "workspace:member_role_changed", "access:revoked"]);
    shelf = {session, workspaces, refusals: new Refusals(mine, workspaces)};
  }
  paint();
}

/** @param {boolean} everywhere on all devices */
async function signOut(everywhere) {
  const mine = client;
  if (!mine) {
    return;
  }
  const kept = (await mine.queue.all()).length;
  const sure = !kept || await confirmed({
    title: "Sign out now?", yes: "Sign out", danger: true,
    text: `${kept === 1 ? "One change is" : kept + " changes are"} not saved yet. Signing out forgets ${kept === 1 ? "it" : "them"}.`,
  });
  if (sure) {
    client = undefined;
    if (everywhere) {
      await mine.call("POST", "auth/logout-all").catch(() => {});
    }
    // The session first: other tabs forget what it is ended with as soon as they hear of it.
    const ended = session.signOut();
    await Promise.all([mine.signOut(), ended]);
    go({page: "home"}, {replace: true});
  }
}

/** @returns what is shown */
function App() {
  const route = parse(useHash());
  const [fault, again] = useErrorBoundary((error) => console.error(error));
  if (fault) {
    return html`
      <div class="empty"><h1>This page has a fault</h1><p>That is ours, not yours. What you changed is kept.</p>
        <div class="row center"><button class="button primary" onClick=${() => location.reload()}>Load it anew</button>
          <button class="button" onClick=${() => {
            go({page: "home"});
            again();
          }}>To your workspaces</button></div></div>`;
  }
  return html`
    ${client && shelf
      ? html`<${TuttiContext.Provider} value=${client}><${ShelfContext.Provider} value=${shelf}>
          <${Shell} route=${route} signOut=${signOut} /><//><//>`
      : route.page === "doctor" ? html`<${Alone}><${DoctorLater} session=${session} /><//>`
      : html`<${Welcome} key=${route.page === "invite"} session=${session} invited=${route.page === "invite"} />`}
    <${Questions} />
    <${Toaster} />`;
}

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
const paint = () => render(html`<${App} />`, root);

keepFocus(root);

session.changed = begin;
// Signed in or out in another tab.
addEventListener("storage", ({key}) => key === "tutti.session" && (!client || !session.user) && begin());
begin();
