import {useEffect, useLayoutEffect, useMemo, useRef, useState} from "preact/hooks";
import {chat} from "../../client/chat.js";
import {inbox} from "../../client/inbox.js";
import {useTutti} from "../../client/react.js";
import {useFrames} from "../data.js";
import {Composer} from "../ui/composer.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {mentionsOf} from "../ui/prose.js";
import {Said} from "../ui/said.js";
import {useSpotlight} from "../ui/spotlight.js";
import {dayOf} from "../ui/time.js";
import {listed, sorry} from "../words.js";
import {Rooms} from "./rooms.js";
import {useTyping} from "./typing.js";

/** Milliseconds within which somebody's messages stand under one name, and pixels from the end that count as the end. */
const TOGETHER = 5 * 60_000, NEAR = 80;

/** @param {any[]} items in order @returns {{said: any, follows: boolean, day?: string}[]} with the days between them */
export function grouped(items) {
  return items.map((said, index) => {
    const before = items[index - 1];
    const isNewDay = !before || dayOf(before.createdAt) !== dayOf(said.createdAt);
    const follows = !isNewDay && before.author.id === said.author.id && !said.replyTo
      && Date.parse(said.createdAt) - Date.parse(before.createdAt) < TOGETHER;
    return {said, follows, ...(isNewDay && {day: dayOf(said.createdAt)})};
  });
}

/** Marks as read what is seen. @param {string} id @param {string} room @param {any[]} items @param {any} conversation */
function useReading(id, room, items, conversation) {
  const client = useTutti();
  const [isSeen, setSeen] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setSeen(!document.hidden);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  const last = items.reduce((seq, it) => (it.seq !== Infinity && it.seq > seq ? it.seq : seq), 0);
  const told = useRef("");
  useEffect(() => {
    const key = `${id} ${room} ${last}`;
    if (isSeen && conversation?.unread > 0 && last > conversation.upTo && told.current !== key) {
      told.current = key;
      inbox(client).readMessages(id, last, room || undefined);
    }
  }, [isSeen, last, conversation?.unread, id, room]);
}

/** @param {{items: any[], next: string | null, older: () => Promise<void>, children: any}} props keeps the newest in sight, unless one reads above */
function Scroller({items, next, older, children}) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const isAtEnd = useRef(true);
  const before = useRef({height: 0, first: undefined});
  const [hasNew, setNew] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    const {height, first} = before.current;
    const last = items[items.length - 1];
    if (first && items[0]?.id !== first && items.some((it) => it.id === first)) {
      // Older ones came above: what was in sight stays there.
      element.scrollTop += element.scrollHeight - height;
    } else if (isAtEnd.current || last?.seq === Infinity) {
      element.scrollTop = element.scrollHeight;
    } else if (element.scrollHeight > height) {
      setNew(true);
    }
    before.current = {height: element.scrollHeight, first: items[0]?.id};
  }, [items]);
  return html`
    <div class="chat-scroll" ref=${box} tabindex="0" role="region" aria-label="Messages" onScroll=${() => {
      const {scrollTop, scrollHeight, clientHeight} = box.current;
      isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR;
      isAtEnd.current && hasNew && setNew(false);
    }}>
      ${next && html`<button class="link older" onClick=${older}>Show older messages</button>`}
      ${children}
      ${hasNew && html`<button class="button small jump" onClick=${() => {
        box.current.scrollTop = box.current.scrollHeight;
        setNew(false);
      }}>New messages</button>`}
    </div>`;
}

/** A conversation of a workspace, and the way to the others. @param {{id: string, room?: string, said?: string, view: any, rooms: any[]}} props */
export function Chat({id, room = "", said, view, rooms}) {
  const client = useTutti();
  const workspace = client.workspace(id);
  const [answering, setAnswering] = useState(/** @type {any} */ (undefined));
  const [error, setError] = useState(/** @type {any} */ (undefined));
  const thread = view.threads.get("room " + room);
  const load = () => chat(workspace).thread({room: room || undefined}).then(() => setError(undefined), setError);
  useEffect(() => {
    if (!thread) {
      load();
    }
  }, [id, room, !thread]);
  useFrames(["state"], ({payload}) => payload.state === "open" && error && !thread && load());
  useEffect(() => setAnswering(undefined), [room]);
  const items = useMemo(() => [...(thread?.items.values() ?? [])], [thread]);
  const people = useMemo(() => [...view.members.values()].map(({user}) => user), [view.members]);
  const names = useMemo(() => mentionsOf(people.map(({name}) => name)), [people]);
  const {names: typists, tell} = useTyping(id, room);
  useReading(id, room, items, rooms.find((it) => (it.room ?? "") === room));
  useSpotlight(said, items.some((it) => it.id === said));
  const canWrite = view.workspace.role !== "guest";
  const title = room || "Everybody";
  return html`
    <div class="chat">
      <${Rooms} id=${id} room=${room} rooms=${rooms} canWrite=${canWrite} />
      <section class="conversation" aria-labelledby="conversation-title">
        <header class="conversation-head"><h2 id="conversation-title"><${Icon} name=${room ? "hash" : "people"} />${title}</h2></header>
        <${Scroller} key=${room} items=${items} next=${thread?.next} older=${load}>
          ${error && html`<p class="fault">${sorry(error)} <button class="link" onClick=${load}>Try again</button></p>`}
          ${!thread && !error && html`<p class="faint loading">Loading…</p>`}
          ${thread && !items.length && html`
            <div class="empty small"><${Icon} name="chat" /><h3>Nothing said yet</h3>
              <p>${canWrite ? "Say hello: everybody in the workspace hears it at once." : "What is said here will show at once."}</p></div>`}
          <div class="talk-log" role="log" aria-label=${title}><ol class="talk">
            ${grouped(items).map(({said, follows, day}) => html`
              ${day && html`<li key=${"day " + said.id} class="day"><span>${day}</span></li>`}
              <${Said} key=${said.id} said=${said} follows=${follows} view=${view} me=${client.me} workspace=${workspace} names=${names}
                  answered=${said.replyTo ? thread.items.get(said.replyTo) ?? {author: {name: "An older message"}, text: "…"} : undefined} reply=${setAnswering} />`)}
          </ol></div>
        <//>
        <p class="typing-line" aria-live="polite">${typists.length > 0 && html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${
          `${listed(typists)} ${typists.length > 1 ? "are" : "is"} typing…`}`}</p>
        ${canWrite ? html`
          ${answering && html`<div class="answering"><${Icon} name="reply" /><span>To ${answering.author.name}: ${answering.text}</span>
            <button class="icon-button small" aria-label="Do not reply" onClick=${() => setAnswering(undefined)}><${Icon} name="close" /></button></div>`}
          <${Composer} key=${room} focused=${answering?.id} label=${`Message to ${title}`} people=${people} typing=${tell}
              cancel=${answering && (() => setAnswering(undefined))}
              send=${(text) => {
                chat(workspace).say(text, {...(room && {room}), ...(answering && {replyTo: answering.id})});
                setAnswering(undefined);
              }} />`
        : html`<p class="faint guest-note">As a guest you read along.</p>`}
      </section>
    </div>`;
}
