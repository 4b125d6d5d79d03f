import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {go} from "../router.js";
import {Avatar} from "../ui/avatar.js";
import {confirmed} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {since} from "../ui/time.js";
import {apart, counted} from "../words.js";
import {Invites} from "./invites.js";

/** What a role may do. */
export const ROLES = {
  owner: "Decides everything, the end of the workspace included",
  admin: "Invites and removes people, names the workspace",
  member: "Reads and writes",
  guest: "Reads along",
};

/** @param {string} role @returns {boolean} whether it names the workspace, and decides who and what comes in */
export const decides = (role) => role === "owner" || role === "admin";

/** @param {string} role */
export const roleName = (role) => role[0].toUpperCase() + role.slice(1);

/** @param {{member: any, state?: string, me: string, role: string, workspace: any}} props */
function Person({member, state, me, role, workspace}) {
  const {user} = member;
  const isMe = user.id === me;
  // As the server sees it: only owners make and unmake owners.
  const mayChange = role === "owner" || (role === "admin" && member.role !== "owner");
  const roles = Object.keys(ROLES).filter((it) => role === "owner" || it !== "owner" || it === member.role);
  const remove = async () => {
    const asked = isMe
      ? {title: "Leave the workspace?", text: "You will not see it any more, unless somebody adds you again.", yes: "Leave", danger: true}
      : {title: `Remove ${apart(user.name)}?`, text: "They will not see the workspace any more, from this moment on.", yes: "Remove", danger: true};
    if (await confirmed(asked)) {
      const {saved} = workspace.removeMember(user.id);
      isMe && saved.then(() => go({page: "home"}), () => {});
    }
  };
  return html`
    <li class="person">
      <${Avatar} person=${user} state=${state} named />
      <div class="grow">
        <div class="person-name">${user.name}${isMe && html` <span class="faint">(you)</span>`}</div>
        <div class="faint">${state === "active" ? "Here now" : state === "away" ? "Away" : "Joined " + since(member.joinedAt)}</div>
      </div>
      ${mayChange
        ? html`<select aria-label=${`Role of ${user.name}`} value=${member.role} onChange=${(event) => workspace.changeRole(user.id, event.target.value)}>
            ${roles.map((it) => html`<option key=${it} value=${it} selected=${it === member.role} title=${ROLES[it]}>${roleName(it)}</option>`)}</select>`
        : html`<span class="role" title=${ROLES[member.role]}>${roleName(member.role)}</span>`}
      ${(mayChange || isMe) && html`
        <button class="icon-button" aria-label=${isMe ? "Leave the workspace" : `Remove ${user.name}`} title=${isMe ? "Leave" : "Remove"} onClick=${remove}>
          <${Icon} name=${isMe ? "exit" : "close"} /></button>`}
    </li>`;
}

/** @param {{id: string, view: any}} props */
export function People({id, view}) {
  const client = useTutti();
  const [query, setQuery] = useState("");
  const {role} = view.workspace;
  const order = Object.keys(ROLES);
  const all = [...view.members.values()]
    .filter(({user}) => user.name.toLowerCase().includes(query.trim().toLowerCase()))
    .sort((one, other) => order.indexOf(one.role) - order.indexOf(other.role) || one.user.name.localeCompare(other.user.name));
  return html`
    <div class="page narrow">
      <header class="page-head">
        <h2>${counted(view.members.size, "person", "people")}</h2>
        ${view.members.size > 8 && html`<input type="search" aria-label="Find somebody" placeholder="Find somebody" value=${query} onInput=${(event) => setQuery(event.target.value)} />`}
      </header>
      <ul class="people">
        ${all.map((member) => html`<${Person} key=${member.user.id} member=${member} state=${view.online.get(member.user.id)?.state} me=${client.me} role=${role} workspace=${client.workspace(id)} />`)}
      </ul>
      ${decides(role) && html`<${Invites} id=${id} />`}
    </div>`;
}
