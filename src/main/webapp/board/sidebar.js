import {useFilters, useShelf, useWorkspaces} from "./data.js";
import {address, go} from "./router.js";
import {Avatar} from "./ui/avatar.js";
import {html} from "./ui/html.js";
import {Icon} from "./ui/icons.js";
import {Logo} from "./ui/logo.js";
import {Menu} from "./ui/menu.js";
import {useShared} from "./ui/store.js";
import {choose, theme} from "./ui/themes.js";

const THEMES = [["", "Like the system", "half"], ["light", "Light", "sun"], ["dark", "Dark", "moon"]];

/** The ways to everything. @param {{route: import("./router.js").Route, signOut: (everywhere: boolean) => void, profile: () => void, isOpen: boolean}} props */
export function Sidebar({route, signOut, profile, isOpen}) {
  const {session} = useShelf();
  const {items: workspaces = []} = useWorkspaces();
  const filters = useFilters() ?? [];
  const chosen = useShared(theme);
  const me = session.user ?? {id: "", name: "?", email: ""};
  const link = (to, icon, text, isHere) => html`
    <li key=${address(to)}><a href=${address(to)} aria-current=${isHere ? "page" : undefined}>${icon && html`<${Icon} name=${icon} />`}<span class="grow">${text}</span></a></li>`;
  const items = () => [
    {text: "Your name", icon: "pencil", run: profile},
    {text: "Where you are signed in", icon: "eye", run: () => go({page: "sessions"})},
    ...(me.administrator ? [{text: "Inspector", icon: "list", run: () => go({page: "inspector"})}] : []),
    {text: "Doctor", icon: "done", run: () => go({page: "doctor"})},
    "line",
    ...THEMES.map(([value, text, icon]) => ({text, icon, checked: chosen === value, run: () => choose(value)})),
    "line",
    {text: "Documentation", icon: "link", run: () => location.assign("docs/")},
    "line",
    {text: "Sign out", icon: "exit", run: () => signOut(false)},
    {text: "Sign out everywhere", icon: "exit", run: () => signOut(true)},
  ];
  return html`
    <nav class=${"sidebar" + (isOpen ? " open" : "")} id="sidebar" aria-label="Main">
      <a class="sidebar-logo" href=${address({page: "home"})}><${Logo} /></a>
      <ul>
        ${link({page: "agenda"}, "list", "My tasks", route.page === "agenda" && !route.filter)}
        ${link({page: "search", q: ""}, "search", "Search", route.page === "search")}
      </ul>
      <h2>Workspaces</h2>
      <ul>
        ${workspaces.map(({id, name}) => html`
          <li key=${id}><a href=${address({page: "board", workspace: id})} aria-current=${route.workspace === id ? "page" : undefined}>
            <span class="workspace-mark" aria-hidden="true">${[...name][0]?.toUpperCase()}</span><span class="grow">${name}</span></a></li>`)}
        <li><a class="faint-link" href=${address({page: "home"})} aria-current=${route.page === "home" ? "page" : undefined}><${Icon} name="plus" /><span class="grow">New workspace</span></a></li>
      </ul>
      ${filters.length > 0 && html`<h2>Filters</h2>
        <ul>${filters.map(({id, name}) => link({page: "agenda", filter: id}, "filter", name, route.filter === id))}</ul>`}
      <div class="sidebar-foot">
        <${Menu} label="You" named items=${items} look="me"
            face=${html`<${Avatar} person=${me} named /><span class="grow"><span class="me-name">${me.name}</span><span class="faint">${me.email}</span></span><${Icon} name="more" />`} />
      </div>
    </nav>`;
}
