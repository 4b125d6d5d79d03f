import {useState} from "preact/hooks";
import {memo} from "react";
import {chat} from "../../client/chat.js";
import {Avatar} from "./avatar.js";
import {Composer} from "./composer.js";
import {confirmed} from "./dialog.js";
import {html} from "./html.js";
import {Icon} from "./icons.js";
import {Menu, Popup} from "./menu.js";
import {Prose} from "./prose.js";
import {exactly, shortTimeOf, timeOf} from "./time.js";
import {apart} from "../words.js";

const EMOJI = ["👍", "❤️", "🎉", "😄", "👀", "✅", "🙏", "🤔"];

/** @param {{react: (emoji: string) => void}} props */
const Pick = ({react}) => html`
  <${Popup} label="React" face=${html`<${Icon} name="smile" />`} look="icon-button small" kind="emoji">
    ${(close) => EMOJI.map((emoji) => html`
      <button type="button" key=${emoji} class="emoji-button" aria-label=${"React with " + emoji} onClick=${() => {
        close();
        react(emoji);
      }}>${emoji}</button>`)}
  <//>`;

/**
 * A message or a comment.
 *
 * @typedef {object} SaidProps
 * @property {any} said
 * @property {any} view of the workspace
 * @property {string} me
 * @property {any} workspace to write to
 * @property {RegExp} [names] as `mentionsOf` makes them
 * @property {boolean} [follows] whether the same person said what stands above, a moment ago
 * @property {any} [answered] what it replies to
 * @property {(said: any) => void} [reply]
 */
export const Said = memo(/** @param {SaidProps} props */ ({said, view, me, workspace, names, follows = false, answered, reply}) => {
  const [edits, setEdits] = useState(false);
  const member = view.members.get(said.author.id)?.user ?? said.author;
  const {role} = view.workspace;
  const isMine = said.author.id === me, canWrite = role !== "guest", canDelete = isMine ? canWrite : role === "owner" || role === "admin";
  const isPending = said.seq === Infinity || view.pending.has(said.id);
  const react = (emoji) => {
    const mine = said.reactions.find((it) => it.emoji === emoji)?.userIds.includes(me);
    chat(workspace).react(said, emoji, !mine);
  };
  const remove = async () => {
    const title = said.taskId ? "Delete this comment?" : "Delete this message?";
    if (await confirmed({title, text: "Everybody sees that it was deleted.", yes: "Delete", danger: true})) {
      chat(workspace).unsay(said);
    }
  };
  const items = [
    isMine && canWrite && {text: "Edit", icon: "pencil", run: () => setEdits(true)},
    canDelete && {text: "Delete", icon: "trash", danger: true, run: remove},
  ].filter(Boolean);
  const nameOf = (id) => (id === me ? "You" : view.members.get(id)?.user.name ?? "Somebody");
  return html`
    <li class=${`said ${follows ? "follows" : ""} ${isPending ? "pending" : ""}`} id=${"said-" + said.id}>
      ${follows ? html`<time class="said-gutter" aria-hidden="true">${shortTimeOf(said.createdAt)}</time>` : html`<${Avatar} person=${member} named />`}
      <div class="said-body">
        <div class=${follows ? "visually-hidden" : "said-head"}>
          <strong>${member.name}</strong>
          <time datetime=${said.createdAt} title=${exactly(said.createdAt)}>${timeOf(said.createdAt)}</time>
        </div>
        ${answered && html`<div class="answered"><${Icon} name="reply" /><span>${apart(answered.author.name)}: ${answered.text ?? "deleted message"}</span></div>`}
        ${said.text === null ? html`<p class="gone-text">This message was deleted.</p>`
          : edits ? html`<${Composer} label="Correct it" initial=${said.text} people=${[...view.members.values()].map((it) => it.user)} focused
              cancel=${() => setEdits(false)} send=${(text) => {
                setEdits(false);
                text !== said.text && chat(workspace).edit(said, text);
              }} />`
          : html`<${Prose} text=${said.text} names=${names} />`}
        <div class="said-foot">
          ${said.editedAt && said.text !== null && html`<span class="faint" title=${exactly(said.editedAt)}>edited</span>`}
          ${isPending && html`<span class="faint"><${Icon} name="clock" /> not sent yet</span>`}
          ${said.reactions.map(({emoji, userIds}) => html`
            <button key=${emoji} type="button" class="reaction" aria-pressed=${String(userIds.includes(me))} disabled=${!canWrite}
                title=${userIds.map(nameOf).join(", ")} aria-label=${`${emoji} ${userIds.length}: ${userIds.map(nameOf).join(", ")}`}
                onClick=${() => react(emoji)}>${emoji} ${userIds.length}</button>`)}
        </div>
      </div>
      ${said.text !== null && !edits && canWrite && html`
        <div class="said-tools">
          <${Pick} react=${react} />
          ${reply && html`<button type="button" class="icon-button small" aria-label="Reply" title="Reply" onClick=${() => reply(said)}><${Icon} name="reply" /></button>`}
          ${items.length > 0 && html`<${Menu} label="More" items=${() => items} look="icon-button small" />`}
        </div>`}
    </li>`;
});
