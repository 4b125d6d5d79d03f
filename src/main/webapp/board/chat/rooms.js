import {useState} from "preact/hooks";
import {address, go} from "../router.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";

/** The conversations of a workspace. @param {{id: string, room: string, rooms: any[], canWrite: boolean}} props */
export function Rooms({id, room, rooms, canWrite}) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const main = rooms.find((it) => it.room === null);
  const others = rooms.filter((it) => it.room !== null);
  // One that was just made up begins with its first message, and shows before.
  const all = [{room: "", unread: main?.unread ?? 0}, ...others, ...(room && !others.some((it) => it.room === room) ? [{room, unread: 0}] : [])];
  return html`
    <nav class="rooms" aria-label="Conversations">
      <ul>
        ${all.map((it) => html`
          <li key=${it.room}><a href=${address({page: "chat", workspace: id, room: it.room || undefined})} aria-current=${it.room === room ? "page" : undefined}
              class=${it.unread ? "unread" : ""}>
            <${Icon} name=${it.room ? "hash" : "people"} /><span class="grow">${it.room || "Everybody"}</span>
            ${it.unread > 0 && html`<span class="badge">${it.unread}<span class="visually-hidden"> unread</span></span>`}</a></li>`)}
      </ul>
      ${canWrite && (isOpen ? html`
        <form class="compose" onSubmit=${(event) => {
          event.preventDefault();
          const wanted = name.replace(/\s+/g, " ").trim();
          if (wanted) {
            go({page: "chat", workspace: id, room: wanted});
          }
          setOpen(false);
          setName("");
        }}>
          <input aria-label="What it is about" placeholder="What is it about?" maxlength="60" value=${name}
              ref=${(field) => field && !field.dataset.begun && ((field.dataset.begun = "yes"), field.focus())}
              onInput=${(event) => setName(event.target.value)} onKeyDown=${(event) => event.key === "Escape" && setOpen(false)} />
        </form>`
      : html`<button class="rooms-new" onClick=${() => setOpen(true)}><${Icon} name="plus" />New conversation</button>`)}
    </nav>`;
}
