import {useState} from "preact/hooks";
import {inbox} from "../../client/inbox.js";
import {useTutti} from "../../client/react.js";
import {useInbox} from "../data.js";
import {address} from "../router.js";
import {Avatar} from "../ui/avatar.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {Popup} from "../ui/menu.js";
import {exactly, since} from "../ui/time.js";
import {sentence, target} from "./sentences.js";
import {Wishes} from "./wishes.js";

/** @param {{it: any, isNew: boolean, close: () => void}} props */
const Notice = ({it, isNew, close}) => html`
  <li><a class=${"notice" + (isNew ? " new" : "")} href=${address(target(it))} onClick=${close}>
    ${it.actor ? html`<${Avatar} person=${it.actor} size="small" named />` : html`<span class="avatar small more"><${Icon} name="clock" /></span>`}
    <span class="grow">
      <span class="notice-text">${isNew && html`<span class="visually-hidden">New: </span>`}${sentence(it)}</span>
      ${it.excerpt && html`<span class="notice-excerpt">${it.excerpt}</span>`}
      <span class="faint"><time title=${exactly(it.createdAt)}>${since(it.createdAt)}</time> · ${it.workspaceName}</span>
    </span></a></li>`;

/** What one should know of, with how much of it is new. */
export function Bell() {
  const client = useTutti();
  const {data} = useInbox();
  const [asks, setAsks] = useState(false);
  const unread = data?.unread ?? 0;
  const all = [...(data?.notifications.values() ?? [])].slice(0, 50);
  const newest = all.reduce((seq, it) => Math.max(seq, it.seq), 0);
  const face = html`<${Icon} name="bell" />${unread > 0 && html`<span class="badge dot">${unread > 99 ? "99+" : unread}</span>`}`;
  return html`
    <${Popup} label=${unread ? `Notifications, ${unread} new` : "Notifications"} face=${face} look="icon-button bell" kind="inbox">
      ${(close) => html`
        <div class="popup-head"><h2>Notifications</h2>
          ${unread > 0 && html`<button class="link" onClick=${() => inbox(client).read(newest)}>Mark all as read</button>`}
          <button class="icon-button small" aria-label="Of what I want to hear" title="Of what I want to hear" aria-expanded=${String(asks)}
              onClick=${() => setAsks(!asks)}><${Icon} name="filter" /></button></div>
        ${asks && data?.settings && html`<${Wishes} settings=${data.settings} />`}
        ${all.length ? html`<ul class="notices">${all.map((it) => html`<${Notice} key=${it.id} it=${it} isNew=${it.seq > (data?.upTo ?? 0)} close=${close} />`)}</ul>`
        : html`<div class="empty small"><${Icon} name="bell" /><h3>All quiet</h3><p>When somebody mentions you or gives you a task, it shows here.</p></div>`}`}
    <//>`;
}
