import {useEffect, useLayoutEffect, useRef, useState} from "preact/hooks";
import {useTutti} from "../client/react.js";
import {useShelf} from "./data.js";
import {Home} from "./home.js";
import {Bell} from "./inbox/bell.js";
import {DoctorLater, Later} from "./later.js";
import {Accept} from "./people/accept.js";
import {Sessions} from "./people/sessions.js";
import {Profile} from "./profile.js";
import {address} from "./router.js";
import {Search} from "./search/search.js";
import {Sidebar} from "./sidebar.js";
import {Agenda} from "./tasks/agenda.js";
import {Undecided} from "./tasks/undecided.js";
import {Connection} from "./ui/connection.js";
import {html} from "./ui/html.js";
import {Icon} from "./ui/icons.js";
import {Logo} from "./ui/logo.js";
import {toast} from "./ui/toast.js";
import {WorkspacePage} from "./workspace.js";

/** @param {import("./router.js").Route} route @param {import("../client/session.js").Session} session */
function page(route, session) {
  switch (route.page) {
    case "board":
    case "chat":
    case "people":
    case "integrations":
      return html`<${WorkspacePage} key=${route.workspace} route=${route} />`;
    case "agenda":
      return html`<${Agenda} key=${route.filter ?? ""} filter=${route.filter} />`;
    case "search":
      return html`<${Search} q=${route.q ?? ""} />`;
    case "sessions":
      return html`<${Sessions} />`;
    case "inspector":
      return html`<${Later} load=${() => import("./inspector/inspector.js").then(({Inspector}) => Inspector)} />`;
    case "doctor":
      return html`<${DoctorLater} session=${session} />`;
    case "invite":
      return html`<${Accept} key=${route.code} code=${route.code} />`;
    default:
      return html`<${Home} />`;
  }
}

/** What stands around every page of somebody who is signed in. @param {{route: import("./router.js").Route, signOut: (everywhere: boolean) => void}} props */
export function Shell({route, signOut}) {
  const client = useTutti();
  const {session} = useShelf();
  const [isOpen, setOpen] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  const here = address({...route, task: undefined, said: undefined, q: undefined});
  const before = useRef(here);
  // With the page, never after it: whoever already writes there keeps the focus.
  useLayoutEffect(() => {
    setOpen(false);
    if (before.current !== here) {
      before.current = here;
      // As a new page would: whoever reads on by keyboard begins at its top. A task and a field that is all a page is for take the focus themselves.
      !route.task && !document.activeElement?.matches("main [autofocus]") && main.current?.focus({preventScroll: true});
    }
  }, [here]);
  useEffect(() => client.on("announcement", ({payload}) => toast(payload.text)), [client]);
  useEffect(() => {
    const key = (event) => {
      if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !/** @type {HTMLElement} */ (event.target).closest("input, textarea, select, [contenteditable], dialog")) {
        event.preventDefault();
        location.assign(address({page: "search", q: ""}));
      } else if (event.key === "Escape") {
        setOpen(false);
      }
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, [client]);
  return html`
    <a class="skip" href="#main" onClick=${(event) => {
      event.preventDefault();
      main.current?.focus();
    }}>To the content</a>
    <div class="shell">
      <${Sidebar} route=${route} isOpen=${isOpen} signOut=${signOut} profile=${() => setNaming(true)} />
      ${isOpen && html`<div class="veil" onClick=${() => setOpen(false)}></div>`}
      <div class="main-side">
        <header class="topbar">
          <button class="icon-button menu-button" aria-label="Menu" aria-expanded=${String(isOpen)} aria-controls="sidebar" onClick=${() => setOpen(!isOpen)}><${Icon} name="menu" /></button>
          <a class="topbar-logo" href=${address({page: "home"})}><${Logo} /></a>
          <div role="status" class="connection-slot"><${Connection} /><${Undecided} shown=${route.workspace} /></div>
          <span class="grow"></span>
          <a class="icon-button" href=${address({page: "search", q: ""})} aria-label="Search" title="Search (press /)"><${Icon} name="search" /></a>
          <${Bell} />
        </header>
        <main id="main" ref=${main} tabindex="-1">${page(route, session)}</main>
      </div>
    </div>
    ${isNaming && html`<${Profile} close=${() => setNaming(false)} />`}`;
}
