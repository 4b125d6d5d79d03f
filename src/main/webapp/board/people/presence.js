import {address} from "../router.js";
import {Avatar} from "../ui/avatar.js";
import {html} from "../ui/html.js";

/** People that are shown one by one. */
const SHOWN = 5;

/** @param {any} view @returns {{user: any, state: string}[]} who is there, those that are active first */
export function present(view) {
  return [...view.online.values()]
    .map(({userId, state}) => ({user: view.members.get(userId)?.user, state}))
    .filter(({user}) => user)
    .sort((one, other) => one.state.localeCompare(other.state) || one.user.name.localeCompare(other.user.name));
}

/** Who is there now. @param {{view: any}} props */
export function Present({view}) {
  const all = present(view);
  const others = all.length - SHOWN;
  return html`
    <a class="present" href=${address({page: "people", workspace: view.workspace.id})} aria-label=${`${all.length} here now: people`}>
      ${all.slice(0, SHOWN).map(({user, state}) => html`<${Avatar} key=${user.id} person=${user} state=${state} size="small" />`)}
      ${others > 0 && html`<span class="avatar small more" data-letters=${"+" + others}></span>`}
    </a>`;
}
